package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.synfire.network.onnx.ModelBuilder.integer;
import static org.synfire.network.onnx.ModelBuilder.ints;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.onnx.proto.TensorProto.DataType;

/** Operators on integers mean what ONNX Runtime takes them to mean: reals between two quantisations. */
@Timeout(60)
class QuantizedOperatorsTwinTest {
    private static final int[] NONE = new int[0];

    /**
     * A quantised input {@code q} of scale {@code s} and zero point {@code z}, and scales and zero points of outputs.
     */
    private static ModelBuilder model(long... dims) {
        return new ModelBuilder(13)
                .input(dims)
                .scalar("s", 0.05f)
                .integers("z", DataType.UINT8, NONE, 120)
                .scalar("t", 0.1f)
                .integers("u", DataType.UINT8, NONE, 97)
                .scalar("v", 0.02f)
                .integers("i", DataType.UINT8, NONE, 131)
                .node("QuantizeLinear", "x s z", "q");
    }

    private static ModelBuilder contributed(ModelBuilder model, String operator, String inputs, String output) {
        model.node(operator, inputs, output);
        model.graph().getNodeBuilder(model.graph().getNodeCount() - 1).setDomain("com.microsoft");
        return model;
    }

    /** Dequantises {@code r} with scale {@code t} and zero point {@code u}. */
    private static Network assertSame(ModelBuilder model) {
        return OnnxRuntimeTwin.assertNearlySame(
                model.node("DequantizeLinear", "r t u", "y").output("y"), 0.1);
    }

    @Test
    void convolutionsWithZeroPointsEverywhere() {
        Network network = assertSame(model(1, 2, 5, 5)
                .codes("w", DataType.UINT8, 3, 2, 3, 3)
                .integers("b", DataType.INT32, new int[] {3}, 500, -900, 10)
                .node("QLinearConv", "q s z w v i t u b", "r", ints("pads", 1, 1, 1, 1)));
        Node.Convolution convolution = network.nodes().stream()
                .filter(Node.Convolution.class::isInstance)
                .map(Node.Convolution.class::cast)
                .findFirst()
                .orElseThrow();
        assertTrue(convolution.weights().isQuantized());
        short[] integers = convolution.weights().integers();
        int least = Short.MAX_VALUE;
        for (short integer : integers) {
            least = Math.min(least, integer);
        }
        assertTrue(least < -100, "less the zero point");
    }

    @Test
    void matricesOnEitherSide() {
        assertSame(model(1, 6).codes("w", DataType.UINT8, 6, 4).node("QLinearMatMul", "q s z w v i t u", "r"));
        assertSame(model(1, 6)
                .codes("w", DataType.UINT8, 4, 6)
                .node("Transpose", "q", "p", ints("perm", 1, 0))
                .node("QLinearMatMul", "w v i p s z t u", "r"));
    }

    @Test
    void contributedOperators() {
        assertSame(contributed(
                model(1, 6)
                        .codes("w", DataType.UINT8, 6, 4)
                        .integers("b", DataType.INT32, new int[] {4}, 5, -70, 900, 1),
                "QGemm",
                "q s z w v i b t u",
                "r"));
        assertSame(contributed(model(1, 2, 4, 4), "QLinearAdd", "q s z q s z t u", "r"));
        assertSame(contributed(model(1, 2, 4, 4), "QLinearSigmoid", "q s z t u", "r"));
        assertSame(contributed(model(1, 2, 4, 4), "QLinearLeakyRelu", "q s z t u", "r"));
        ModelBuilder pool = contributed(model(1, 2, 4, 4), "QLinearGlobalAveragePool", "q s z t u", "r");
        assertSame(pool);
        ModelBuilder joined = model(1, 2, 4, 4).node("MaxPool", "q", "m", ints("kernel_shape", 1, 1));
        contributed(joined, "QLinearConcat", "t u q s z m s z", "r");
        joined.graph().getNodeBuilder(2).addAttribute(integer("axis", 1));
        assertSame(joined);
    }

    @Test
    void integersWithoutAQuantisationBehind() {
        ModelBuilder model = model(1, 2, 5, 5)
                .codes("w", DataType.UINT8, 3, 2, 3, 3)
                .scalar("c", 0.001f)
                .node("ConvInteger", "q w z i", "n")
                .node("Cast", "n", "f", integer("to", DataType.FLOAT_VALUE))
                .node("Mul", "f c", "y")
                .output("y");
        OnnxRuntimeTwin.assertSame(model);
    }

    @Test
    void dynamicScalesCancelOut() {
        ModelBuilder model = new ModelBuilder(13)
                .input(1, 2, 5, 5)
                .codes("w", DataType.INT8, 3, 2, 3, 3)
                .integers("z", DataType.INT8, NONE, 0)
                .scalar("v", 0.02f)
                .node("DynamicQuantizeLinear", "x", "q")
                .node("ConvInteger", "q w p z", "n")
                .node("Cast", "n", "f", integer("to", DataType.FLOAT_VALUE))
                .node("Mul", "s v", "m")
                .node("Mul", "f m", "y")
                .output("y");
        model.graph().getNodeBuilder(0).addOutput("s").addOutput("p");
        Network network = OnnxRuntimeTwin.assertNearlySame(model, 0.5);
        assertEquals(2, network.nodes().size());
        assertTrue(network.notes().getFirst().contains("fixed by calibration"));
    }
}
