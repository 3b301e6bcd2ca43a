package org.synfire.network.onnx;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

/** The dimensions of tensors as ONNX has them: any number of them, the batch among them, the last running fastest. */
final class Dims {
    private Dims() {}

    /** The product; at most {@link Long#MAX_VALUE}, whatever the dimensions. */
    static long size(int... dims) {
        long size = 1;
        for (int dim : dims) {
            if (dim == 0) {
                return 0;
            }
            size = size > Long.MAX_VALUE / dim ? Long.MAX_VALUE : size * dim;
        }
        return size;
    }

    /** As people read it: {@code [1, 3, 32, 32]}. */
    static String text(int... dims) {
        return Arrays.stream(dims).mapToObj(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }

    /** @throws InputException if {@code axis}, counted from the end where negative, is not one of {@code rank} axes */
    static int axis(int axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw new InputException(
                    String.format(Locale.ROOT, "axis %d does not exist in a tensor of %d dimensions", axis, rank));
        }
        return axis < 0 ? axis + rank : axis;
    }

    /** The dimensions of a map with a batch of one. */
    static int[] ofMap(Shape shape) {
        return new int[] {1, shape.channels(), shape.height(), shape.width()};
    }

    /**
     * The shape of one sample: [1, C, H, W] is C x H x W, [1, C, L] is C x L x 1, everything else a vector or a number
     * of channels.
     *
     * @throws InputException if the tensor is larger than a {@link Shape} may be
     */
    static Shape shape(int... dims) {
        boolean batched = dims.length >= 2 && dims[0] == 1;
        return batched ? channelsFirst(dims, 1) : new Shape(capped(Dims.size(dims)), 1, 1);
    }

    /**
     * The shape with {@code axis} as channels and the other dimensions, a leading batch of one left out, as positions.
     */
    static Shape channelsFirst(int[] dims, int axis) {
        int first = axis != 0 && dims[0] == 1 ? 1 : 0;
        int[] positions = IntStream.range(first, dims.length)
                .filter(i -> i != axis)
                .map(i -> dims[i])
                .toArray();
        return switch (positions.length) {
            case 0 -> new Shape(dims[axis], 1, 1);
            case 1 -> new Shape(dims[axis], positions[0], 1);
            case 2 -> new Shape(dims[axis], positions[0], positions[1]);
            default -> new Shape(dims[axis], capped(size(positions)), 1);
        };
    }

    private static int capped(long size) {
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
