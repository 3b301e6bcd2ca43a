package org.synfire.network.integer;

import java.util.Locale;
import org.synfire.engine.InputException;

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
         * The spikes of a step of a sample.
         *
         * @param step of the sample, 0 first
         * @param into receives the number of the neuron of each spike, none before the one that it follows, each at
         *     most {@link Neurons#mostSpikes} times; as long as the input has neurons, times so many spikes
         * @return how many there are
         */
        int spikes(long sample, int step, int[] into);

        /** The fault of an input that gives more spikes of a neuron than it can have. */
        static InputException tooMany(int neuron, int step, int most) {
            return new InputException(String.format(
                    Locale.ROOT,
                    "input neuron %d is given more than %d spikes in step %d, the most that the network's input has",
                    neuron,
                    most,
                    step));
        }
    }
}
