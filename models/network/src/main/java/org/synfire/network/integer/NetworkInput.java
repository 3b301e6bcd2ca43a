package org.synfire.network.integer;

/**
 * What the input population of a network is given for each sample.
 *
 * <p><b>Threads:</b> any, several at once: workers and witnesses ask for the same samples at different times.
 */
public sealed interface NetworkInput {
    /** The codes of images, for {@link Neurons.ImageInput}. */
    @FunctionalInterface
    non-sealed interface Codes extends NetworkInput {
        /** Writes the codes of a sample in the order channel, row, column. */
        void codes(long sample, int[] into);
    }

    /** Spikes, for {@link Neurons.SpikeInput}. */
    @FunctionalInterface
    non-sealed interface Spikes extends NetworkInput {
        /**
         * The neurons that spike in a step of a sample.
         *
         * @param step of the sample, 0 first
         * @param into receives the numbers of the neurons, rising, each once; as long as the input has neurons
         * @return how many there are
         */
        int spikes(long sample, int step, int[] into);
    }
}
