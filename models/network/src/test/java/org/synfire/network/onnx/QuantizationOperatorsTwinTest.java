package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.synfire.network.onnx.ModelBuilder.integer;
import static org.synfire.network.onnx.ModelBuilder.ints;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.synfire.network.graph.InputFeed;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.WeightTensor;
import org.synfire.network.onnx.proto.TensorProto.DataType;

/**
 * QuantizeLinear and DequantizeLinear mean what ONNX Runtime takes them to mean, and the file's integers and scales are
 * kept.
 */
@Timeout(60)
class QuantizationOperatorsTwinTest {
    private static final int[] NONE = new int[0];

    private static WeightTensor weights(Network network) {
        return network.nodes().stream()
                .flatMap(node -> switch (node) {
                    case Node.Convolution n -> Stream.of(n.weights());
                    case Node.Dense n -> Stream.of(n.weights());
                    default -> Stream.empty();
                })
                .findFirst()
                .orElseThrow();
    }

    private static void assertInvariant(WeightTensor weights) {
        assertTrue(weights.isQuantized());
        int perScale = weights.values().length / weights.scales().length;
        for (int i = 0; i < weights.values().length; i++) {
            assertEquals(weights.integers()[i] * weights.scales()[i / perScale], weights.values()[i]);
        }
    }

    @Test
    void requantisesActivations() {
        for (int opset : new int[] {10, 13, 19, 21}) {
            Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(opset)
                    .input(1, 2, 3, 4)
                    .scalar("s", 0.013f)
                    .integers("z", DataType.INT8, NONE, -5)
                    .node("QuantizeLinear", "x s z", "q")
                    .node("DequantizeLinear", "q s z", "y")
                    .output("y"));
            Node.Requantize node = (Node.Requantize) network.output();
            assertEquals(
                    List.of("y", (double) 0.013f, -5, -128, 127),
                    List.of(node.name(), node.scale(), node.zeroPoint(), node.low(), node.high()));
        }
        Network unsigned = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 2, 3, 4)
                .scalar("s", 0.01f)
                .node("QuantizeLinear", "x s", "q")
                .node("DequantizeLinear", "q s", "y")
                .output("y"));
        assertEquals(255, ((Node.Requantize) unsigned.output()).high());
    }

    @Test
    void readsTheTypeFromTheAttributeWhereThereIsNoZeroPoint() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(21)
                .input(1, 2, 3, 4)
                .scalar("s", 0.01f)
                .node("QuantizeLinear", "x s", "q", integer("output_dtype", DataType.INT8_VALUE))
                .node("DequantizeLinear", "q s", "y")
                .output("y"));
        assertEquals(-128, ((Node.Requantize) network.output()).low());
    }

    @Test
    void sharesOneNodeAmongSeveralDequantisations() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 2, 3, 4)
                .scalar("s", 0.01f)
                .node("QuantizeLinear", "x s", "q")
                .node("DequantizeLinear", "q s", "a")
                .node("DequantizeLinear", "q s", "b")
                .node("Add", "a b", "y")
                .output("y"));
        assertEquals(3, network.nodes().size());
    }

    @Test
    void poolsAndRearrangesIntegers() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 2, 4, 4)
                .scalar("s", 0.01f)
                .integers("z", DataType.UINT8, NONE, 90)
                .node("QuantizeLinear", "x s z", "q")
                .node("MaxPool", "q", "m", ints("kernel_shape", 2, 2))
                .node("Flatten", "m", "f")
                .node("DequantizeLinear", "f s z", "y")
                .output("y"));
        assertEquals(
                List.of("x", "q", "y"), network.nodes().stream().map(Node::name).toList());
    }

    @ParameterizedTest
    @EnumSource(names = {"INT8", "UINT8"})
    void readsIntegerImages(DataType type) {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input("image", type, 1, 2, 3, 4)
                .scalar("s", 0.02f)
                .integers("z", type, NONE, 3)
                .node("DequantizeLinear", "image s z", "y")
                .output("y"));
        assertEquals(
                InputFeed.ElementType.valueOf(type.name()),
                network.input().feed().type());
        assertEquals(type == DataType.INT8 ? -128 : 0, ((Node.Requantize) network.output()).low());
    }

    @Test
    void keepsIntegersPerTensorAndPerChannel() {
        Network whole = OnnxRuntimeTwin.assertSame(new ModelBuilder(10)
                .input(1, 2, 4, 4)
                .codes("i", DataType.INT8, 3, 2, 2, 2)
                .scalar("s", 0.02f)
                .node("DequantizeLinear", "i s", "w")
                .node("Conv", "x w", "y")
                .output("y"));
        assertInvariant(weights(whole));
        assertArrayEquals(new float[] {0.02f}, weights(whole).scales());
        Network channels = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 2, 4, 4)
                .codes("i", DataType.INT8, 3, 2, 2, 2)
                .positive("s", 3)
                .integers("z", DataType.INT8, new int[] {3}, 0, 0, 0)
                .node("DequantizeLinear", "i s z", "w", integer("axis", 0))
                .node("Conv", "x w", "y")
                .output("y"));
        assertInvariant(weights(channels));
        assertEquals(3, weights(channels).scales().length);
    }

    @Test
    void keepsIntegersThroughTranspositions() {
        Network product = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 6)
                .codes("i", DataType.INT8, 6, 4)
                .positive("s", 4)
                .node("DequantizeLinear", "i s", "w", integer("axis", -1))
                .node("MatMul", "x w", "y")
                .output("y"));
        assertInvariant(weights(product));
        Network moved = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 2, 3, 4)
                .weights("k", 2, 2, 1, 1)
                .codes("i", DataType.INT8, 4, 24)
                .positive("s", 4)
                .node("Conv", "x k", "c")
                .node("Transpose", "c", "u", ints("perm", 0, 2, 3, 1))
                .node("Flatten", "u", "f")
                .node("DequantizeLinear", "i s", "w", integer("axis", 0))
                .node("Transpose", "w", "t")
                .node("MatMul", "f t", "y")
                .output("y"));
        assertEquals(4, ((Node.Dense) moved.output()).weights().scales().length);
        assertInvariant(((Node.Dense) moved.output()).weights());
    }

    @Test
    void dequantisesBiases() {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 2, 4, 4)
                .codes("i", DataType.INT8, 3, 2, 2, 2)
                .positive("s", 3)
                .integers("b", DataType.INT32, new int[] {3}, 100_000, -7, 12345)
                .floats("t", new int[] {3}, 1e-4f, 2e-3f, 3e-5f)
                .node("DequantizeLinear", "i s", "w", integer("axis", 0))
                .node("DequantizeLinear", "b t", "c", integer("axis", 0))
                .node("Conv", "x w c", "y")
                .output("y"));
    }

    @Test
    void takesUnsignedWeightsWhoseZeroPointLeavesSignedBytes() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 6)
                .codes("i", DataType.UINT8, 6, 4)
                .scalar("s", 0.01f)
                .integers("z", DataType.UINT8, NONE, 128)
                .node("DequantizeLinear", "i s z", "w")
                .node("MatMul", "x w", "y")
                .output("y"));
        assertInvariant(weights(network));
    }

    @Test
    void quantisesConstants() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 6)
                .weights("f", 4, 6)
                .floats("s", new int[] {4}, .01f, .005f, .02f, .003f)
                .integers("z", DataType.INT8, new int[] {4}, 0, 0, 0, 0)
                .node("QuantizeLinear", "f s z", "q", integer("axis", 0))
                .node("DequantizeLinear", "q s z", "w", integer("axis", 0))
                .node("Gemm", "x w", "y", integer("transB", 1))
                .output("y"));
        assertInvariant(weights(network));
    }

    private static ModelBuilder normalised(float... scale) {
        return new ModelBuilder(13)
                .input(1, 2, 4, 4)
                .codes("i", DataType.INT8, 2, 2, 2, 2)
                .scalar("s", 0.02f)
                .floats("g", new int[] {2}, scale)
                .weights("o", 2)
                .weights("m", 2)
                .positive("v", 2)
                .node("DequantizeLinear", "i s", "w")
                .node("Conv", "x w", "c")
                .node("BatchNormalization", "c g o m v", "y")
                .output("y");
    }

    @Test
    void mergesFactorsIntoScalesAndSignsIntoIntegers() {
        Network positive = OnnxRuntimeTwin.assertSame(normalised(2, 3));
        assertEquals(2, positive.nodes().size());
        assertInvariant(weights(positive));
        WeightTensor negative = weights(OnnxRuntimeTwin.assertSame(normalised(2, -3)));
        assertInvariant(negative);
        assertEquals(weights(positive).integers()[8], -negative.integers()[8]);
        assertFalse(weights(OnnxRuntimeTwin.assertSame(normalised(2, 0))).isQuantized());
    }

    @Test
    void multipliesScalesByAlpha() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 6)
                .codes("i", DataType.INT8, 6, 4)
                .scalar("s", 0.01f)
                .node("DequantizeLinear", "i s", "w")
                .node("Gemm", "x w", "y", ModelBuilder.real("alpha", 0.3f))
                .output("y"));
        assertInvariant(weights(network));
    }
}
