package org.synfire.noc.energy;

import java.util.List;
import org.synfire.noc.chip.Figure;

/**
 * One part of a run's energy.
 *
 * @param name the consumer of the energy, as {@link EnergyModel} names it
 * @param figures the chip's figures that were used, with their sources, at least one
 * @param amount what consumed it: a count of events, or seconds summed over all chips for a power
 * @param joules the part's energy
 */
public record EnergyPart(String name, List<Figure> figures, double amount, double joules) {
    /** Keeps a copy of the figures. */
    public EnergyPart {
        figures = List.copyOf(figures);
    }

    /** Whether one of the figures is assumed. */
    public boolean isAssumed() {
        return figures.stream().anyMatch(Figure::assumed);
    }
}
