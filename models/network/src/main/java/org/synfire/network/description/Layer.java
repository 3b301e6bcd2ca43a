package org.synfire.network.description;

import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/** One layer of a network, with the shapes of its input and output. */
public sealed interface Layer {
    /** Unique name within the network: the kind and a number; the last layer is {@code output}. */
    String name();

    /** Shape of one sample's input. */
    Shape in();

    /** Shape of one sample's output. */
    Shape out();

    /** A layer with synapses. */
    sealed interface Weighted extends Layer {
        /** Number of weights. */
        long weights();

        /** Most synapses that end in one neuron. */
        int fanIn();

        /** Multiplications of one time step, or additions where the input is spikes. */
        long operations();

        /** Extents of the weights: output first, then input (channel, row, column). */
        long[] weightShape();
    }

    /**
     * A convolution without bias, followed by LIF neurons.
     *
     * @param window kernel, stride and padding; no dilation
     * @param normalized whether each channel's potentials are normalised (gain and shift) before they are compared with
     *     the threshold
     */
    record Convolution(String name, Shape in, Shape out, Window window, boolean normalized) implements Weighted {
        @Override
        public long weights() {
            return (long) out.channels() * fanIn();
        }

        @Override
        public int fanIn() {
            return in.channels() * window.kernelY() * window.kernelX();
        }

        @Override
        public long operations() {
            return weights() * out.positions();
        }

        @Override
        public long[] weightShape() {
            return new long[] {out.channels(), in.channels(), window.kernelY(), window.kernelX()};
        }
    }

    /**
     * A full connection without bias.
     *
     * @param spiking whether it ends in LIF neurons; otherwise its sums are the network's answer
     */
    record Dense(String name, Shape in, Shape out, boolean spiking) implements Weighted {
        @Override
        public long weights() {
            return (long) in.size() * out.size();
        }

        @Override
        public int fanIn() {
            return in.size();
        }

        @Override
        public long operations() {
            return weights();
        }

        @Override
        public long[] weightShape() {
            return new long[] {out.size(), in.size()};
        }
    }

    /** Maximum of each window: 1 if any of its neurons fires. Windows do not overlap. */
    record MaxPool(String name, Shape in, Shape out, int side) implements Layer {}

    /** Mean of each channel's spikes over the whole map. */
    record GlobalAverage(String name, Shape in, Shape out) implements Layer {}
}
