package org.synfire.emulator.core;

import org.synfire.network.integer.SpikeTrains;

/** What the emulator computed for the samples answered last. */
public interface EmulatedSamples {
    /**
     * What a layer computed for a sample: codes, sums, or how often each neuron spiked.
     *
     * @param sample one of those that a witness is asked to compare
     * @param population number of the layer
     * @param into filled in the order channel, row, column
     */
    void values(long sample, int population, int[] into);

    /**
     * The outputs of a sample: what is read of the last population. Unless something else was asked for, its values.
     *
     * @param sample one of those that a witness is asked to compare
     * @param into filled in the order channel, row, column
     */
    void outputs(long sample, int[] into);

    /**
     * How often the neurons of a population spiked in each step of a sample.
     *
     * @param sample one of those that a witness is asked to compare
     * @param population of a network of spikes, one that sends
     * @param into of as many neurons, steps and spikes in a step, see {@link SpikeTrains#of}; its neurons are in the
     *     order channel, row, column
     */
    void spikes(long sample, int population, SpikeTrains into);
}
