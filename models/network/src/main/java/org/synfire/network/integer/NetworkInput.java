package org.synfire.network.integer;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * What the input population of a network is given for each sample.
 *
 * <p><b>Threads:</b> any, several at once: workers and witnesses ask for the same samples at different times.
 */
public sealed interface NetworkInput {
    /** How many time steps each sample has. */
    default SampleLengths lengths() {
        return SampleLengths.EQUAL;
    }

    /** How many samples of a longer run lie before the first: random drives take the numbers behind theirs. */
    default long before() {
        return 0;
    }

    /** The codes of images, for {@link Neurons.ImageInput}. */
    @FunctionalInterface
    non-sealed interface Codes extends NetworkInput {
        /** Writes the codes of a sample in the order channel, row, column. */
        void codes(long sample, int[] into);

        /** The same codes, with samples of a longer run before the first. */
        default Codes behind(long before) {
            Codes all = this;
            return new Codes() {
                @Override
                public void codes(long sample, int[] into) {
                    all.codes(sample, into);
                }

                @Override
                public long before() {
                    return before;
                }
            };
        }
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

        /**
         * The same spikes as those of a run.
         *
         * @param lengths of the samples
         * @param before samples of a longer run that lie before the first
         */
        default Spikes with(SampleLengths lengths, long before) {
            Spikes all = this;
            return new Spikes() {
                @Override
                public int spikes(long sample, int step, int[] into) {
                    return all.spikes(sample, step, into);
                }

                @Override
                public SampleLengths lengths() {
                    return lengths;
                }

                @Override
                public long before() {
                    return before;
                }
            };
        }

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
