package org.synfire.network.onnx;

import java.util.Locale;
import org.synfire.network.graph.Shape;

/** What operations on images need: one sample with channels, rows and columns. */
final class Maps {
    private Maps() {}

    /**
     * The shape of a tensor [1, C, H, W].
     *
     * @throws org.synfire.engine.InputException if it is not one
     */
    static Shape shape(Activation map) {
        int[] dims = map.dims();
        if (dims.length != 4 || dims[0] != 1) {
            throw Call.unsupported(String.format(
                    Locale.ROOT,
                    "tensor %s is %s; only maps of [1, channels, rows, columns] are supported",
                    map.tensor(),
                    Dims.text(dims)));
        }
        return new Shape(dims[1], dims[2], dims[3]);
    }
}
