package org.synfire.network.reference;

import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Overflows;
import org.synfire.network.integer.SpikeTrains;

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
     * Computes all populations for one sample of a network that reads an image.
     *
     * @param codes in the order channel, row, column, each in the range of the input's code
     * @throws org.synfire.engine.InputException if there are more or fewer codes than input neurons
     */
    void compute(int[] codes);

    /**
     * Computes all populations for one sample.
     *
     * @param input of the kind that the network reads
     * @throws org.synfire.engine.InputException if the network reads another kind of input
     */
    void compute(NetworkInput input, long sample);

    /**
     * The values of a population for the sample last computed, in the order channel, row, column: codes, raw sums, or
     * how often each neuron spiked. The array belongs to this object and is overwritten by the next {@link #compute}.
     */
    int[] values(int population);

    /**
     * The spikes of a population for the sample last computed, under the terms of {@link #values}.
     *
     * @throws IllegalArgumentException if its neurons have a code or a sum instead
     */
    SpikeTrains spikes(int population);

    /** Time steps of the sample that is computed, or was computed last. */
    int steps();

    /** The values of the last population, under the terms of {@link #values}. */
    int[] answer();

    /** What did not fit the registers of a population, over all samples computed. */
    Overflows overflows(int population);
}
