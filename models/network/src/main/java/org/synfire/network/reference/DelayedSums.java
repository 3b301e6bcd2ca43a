package org.synfire.network.reference;

import java.util.Arrays;
import org.synfire.network.integer.SparseSynapses;

/** The sums of a population's neurons in this step and the steps in which spikes with a longer delay are due. */
final class DelayedSums {
    private final int[][] ring;

    /** @param largestExtraDelay steps ahead that are needed */
    DelayedSums(int neurons, int largestExtraDelay) {
        ring = new int[largestExtraDelay + 1][neurons];
    }

    void clear() {
        for (int[] sums : ring) {
            Arrays.fill(sums, 0);
        }
    }

    /** The sums of a step, to be added to. */
    int[] of(int step) {
        return ring[step % ring.length];
    }

    /** Adds the weights of spikes, as often as each input spikes, each in the step of its synapse's delay. */
    void add(int step, SparseSynapses synapses, int[] spikes) {
        for (int input = 0; input < spikes.length; input++) {
            for (int s = synapses.start(input); spikes[input] != 0 && s < synapses.start(input + 1); s++) {
                of(step + synapses.extraDelay(s))[synapses.target(s)] += synapses.weight(s) * spikes[input];
            }
        }
    }
}
