package org.synfire.noc.energy;

import org.synfire.noc.chip.Figure;

/**
 * One part of a run's energy.
 *
 * @param name the consumer of the energy, as {@link EnergyModel} names it
 * @param figure the chip's figure that was used, with its source
 * @param amount factor of the figure: a count of events, or seconds summed over all chips for a power
 * @param joules the part's energy
 */
public record EnergyPart(String name, Figure figure, double amount, double joules) {}
