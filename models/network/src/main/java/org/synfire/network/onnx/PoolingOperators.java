package org.synfire.network.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.WeightTensor;
import org.synfire.network.graph.Window;

/** MaxPool, AveragePool, the global poolings and the reductions to a mean, sum or maximum. */
final class PoolingOperators {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = Map.of(
            "AveragePool", PoolingOperators::averagePool,
            "GlobalAveragePool", call -> globalAverage(call, call.activation(0)),
            "GlobalMaxPool", call -> global(call, call.encoded(0), Pooling.MAXIMUM),
            "MaxPool", PoolingOperators::maxPool,
            "ReduceMax", call -> reduce(call, Pooling.MAXIMUM),
            "ReduceMean", call -> reduce(call, Pooling.MEAN),
            "ReduceSum", call -> reduce(call, Pooling.SUM));

    /** What becomes of a window. */
    private enum Pooling {
        MEAN,
        MAXIMUM,
        SUM
    }

    private PoolingOperators() {}

    /** Works on quantised integers as well: the largest integer belongs to the largest value. */
    static Operand maxPool(Call call) {
        Activation input = call.encoded(0);
        Shape map = Maps.shape(input);
        call.attributes().ignore("storage_order"); // orders only the second output, which is refused where it is read
        Window window =
                WindowReader.pooling(call.attributes(), map, call.attributes().isSet("ceil_mode"));
        Shape shape = window.output(map.channels(), map.height(), map.width());
        int node = call.draft().layOut(input, map);
        return call.map(name -> new Node.MaxPool(name, node, shape, window)).encoded(input.encoding());
    }

    static Operand averagePool(Call call) {
        return averagePool(call, call.activation(0));
    }

    static Activation averagePool(Call call, Activation input) {
        Shape map = Maps.shape(input);
        Window complete = WindowReader.pooling(call.attributes(), map, false);
        Window window =
                WindowReader.pooling(call.attributes(), map, call.attributes().isSet("ceil_mode"));
        boolean countsPadding = call.attributes().isSet("count_include_pad") && complete.isPadded();
        if (countsPadding && !window.equals(complete)) {
            return overPadded(call, input, complete, window);
        }
        Shape shape = window.output(map.channels(), map.height(), map.width());
        int node = call.draft().layOut(input, map);
        return call.map(name -> new Node.AveragePool(name, node, shape, window, countsPadding));
    }

    /** Padding that counts becomes part of the map; what a last, incomplete window lacks beyond it does not count. */
    private static Activation overPadded(Call call, Activation input, Window complete, Window window) {
        int[][] positions = new int[input.dims().length][];
        positions[2] = padded(complete.padTop(), input.dims()[2], complete.padBottom());
        if (positions.length == 4) {
            positions[3] = padded(complete.padLeft(), input.dims()[3], complete.padRight());
        }
        Activation view = (Activation) call.draft().select(input, positions);
        Shape map = Maps.shape(view);
        Window rest =
                window.padded(0, 0, window.padBottom() - complete.padBottom(), window.padRight() - complete.padRight());
        Shape shape = rest.output(map.channels(), map.height(), map.width());
        int node = call.draft().layOut(view, map);
        return call.map(name -> new Node.AveragePool(name, node, shape, rest, false));
    }

    private static int[] padded(int before, int length, int after) {
        return IntStream.range(-before, length + after)
                .map(at -> at < 0 || at >= length ? -1 : at)
                .toArray();
    }

    static Activation globalAverage(Call call, Activation input) {
        return global(call, input, Pooling.MEAN);
    }

    private static Activation global(Call call, Activation input, Pooling pooling) {
        int rank = input.dims().length;
        if (rank < 3) {
            throw new InputException(
                    String.format(Locale.ROOT, "a tensor of %s has no positions", Dims.text(input.dims())));
        }
        return reduced(call, input, IntStream.range(2, rank).boxed().toList(), true, pooling);
    }

    private static Operand reduce(Call call, Pooling pooling) {
        Activation input = pooling == Pooling.MAXIMUM ? call.encoded(0) : call.activation(0);
        return reduce(call, input, pooling);
    }

    private static Operand reduce(Call call, Activation input, Pooling pooling) {
        List<Integer> axes = axes(call, input);
        boolean keeps = call.attributes().integer("keepdims", 1) != 0;
        boolean doesNothing = call.attributes().integer("noop_with_empty_axes", 0) != 0 && !hasAxes(call);
        return doesNothing ? input : reduced(call, input, axes, keeps, pooling);
    }

    private static boolean hasAxes(Call call) {
        return call.attributes().has("axes") || (call.has(1) && call.constant(1).size() > 0);
    }

    /** Axes are an attribute in older sets and an input in newer ones; without any, all are meant. */
    private static List<Integer> axes(Call call, Activation input) {
        int rank = input.dims().length;
        int[] given = call.attributes().has("axes")
                ? call.attributes().integers("axes")
                : call.has(1) ? call.constant(1).list() : new int[0];
        return given.length == 0
                ? IntStream.range(0, rank).boxed().toList()
                : RearrangingOperators.resolved(given, rank);
    }

    private static Activation reduced(Call call, Activation input, List<Integer> axes, boolean keeps, Pooling pooling) {
        int[] dims = input.dims();
        int[] kept = IntStream.range(0, dims.length)
                .filter(axis -> !axes.contains(axis))
                .toArray();
        int[] order = IntStream.concat(
                        IntStream.of(kept), axes.stream().sorted().mapToInt(axis -> axis))
                .toArray();
        Activation last = call.draft().transposed(input, order);
        Shape map = map(dims, kept, axes);
        Window window = new Window(map.height(), map.width(), 1, 1, 1, 1, 0, 0, 0, 0);
        int node = call.draft().layOut(last, map);
        Shape shape = new Shape(map.channels(), 1, 1);
        float[] ones = new float[pooling == Pooling.SUM ? map.size() : 0];
        Arrays.fill(ones, 1);
        int pooled = call.add(name -> switch (pooling) {
            case MEAN -> new Node.AveragePool(name, node, shape, window, false);
            case MAXIMUM -> new Node.MaxPool(name, node, shape, window);
            case SUM ->
                new Node.Convolution(
                        name, node, shape, window, map.channels(), WeightTensor.real(ones), new float[map.channels()]);
        });
        int[] result = IntStream.range(0, dims.length)
                .filter(axis -> keeps || !axes.contains(axis))
                .map(axis -> axes.contains(axis) ? 1 : dims[axis])
                .toArray();
        return Activation.of(call.output(), pooled, result).encoded(input.encoding());
    }

    /** What is kept as channels, what is reduced as positions: two axes as rows and columns. */
    private static Shape map(int[] dims, int[] kept, List<Integer> axes) {
        int channels =
                (int) Dims.size(Arrays.stream(kept).map(axis -> dims[axis]).toArray());
        int[] positions = axes.stream().sorted().mapToInt(axis -> dims[axis]).toArray();
        return positions.length == 2
                ? new Shape(channels, positions[0], positions[1])
                : new Shape(channels, (int) Dims.size(positions), 1);
    }
}
