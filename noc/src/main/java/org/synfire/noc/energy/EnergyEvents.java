package org.synfire.noc.energy;

import java.util.Locale;

/**
 * The events of a run on the chip, as counts.
 *
 * @param sops synaptic operations: weights added to sums
 * @param neuronUpdates neuron updates, silent ones included; those of programs in units of the chip's update
 * @param hops links crossed by packets, those between chips included
 * @param interChipHops how many of the hops led from chip to chip, at most {@code hops}
 * @param steps time steps that the chip ran
 */
public record EnergyEvents(long sops, long neuronUpdates, long hops, long interChipHops, long steps) {
    /** @throws IllegalArgumentException if a count is negative, or there are more hops between chips than hops */
    public EnergyEvents {
        if (sops < 0 || neuronUpdates < 0 || interChipHops < 0 || interChipHops > hops || steps < 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Impossible counts: %d sops, %d neuron updates, %d hops, %d of them between chips, %d steps",
                    sops,
                    neuronUpdates,
                    hops,
                    interChipHops,
                    steps));
        }
    }
}
