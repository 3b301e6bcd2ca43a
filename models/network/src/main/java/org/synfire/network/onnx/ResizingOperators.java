package org.synfire.network.onnx;

import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.WeightTensor;
import org.synfire.network.graph.Window;

/**
 * Resize and Upsample: nearest neighbours as elements that are read more than once, linear interpolation by a ratio of
 * whole numbers as a convolution over the map with zeros between its elements.
 *
 * <p>Source: the ONNX operator specification of Resize, coordinate_transformation_mode and nearest_mode.
 */
final class ResizingOperators {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS =
            Map.of("Resize", ResizingOperators::resize, "Upsample", ResizingOperators::upsample);

    /** Most positions of the finer grid for one of the source. */
    private static final int MAX_FACTOR = 64;

    /** How far, in positions of the source, a coordinate may be from the finer grid; scales are 32-bit reals. */
    private static final double CLOSE = 1e-4;

    /** One axis of a resizing. */
    private record Axis(int length, int resized, double scale, String coordinates) {
        /** The coordinate in the source of a position of the result. */
        double source(int at) {
            return switch (coordinates) {
                case "half_pixel", "half_pixel_symmetric" -> (at + 0.5) / scale - 0.5;
                case "pytorch_half_pixel" -> resized > 1 ? (at + 0.5) / scale - 0.5 : 0;
                case "align_corners" -> resized == 1 ? 0 : at * (length - 1.0) / (resized - 1.0);
                case "asymmetric" -> at / scale;
                default ->
                    throw new InputException("coordinate_transformation_mode " + coordinates + " is not supported");
            };
        }
    }

    private ResizingOperators() {}

    static Operand upsample(Call call) {
        float[] scales = call.opset() < 9
                ? call.attributes().reals("scales")
                : call.constant(1).finite().reals();
        String mode = call.attributes().text("mode", "nearest");
        return resized(call, axes(call.activation(0).dims(), scales, "asymmetric"), mode, "floor");
    }

    static Operand resize(Call call) {
        int[] dims = call.encoded(0).dims();
        String mode = call.attributes().text("mode", "nearest");
        if (call.opset() < 11) {
            return resized(call, axes(dims, call.constant(1).finite().reals(), "asymmetric"), mode, "floor");
        }
        call.attributes()
                .ignore(
                        "cubic_coeff_a",
                        "exclude_outside",
                        "extrapolation_value",
                        "antialias",
                        "keep_aspect_ratio_policy",
                        "axes");
        if (call.attributes().has("axes")) {
            throw new InputException("axes are not supported: give a size or a scale for every axis");
        }
        String coordinates = call.attributes().text("coordinate_transformation_mode", "half_pixel");
        String nearest = call.attributes().text("nearest_mode", "round_prefer_floor");
        Axis[] axes;
        if (call.has(3) && call.constant(3).size() > 0) {
            axes = sized(dims, call.constant(3).list(), coordinates);
        } else if (call.has(2) && call.constant(2).size() > 0) {
            axes = axes(dims, call.constant(2).finite().reals(), coordinates);
        } else {
            throw new InputException("neither scales nor sizes are given");
        }
        return resized(call, axes, mode, nearest);
    }

    private static Axis[] axes(int[] dims, float[] scales, String coordinates) {
        if (scales.length != dims.length) {
            throw new InputException(String.format(Locale.ROOT, "%d scales for %d axes", scales.length, dims.length));
        }
        Axis[] axes = new Axis[dims.length];
        for (int i = 0; i < axes.length; i++) {
            double resized = Math.floor((double) dims[i] * scales[i]);
            if (!(resized >= 1 && resized <= Shape.MAX_SIZE)) {
                throw new InputException(String.format(
                        Locale.ROOT, "a scale of %s for %d positions is out of range", scales[i], dims[i]));
            }
            axes[i] = new Axis(dims[i], (int) resized, scales[i], coordinates);
        }
        return axes;
    }

    private static Axis[] sized(int[] dims, int[] sizes, String coordinates) {
        if (sizes.length != dims.length || IntStream.of(sizes).anyMatch(size -> size < 1)) {
            throw new InputException(
                    String.format(Locale.ROOT, "sizes %s do not fit %s", Dims.text(sizes), Dims.text(dims)));
        }
        Axis[] axes = new Axis[dims.length];
        for (int i = 0; i < axes.length; i++) {
            int size = i == 0 && dims[0] == 1 ? 1 : sizes[i];
            axes[i] = new Axis(dims[i], size, (double) size / dims[i], coordinates);
        }
        return axes;
    }

    private static Operand resized(Call call, Axis[] axes, String mode, String nearest) {
        for (Axis axis : axes) {
            call.draft().budget().take(axis.resized(), 4, "resizing for " + call.output());
        }
        return switch (mode) {
            case "nearest" -> nearest(call, axes, nearest);
            case "linear", "bilinear" -> linear(call, axes);
            default -> throw new InputException("mode " + mode + " is not supported: nearest and linear are");
        };
    }

    private static Operand nearest(Call call, Axis[] axes, String rounding) {
        int[][] positions = new int[axes.length][];
        for (int i = 0; i < axes.length; i++) {
            Axis axis = axes[i];
            positions[i] = axis.resized() == axis.length() && axis.scale() == 1
                    ? null
                    : IntStream.range(0, axis.resized())
                            .map(at -> Math.clamp(rounded(axis.source(at), rounding), 0, axis.length() - 1))
                            .toArray();
        }
        return call.draft().select(call.encoded(0), positions);
    }

    private static long rounded(double x, String rounding) {
        return (long)
                switch (rounding) {
                    case "round_prefer_floor" -> Math.ceil(x - 0.5);
                    case "round_prefer_ceil" -> Math.floor(x + 0.5);
                    case "floor" -> Math.floor(x);
                    case "ceil" -> Math.ceil(x);
                    default -> throw new InputException("nearest_mode " + rounding + " is not known");
                };
    }

    /** Each axis as a convolution with a triangle over the source with zeros between its elements. */
    private static Operand linear(Call call, Axis[] axes) {
        Activation input = call.activation(0);
        Shape map = Maps.shape(input);
        if (axes[1].resized() != axes[1].length()) {
            throw new InputException("channels cannot be resized");
        }
        Triangle rows = Triangle.of(axes[2]);
        Triangle columns = Triangle.of(axes[3]);
        Activation stuffed =
                (Activation) call.draft().select(input, new int[][] {null, null, rows.positions, columns.positions});
        int taps = rows.weights.length * columns.weights.length;
        call.draft().budget().take((long) map.channels() * taps, 4, "resizing for " + call.output());
        float[] weights = new float[map.channels() * taps];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = rows.weights[i % taps / columns.weights.length] * columns.weights[i % columns.weights.length];
        }
        Window window =
                new Window(rows.weights.length, columns.weights.length, rows.stride, columns.stride, 1, 1, 0, 0, 0, 0);
        Shape shape = new Shape(map.channels(), axes[2].resized(), axes[3].resized());
        int node = call.draft().layOut(stuffed);
        return call.map(name -> new Node.Convolution(
                name, node, shape, window, map.channels(), WeightTensor.real(weights), new float[map.channels()]));
    }

    /**
     * One axis of linear interpolation from every p-th to every q-th position of a finer grid.
     *
     * @param positions of the source with p - 1 zeros between them, the edges repeated outwards
     * @param weights of the kernel over them, a triangle that is 2 p wide
     * @param stride of the kernel, q
     */
    private record Triangle(int[] positions, float[] weights, int stride) {
        static Triangle of(Axis axis) {
            if (axis.resized() == axis.length()) {
                return new Triangle(IntStream.range(0, axis.length()).toArray(), new float[] {1}, 1);
            }
            double first = axis.source(0);
            double step = axis.resized() > 1 ? axis.source(1) - first : 1;
            int finer = finer(axis, first, step);
            int stride = (int) Math.rint(step * finer);
            double shift = Math.rint(2 * first * finer) / 2;
            int before = (int) Math.ceil(finer - shift) - 1;
            int taps = (int) Math.ceil(finer + shift) + before;
            float[] weights = new float[taps];
            for (int k = 0; k < taps; k++) {
                weights[k] = (float) (1 - Math.abs(k - before - shift) / finer);
            }
            int[] positions = IntStream.range(-before, (axis.resized() - 1) * stride + taps - before)
                    .map(at -> Math.floorMod(at, finer) != 0
                            ? -1
                            : Math.clamp(Math.floorDiv(at, finer), 0, axis.length() - 1))
                    .toArray();
            return new Triangle(positions, weights, stride);
        }

        /** The least p for which all coordinates of the result are whole, or halves, in steps of 1/p. */
        private static int finer(Axis axis, double first, double step) {
            for (int finer = 1; finer <= MAX_FACTOR; finer++) {
                double stride = step * finer;
                double shift = 2 * first * finer;
                boolean isWhole = Math.abs(stride - Math.rint(stride)) * axis.resized() < CLOSE * finer
                        && Math.abs(shift - Math.rint(shift)) < CLOSE * finer;
                if (isWhole && Math.rint(stride) >= 1) {
                    return finer;
                }
            }
            throw new InputException(String.format(
                    Locale.ROOT,
                    "linear interpolation from %d to %d positions (%s) is by no ratio of whole numbers up to %d, which"
                            + " alone is supported: use nearest, or other sizes",
                    axis.length(),
                    axis.resized(),
                    axis.coordinates(),
                    MAX_FACTOR));
        }
    }
}
