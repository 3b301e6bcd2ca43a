package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.synfire.network.onnx.ModelBuilder.integer;
import static org.synfire.network.onnx.ModelBuilder.ints;
import static org.synfire.network.onnx.ModelBuilder.real;
import static org.synfire.network.onnx.ModelBuilder.reals;
import static org.synfire.network.onnx.ModelBuilder.tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.onnx.proto.TensorProto.DataType;

/** Relu, Clip, Dropout, Identity and Constant mean what ONNX Runtime takes them to mean. */
@Timeout(60)
class ElementwiseOperatorsTwinTest {
    private static ModelBuilder model(int opset) {
        return new ModelBuilder(opset).input(1, 2, 3, 4);
    }

    private static void assertLimits(float low, float high, ModelBuilder model) {
        Node.Clamp clamp =
                (Node.Clamp) OnnxRuntimeTwin.assertSame(model.output("y")).output();
        assertEquals(low, clamp.low());
        assertEquals(high, clamp.high());
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 13, 14, 21})
    void rectifies(int opset) {
        assertLimits(0, Float.POSITIVE_INFINITY, model(opset).node("Relu", "x", "y"));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 10})
    void clipsToAttributes(int opset) {
        assertLimits(0, 1, model(opset).node("Clip", "x", "y", real("min", 0), real("max", 1)));
        assertLimits(-1, Float.POSITIVE_INFINITY, model(opset).node("Clip", "x", "y", real("min", -1)));
        assertLimits(
                0,
                Float.POSITIVE_INFINITY,
                model(opset).node("Clip", "x", "y", real("min", 0), real("max", Float.MAX_VALUE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 12, 13, 21})
    void clipsToInputs(int opset) {
        assertLimits(0, 1, model(opset).scalar("low", 0).scalar("high", 1).node("Clip", "x low high", "y"));
        assertLimits(Float.NEGATIVE_INFINITY, 1, model(opset).scalar("high", 1).node("Clip", "x - high", "y"));
        assertLimits(
                0,
                Float.POSITIVE_INFINITY,
                model(opset)
                        .node("Constant", "", "low", tensor("value", new int[0], 0))
                        .node("Clip", "x low", "y"));
    }

    @Test
    void clipsWhatIsPaddedIncludingItsZeros() {
        OnnxRuntimeTwin.assertSame(model(13)
                .longs("p", 0, 0, 1, 1, 0, 0, 1, 1)
                .scalar("low", 0.5f)
                .scalar("high", 1)
                .node("Pad", "x p", "z")
                .node("Clip", "z low high", "y")
                .output("y"));
    }

    @Test
    void leavesTransposedElementsWhereTheyAre() {
        Network network = OnnxRuntimeTwin.assertSame(model(13)
                .weights("w", 2, 2, 1, 1)
                .node("Conv", "x w", "c")
                .node("Transpose", "c", "t", ints("perm", 0, 2, 3, 1))
                .node("Relu", "t", "r")
                .node("Transpose", "r", "y", ints("perm", 0, 3, 1, 2))
                .output("y"));
        assertEquals(3, network.nodes().size());
    }

    @Test
    void dropsNothingOut() {
        for (int opset : new int[] {7, 10}) {
            OnnxRuntimeTwin.assertSame(model(opset)
                    .node("Dropout", "x", "d", real("ratio", 0.5f))
                    .node("Relu", "d", "y")
                    .output("y"));
        }
        for (int opset : new int[] {12, 13, 21}) {
            OnnxRuntimeTwin.assertSame(model(opset)
                    .scalar("r", 0.5f)
                    .node("Dropout", "x r", "d", integer("seed", 3))
                    .node("Relu", "d", "y")
                    .output("y"));
            OnnxRuntimeTwin.assertSame(model(opset)
                    .integers("t", DataType.BOOL, new int[0], 0)
                    .node("Dropout", "x - t", "d")
                    .node("Relu", "d", "y")
                    .output("y"));
        }
    }

    @Test
    void looksThroughIdentity() {
        Network network = OnnxRuntimeTwin.assertSame(model(13)
                .scalar("c", 3)
                .node("Identity", "c", "d")
                .node("Identity", "x", "i")
                .node("Add", "i d", "a")
                .node("Identity", "a", "y")
                .output("y"));
        assertEquals(2, network.nodes().size());
    }

    @Test
    void readsConstantsOfEveryForm() {
        OnnxRuntimeTwin.assertSame(model(12)
                .node("Constant", "", "a", real("value_float", 2))
                .node("Constant", "", "b", reals("value_floats", 1, 2, 3, 4))
                .node("Constant", "", "c", tensor("value", new int[] {3, 1}, 1, 2, 3))
                .node("Constant", "", "d", ints("value_ints", -1, 4))
                .node("Add", "x a", "e")
                .node("Add", "e b", "f")
                .node("Add", "f c", "g")
                .node("Reshape", "g d", "y")
                .output("y"));
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 4)
                .node("Constant", "", "one", integer("value_int", 1))
                .longs("s", 1)
                .node("Reshape", "one s", "axes")
                .node("Unsqueeze", "x axes", "u")
                .node("Relu", "u", "y")
                .output("y"));
    }
}
