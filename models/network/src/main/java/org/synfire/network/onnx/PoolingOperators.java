package org.synfire.network.onnx;

import java.util.Map;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/** MaxPool, AveragePool and GlobalAveragePool. */
final class PoolingOperators {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = Map.of(
            "AveragePool", PoolingOperators::averagePool,
            "GlobalAveragePool", PoolingOperators::globalAveragePool,
            "MaxPool", PoolingOperators::maxPool);

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
        Activation input = call.activation(0);
        Shape map = Maps.shape(input);
        Window complete = WindowReader.pooling(call.attributes(), map, false);
        Window window =
                WindowReader.pooling(call.attributes(), map, call.attributes().isSet("ceil_mode"));
        boolean countsPadding = call.attributes().isSet("count_include_pad") && isPadded(complete);
        if (countsPadding && !window.equals(complete)) {
            throw Call.unsupported("count_include_pad with ceil_mode and an incomplete last window is not supported");
        }
        Shape shape = window.output(map.channels(), map.height(), map.width());
        int node = call.draft().layOut(input, map);
        return call.map(name -> new Node.AveragePool(name, node, shape, window, countsPadding));
    }

    private static boolean isPadded(Window window) {
        return window.padTop() + window.padLeft() + window.padBottom() + window.padRight() > 0;
    }

    static Operand globalAveragePool(Call call) {
        Activation input = call.activation(0);
        Shape map = Maps.shape(input);
        Window window = new Window(map.height(), map.width(), 1, 1, 1, 1, 0, 0, 0, 0);
        int node = call.draft().layOut(input, map);
        return call.map(name -> new Node.AveragePool(name, node, new Shape(map.channels(), 1, 1), window, false));
    }
}
