package org.synfire.network.onnx;

import java.util.Arrays;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/**
 * Reads the attributes that convolutions and poolings share: kernel_shape, strides, dilations, pads, auto_pad and
 * ceil_mode.
 *
 * <p>What runs along one axis alone is a window of one column.
 *
 * <p>Ceiling mode becomes padding at the bottom and right, so that the last, incomplete window fits. As in ONNX and
 * PyTorch a window that would begin in that padding is left out.
 */
final class WindowReader {
    private static final int ROWS = 0;
    private static final int COLUMNS = 1;

    private final Attributes attributes;
    private final int rank;
    private final int[] map;
    private final int[] kernel;
    private final int[] strides;
    private final int[] dilations;
    private final boolean ceiling;

    /** @param rank axes that the window runs along, 1 or 2 */
    private WindowReader(Attributes attributes, int rank, Shape map, int[] kernel, boolean ceiling) {
        this.attributes = attributes;
        this.rank = rank;
        this.map = new int[] {map.height(), map.width()};
        this.kernel = kernel;
        this.strides = positive("strides", pair("strides", 1));
        this.dilations = positive("dilations", pair("dilations", 1));
        this.ceiling = ceiling;
        positive("kernel_shape", kernel);
    }

    /**
     * The window of a pooling over {@code map}; its kernel_shape must be there. With {@code ceiling} the last,
     * incomplete window counts.
     */
    static Window pooling(Attributes attributes, Shape map, boolean ceiling) {
        int[] kernel = attributes.integers("kernel_shape");
        if (kernel == null) {
            throw new InputException("attribute kernel_shape is missing");
        }
        Window window =
                new WindowReader(attributes, kernel.length, map, flat("kernel_shape", kernel), ceiling).window();
        requireContact(window, map);
        return window;
    }

    /** The window of a convolution whose weights have the given rows and columns, or rows alone. */
    static Window convolution(Attributes attributes, Shape map, int... kernel) {
        requireKernel(attributes, kernel);
        return new WindowReader(attributes, kernel.length, map, flat("kernel_shape", kernel), false).window();
    }

    /** @throws InputException if a kernel_shape is declared that is not the weights' */
    static void requireKernel(Attributes attributes, int... kernel) {
        int[] declared = attributes.integers("kernel_shape");
        if (declared != null && !Arrays.equals(declared, kernel)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "attribute kernel_shape is %s, but the weights have %s",
                    Dims.text(declared),
                    Dims.text(kernel)));
        }
    }

    private Window window() {
        int[] rows = pads(ROWS);
        int[] columns = pads(COLUMNS);
        return new Window(
                kernel[ROWS],
                kernel[COLUMNS],
                strides[ROWS],
                strides[COLUMNS],
                dilations[ROWS],
                dilations[COLUMNS],
                rows[0],
                columns[0],
                rows[1],
                columns[1]);
    }

    /** Padding before and after along one axis. */
    private int[] pads(int axis) {
        long reach = (kernel[axis] - 1L) * dilations[axis] + 1;
        String auto = attributes.text("auto_pad", "NOTSET");
        if (ceiling && !auto.equals("NOTSET")) {
            throw new InputException("ceil_mode with auto_pad " + auto + " is not supported");
        }
        long[] pads = switch (auto) {
            case "NOTSET" -> explicit(axis);
            case "VALID" -> new long[2];
            case "SAME_UPPER" -> same(axis, reach, 0);
            case "SAME_LOWER" -> same(axis, reach, 1);
            default -> throw new InputException("auto_pad " + auto + " is not known");
        };
        long padded = map[axis] + pads[0] + pads[1];
        if (reach > padded || padded > Shape.MAX_SIZE) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "a kernel of %s with dilations %s does not fit a map of %d x %d with pads %s",
                    Dims.text(kernel),
                    Dims.text(dilations),
                    map[ROWS],
                    map[COLUMNS],
                    Arrays.toString(pads)));
        }
        return new int[] {(int) pads[0], (int) (pads[1] + (ceiling ? ceilingPad(axis, reach, padded, pads[0]) : 0))};
    }

    private long[] explicit(int axis) {
        int[] pads = attributes.integers("pads");
        if (pads == null || axis >= rank) {
            return new long[2];
        }
        if (pads.length != 2 * rank || Arrays.stream(pads).anyMatch(pad -> pad < 0)) {
            throw new InputException(String.format(
                    Locale.ROOT, "pads %s are not supported: %d numbers of 0 or more are", Dims.text(pads), 2 * rank));
        }
        return new long[] {pads[axis], pads[axis + rank]};
    }

    /**
     * As much padding as gives ceil(map / stride) positions; an odd row goes to the end, or with {@code extraFirst} 1
     * to the beginning.
     */
    private long[] same(int axis, long reach, int extraFirst) {
        long positions = (map[axis] + strides[axis] - 1L) / strides[axis];
        long total = Math.max(0, (positions - 1) * strides[axis] + reach - map[axis]);
        long before = (total + extraFirst) / 2;
        return new long[] {before, total - before};
    }

    private long ceilingPad(int axis, long reach, long padded, long before) {
        long beyond = (padded - reach) % strides[axis];
        long lastStart = padded - reach - beyond + strides[axis];
        return beyond == 0 || lastStart >= map[axis] + before ? 0 : strides[axis] - beyond;
    }

    private int[] pair(String name, int absent) {
        int[] values = attributes.integers(name);
        return values == null ? new int[] {absent, absent} : flat(name, values);
    }

    /** Two numbers, the second 1 where one axis alone is meant. */
    private static int[] flat(String name, int[] values) {
        return switch (values.length) {
            case 1 -> new int[] {values[0], 1};
            case 2 -> values;
            default ->
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s %s: one dimension, or two, rows and columns, are supported",
                        name,
                        Dims.text(values)));
        };
    }

    private static int[] positive(String name, int[] values) {
        if (values[0] < 1 || values[1] < 1) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s %s: both must be at least 1", name, Dims.text(values)));
        }
        return values;
    }

    /** A pooling over padding alone has no value. */
    private static void requireContact(Window window, Shape map) {
        Shape output = window.output(1, map.height(), map.width());
        requireContact(
                output.height(), window.kernelY(), window.strideY(), window.dilationY(), window.padTop(), map.height());
        requireContact(
                output.width(), window.kernelX(), window.strideX(), window.dilationX(), window.padLeft(), map.width());
    }

    private static void requireContact(int positions, int kernel, int stride, int dilation, int padBefore, int length) {
        for (long i = 0; i < positions; i++) {
            long start = i * stride - padBefore;
            long skipped = start < 0 ? (-start + dilation - 1) / dilation : 0;
            if (skipped >= kernel || start + skipped * dilation >= length) {
                throw new InputException(
                        String.format(Locale.ROOT, "window %d lies in the padding alone, which is not supported", i));
            }
        }
    }
}
