package org.synfire.emulator.kernel;

import java.lang.foreign.MemorySegment;

/** One time step of spiking neurons. */
public sealed interface FiringKernels permits ScalarFiringKernels, VectorFiringKernels {
    /** So many more entries some arrays have than they have values. */
    int SLACK = FiringRule.WORDS_STEP;

    /**
     * Moves all potentials by one step.
     *
     * @param potentials {@link FiringRule#words()} words
     * @param inputs what arrives at each neuron; {@value FiringRule#WORDS_STEP} more entries than neurons, whose values
     *     do not matter
     * @param isFirst whether all stored potentials are 0, whatever lies in memory
     * @param spikes {@code ceil(neurons / 64)} words are written: bit i is neuron i
     * @return how many potentials were limited, if that counts
     */
    int fire(MemorySegment potentials, int[] inputs, FiringRule rule, boolean isFirst, long[] spikes);

    /**
     * The upper 32 bits of draws of a {@link org.synfire.network.integer.RandomStream} that follow one another.
     *
     * @param first number of the first draw
     * @param draws as many as are wanted
     */
    void draw(long seed, long first, int[] draws);

    /**
     * Adds a weight to what arrives at each neuron, once for every threshold that its draw reaches.
     *
     * @param draws one for each neuron, unsigned
     * @param thresholds rising, unsigned
     * @param inputs what arrives at each neuron
     */
    void addReached(int[] draws, int[] thresholds, int weight, int[] inputs);

    /**
     * Weighted sums of neighbouring values: {@code sums[i]} becomes the sum of {@code weights[from + k] *
     * values[places[k] + i]} over all k.
     *
     * @param values has {@link #SLACK} more entries behind what is read
     * @param count how many sums
     * @param sums has {@link #SLACK} more entries, whose values do not matter
     */
    void weightedSums(int[] weights, int from, int[] values, int[] places, int count, int[] sums);
}
