package org.synfire.network.integer;

import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * The levels of a network without cycles, and the delays with which all branches of such a network meet in phase.
 *
 * <p>A population's level is the length of the longest path to it from an input, in projections. A spike that leaves
 * level {@code a} for level {@code b} must wait until the levels in between have worked, so that the branches that meet
 * at {@code b} bring the same part of the same sample. <b>Equation:</b> {@code delay = 1 + (b - a - 1) P}, P being the
 * steps from one level's first spike to the next one's: T where neurons send their value (SDANN), 1 where they spike.
 */
final class Levels {
    private final int[] levels;

    /** @throws InputException if a projection leads to a population with the same or a lower number */
    Levels(String network, List<Population> populations, List<Projection> projections) {
        this.levels = new int[populations.size()];
        for (Population population : populations) {
            int p = population.id();
            levels[p] = hasDirectCoding(population) ? 1 : 0;
            for (Projection projection : projections) {
                if (projection.target() == p) {
                    if (projection.source() >= p) {
                        throw new InputException(String.format(
                                Locale.ROOT,
                                "network %s: a projection leads from population %d back to %d",
                                network,
                                projection.source(),
                                p));
                    }
                    levels[p] = Math.max(levels[p], levels[projection.source()] + 1);
                }
            }
        }
    }

    private static boolean hasDirectCoding(Population population) {
        return population.neurons() instanceof Neurons.Program program
                && program.directCoding().isPresent();
    }

    /**
     * The projection with the delay that lets its spikes arrive in phase.
     *
     * @param steps P
     */
    Projection inPhase(Projection projection, int steps) {
        return projection.withDelay(1 + (levels[projection.target()] - levels[projection.source()] - 1) * steps);
    }
}
