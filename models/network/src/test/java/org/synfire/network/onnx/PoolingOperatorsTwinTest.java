package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.synfire.network.onnx.ModelBuilder.integer;
import static org.synfire.network.onnx.ModelBuilder.ints;
import static org.synfire.network.onnx.ModelBuilder.text;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Shape;
import org.synfire.network.onnx.proto.AttributeProto;

/** MaxPool, AveragePool and GlobalAveragePool mean what ONNX Runtime takes them to mean. */
@Timeout(60)
class PoolingOperatorsTwinTest {
    private static final AttributeProto CEILING = integer("ceil_mode", 1);
    private static final AttributeProto WITH_PADS = integer("count_include_pad", 1);

    static Stream<Arguments> poolings() {
        return Stream.of(
                pooling(7, ints("kernel_shape", 2, 2), ints("strides", 2, 2)),
                pooling(7, ints("kernel_shape", 3, 2)),
                pooling(7, ints("kernel_shape", 3, 3), ints("strides", 2, 2), ints("pads", 1, 0, 2, 1)),
                pooling(7, ints("kernel_shape", 3, 3), ints("strides", 2, 2), text("auto_pad", "SAME_UPPER")),
                pooling(7, ints("kernel_shape", 2, 2), ints("strides", 1, 2), text("auto_pad", "SAME_LOWER")),
                pooling(7, ints("kernel_shape", 3, 3), ints("strides", 2, 2), text("auto_pad", "VALID")),
                pooling(10, ints("kernel_shape", 3, 3), ints("strides", 2, 2), CEILING),
                pooling(11, ints("kernel_shape", 2, 2), ints("strides", 2, 3), CEILING),
                pooling(19, ints("kernel_shape", 2, 2), ints("strides", 3, 3), ints("pads", 1, 1, 1, 1), CEILING),
                pooling(21, ints("kernel_shape", 3, 3), ints("strides", 3, 2), ints("pads", 0, 1, 1, 0), CEILING),
                pooling(19, ints("kernel_shape", 2, 3), ints("dilations", 3, 2)));
    }

    private static Arguments pooling(int opset, AttributeProto... attributes) {
        return Arguments.of(opset, List.of(attributes));
    }

    private static ModelBuilder model(
            int opset, String operator, List<AttributeProto> attributes, AttributeProto... more) {
        AttributeProto[] all =
                Stream.concat(attributes.stream(), Stream.of(more)).toArray(AttributeProto[]::new);
        return new ModelBuilder(opset)
                .input(1, 2, 8, 9)
                .node(operator, "x", "y", all)
                .output("y");
    }

    @ParameterizedTest
    @MethodSource("poolings")
    void takesTheLargest(int opset, List<AttributeProto> attributes) {
        OnnxRuntimeTwin.assertSame(model(opset, "MaxPool", attributes));
    }

    @ParameterizedTest
    @MethodSource("poolings")
    void takesTheMean(int opset, List<AttributeProto> attributes) {
        OnnxRuntimeTwin.assertSame(model(opset, "AveragePool", attributes));
        if (!attributes.contains(CEILING)) {
            OnnxRuntimeTwin.assertSame(model(opset, "AveragePool", attributes, WITH_PADS));
        }
    }

    @Test
    void takesTheMeanWithPadsWhereCeilingAddsNothingOrThereAreNoPads() {
        OnnxRuntimeTwin.assertSame(model(
                21,
                "AveragePool",
                List.of(ints("kernel_shape", 2, 3), ints("strides", 2, 2), ints("pads", 0, 1, 0, 1)),
                CEILING,
                WITH_PADS));
        OnnxRuntimeTwin.assertSame(model(
                21, "AveragePool", List.of(ints("kernel_shape", 3, 3), ints("strides", 2, 2)), CEILING, WITH_PADS));
    }

    @Test
    void ignoresTheStorageOrderOfIndicesNobodyReads() {
        OnnxRuntimeTwin.assertSame(
                model(8, "MaxPool", List.of(ints("kernel_shape", 2, 2)), integer("storage_order", 1)));
    }

    @Test
    void takesTheMeanOfAWholeMap() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(7)
                .input(1, 5, 3, 4)
                .node("GlobalAveragePool", "x", "y")
                .output("y"));
        assertEquals(new Shape(5, 1, 1), network.output().shape());
    }
}
