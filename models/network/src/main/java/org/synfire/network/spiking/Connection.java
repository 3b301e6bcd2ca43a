package org.synfire.network.spiking;

import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/** How the weights of a layer meet its input. */
public sealed interface Connection {
    /** Every element of the input with every neuron, each pair with a weight of its own. */
    record Full() implements Connection {}

    /** A full connection whose weights all positions of a channel of the input share: a global sum. */
    record PerChannel() implements Connection {}

    /**
     * The elements below a window with all channels of a position.
     *
     * @param window kernel, stride and padding
     */
    record Convolution(Window window) implements Connection {}

    /** Weights that meet in one output, of an input of a shape. */
    default int fanIn(Shape in) {
        return switch (this) {
            case Full _ -> in.size();
            case PerChannel _ -> in.channels();
            case Convolution(Window window) -> in.channels() * window.kernelY() * window.kernelX();
        };
    }

    /** Weights of all outputs, from an input of a shape to outputs of a shape. */
    default long weights(Shape in, Shape out) {
        return (long) fanIn(in)
                * switch (this) {
                    case Full _, PerChannel _ -> out.size();
                    case Convolution _ -> out.channels();
                };
    }
}
