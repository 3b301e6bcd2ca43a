package org.synfire.papers.mint;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * What the paper's formula needs of a network.
 *
 * @param name shown to people
 * @param weights number of weights, biases left out
 * @param convolutionNeurons neurons that convolutions end in; those of full connections do not count
 */
public record NetworkSize(String name, long weights, long convolutionNeurons) {
    /** @throws InputException if there are no weights */
    public NetworkSize {
        if (weights < 1 || convolutionNeurons < 0) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s: %d weights and %d neurons; at least 1 and 0 are needed",
                    name,
                    weights,
                    convolutionNeurons));
        }
    }

    /**
     * Begins a network of square maps.
     *
     * @param channels of the image
     * @param side of the image
     */
    static Counter reading(String name, int channels, int side) {
        return new Counter(name, channels, side);
    }

    /** Adds up layers in their order. */
    static final class Counter {
        private static final int KERNEL = 3;

        private final String name;
        private int channels;
        private int side;
        private long weights;
        private long neurons;

        private Counter(String name, int channels, int side) {
            this.name = name;
            this.channels = channels;
            this.side = side;
        }

        /** 3 x 3 convolutions, one after the other, that keep the map's side. */
        Counter convolutions(int... outputs) {
            for (int output : outputs) {
                convolution(output, 1);
            }
            return this;
        }

        Counter convolution(int output, int stride) {
            weights += (long) KERNEL * KERNEL * channels * output;
            channels = output;
            side = Math.ceilDiv(side, stride);
            neurons += (long) output * side * side;
            return this;
        }

        /**
         * Two convolutions and, where the shape changes, a 1 x 1 convolution beside them, which has no neurons of its
         * own.
         */
        Counter residualBlock(int output, int stride) {
            weights += stride == 1 && output == channels ? 0 : (long) channels * output;
            return convolution(output, stride).convolution(output, 1);
        }

        /** Pooling of 2 x 2. */
        Counter pool() {
            side /= 2;
            return this;
        }

        /** Mean of each map. */
        Counter globalPool() {
            side = 1;
            return this;
        }

        /** Full connections, one after the other. */
        Counter full(int... outputs) {
            for (int output : outputs) {
                weights += (long) channels * side * side * output;
                channels = output;
                side = 1;
            }
            return this;
        }

        NetworkSize size() {
            return new NetworkSize(name, weights, neurons);
        }
    }
}
