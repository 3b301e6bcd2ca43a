package org.synfire.network.onnx;

import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

/** What operations on images need: one sample with channels, rows and columns. */
final class Maps {
    private Maps() {}

    /**
     * The shape of a tensor [1, C, H, W], or [1, C, L] as L rows of one column.
     *
     * @throws org.synfire.engine.InputException if it is not one
     */
    static Shape shape(Activation map) {
        int[] dims = map.dims();
        if (dims.length < 3 || dims.length > 4 || dims[0] != 1) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "tensor %s is %s; maps of [1, channels, rows, columns] and [1, channels, length] are supported",
                    map.tensor(),
                    Dims.text(dims)));
        }
        return new Shape(dims[1], dims[2], dims.length == 3 ? 1 : dims[3]);
    }

    /** The dimensions of a map with as many axes as another tensor: 3 or 4. */
    static int[] dims(Shape shape, int rank) {
        return rank == 3
                ? new int[] {1, shape.channels(), shape.height()}
                : new int[] {1, shape.channels(), shape.height(), shape.width()};
    }
}
