package org.synfire.network.reference;

import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Overflows;

/**
 * Computes an integer network for one sample at a time by plain loops, every value of every population.
 *
 * <p><b>Threads:</b> one thread per instance; instances share nothing that changes.
 */
public sealed interface Reference permits DenseReference, SpikingReference {
    /** The reference of a network: of codes, or of spikes step by step. */
    static Reference of(IntegerNetwork network) {
        return switch (network.coding()) {
            case CODES -> new DenseReference(network);
            case SPIKES -> new SpikingReference(network);
        };
    }

    /**
     * Computes all populations for one sample.
     *
     * @param input the input's values in the order channel, row, column: codes, each in the range of the input's code,
     *     or spike trains
     * @throws org.synfire.engine.InputException if there are more or fewer values than input neurons
     */
    void compute(int[] input);

    /**
     * The values of a population for the sample last computed, in the order channel, row, column: codes, raw sums, or
     * of neurons that spike the train, a bit for each step, the last one's the lowest. The array belongs to this object
     * and is overwritten by the next {@link #compute}.
     */
    int[] values(int population);

    /** The values of the last population, under the terms of {@link #values}. */
    int[] answer();

    /** What did not fit the registers of a population, over all samples computed. */
    Overflows overflows(int population);
}
