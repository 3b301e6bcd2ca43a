package org.synfire.network.nir.integer;

import java.util.Arrays;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/** Real-valued synapses from one map to another. Elements are in the order channel, row, column. */
sealed interface RealSynapses {
    /** Most synapses that are listed one by one. */
    int MOST_LISTED = 1 << 26;

    /** Takes synapses one after the other. */
    interface Sink {
        void add(int source, int target, double weight, int delay);
    }

    /** All synapses but those of weight 0. */
    void forEach(Shape in, Shape out, Sink sink);

    /** The largest magnitude of a weight. */
    double peak();

    /**
     * Shared weights under a sliding window.
     *
     * @param weights [out channel][in channel / groups][row][column]
     */
    record Convolved(Window window, int groups, double[] weights) implements RealSynapses {
        @Override
        public void forEach(Shape in, Shape out, Sink sink) {
            int inPerGroup = in.channels() / groups;
            int outPerGroup = out.channels() / groups;
            for (int o = 0; o < out.channels(); o++) {
                for (int i = 0; i < inPerGroup; i++) {
                    int channel = o / outPerGroup * inPerGroup + i;
                    for (int k = 0; k < window.kernelY() * window.kernelX(); k++) {
                        double weight = weights[(o * inPerGroup + i) * window.kernelY() * window.kernelX() + k];
                        if (weight != 0) {
                            slide(in, out, channel, o, k, weight, sink);
                        }
                    }
                }
            }
        }

        private void slide(Shape in, Shape out, int channel, int o, int tap, double weight, Sink sink) {
            int offsetY = tap / window.kernelX() * window.dilationY() - window.padTop();
            int offsetX = tap % window.kernelX() * window.dilationX() - window.padLeft();
            for (int y = 0; y < out.height(); y++) {
                int row = y * window.strideY() + offsetY;
                for (int x = 0; x < out.width(); x++) {
                    int column = x * window.strideX() + offsetX;
                    if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                        sink.add(in.index(channel, row, column), out.index(o, y, x), weight, 0);
                    }
                }
            }
        }

        @Override
        public double peak() {
            return largest(weights);
        }
    }

    /**
     * Every input with every output.
     *
     * @param weights [output][input]
     */
    record Full(double[] weights) implements RealSynapses {
        @Override
        public void forEach(Shape in, Shape out, Sink sink) {
            for (int i = 0; i < in.size(); i++) {
                for (int o = 0; o < out.size(); o++) {
                    double weight = weights[o * in.size() + i];
                    if (weight != 0) {
                        sink.add(i, o, weight, 0);
                    }
                }
            }
        }

        @Override
        public double peak() {
            return largest(weights);
        }
    }

    /** Every input to the output of the same number. */
    record OneToOne(double[] weights) implements RealSynapses {
        @Override
        public void forEach(Shape in, Shape out, Sink sink) {
            for (int i = 0; i < weights.length; i++) {
                if (weights[i] != 0) {
                    sink.add(i, i, weights[i], 0);
                }
            }
        }

        @Override
        public double peak() {
            return largest(weights);
        }

        /** One weight for each channel of a map; empty where a channel's elements differ. */
        double[] perChannel(Shape shape) {
            double[] channels = new double[shape.channels()];
            for (int i = 0; i < weights.length; i++) {
                channels[i / shape.positions()] = weights[i];
            }
            for (int i = 0; i < weights.length; i++) {
                if (weights[i] != channels[i / shape.positions()]) {
                    return new double[0];
                }
            }
            return channels;
        }
    }

    /** Synapses one by one; the arrays are as long as {@code count} or longer. */
    record Listed(int count, int[] sources, int[] targets, double[] weights, int[] delays) implements RealSynapses {
        /** Collects what others have. */
        static final class Collector implements Sink {
            private int count;
            private int[] sources = new int[64];
            private int[] targets = new int[64];
            private double[] weights = new double[64];
            private int[] delays = new int[64];

            /** @throws InputException if there are too many */
            @Override
            public void add(int source, int target, double weight, int delay) {
                if (count == sources.length) {
                    if (count == MOST_LISTED) {
                        throw new InputException(String.format(
                                Locale.ROOT, "more than %,d synapses that must be listed one by one", MOST_LISTED));
                    }
                    int size = Math.min(MOST_LISTED, count * 2);
                    sources = Arrays.copyOf(sources, size);
                    targets = Arrays.copyOf(targets, size);
                    weights = Arrays.copyOf(weights, size);
                    delays = Arrays.copyOf(delays, size);
                }
                sources[count] = source;
                targets[count] = target;
                weights[count] = weight;
                delays[count++] = delay;
            }

            Listed list() {
                return new Listed(count, sources, targets, weights, delays);
            }
        }

        @Override
        public void forEach(Shape in, Shape out, Sink sink) {
            for (int s = 0; s < count; s++) {
                sink.add(sources[s], targets[s], weights[s], delays[s]);
            }
        }

        @Override
        public double peak() {
            return largest(Arrays.copyOf(weights, count));
        }
    }

    private static double largest(double[] weights) {
        return Arrays.stream(weights).map(Math::abs).max().orElse(0);
    }
}
