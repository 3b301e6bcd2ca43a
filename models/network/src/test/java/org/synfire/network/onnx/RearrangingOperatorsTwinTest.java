package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.synfire.network.onnx.ModelBuilder.integer;
import static org.synfire.network.onnx.ModelBuilder.ints;
import static org.synfire.network.onnx.ModelBuilder.real;
import static org.synfire.network.onnx.ModelBuilder.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.onnx.proto.AttributeProto;
import org.synfire.network.onnx.proto.TensorProto.DataType;

/** What only rearranges does so as in ONNX Runtime, and costs no node where none is needed. */
@Timeout(60)
class RearrangingOperatorsTwinTest {
    private static final AttributeProto TO_LAST = ints("perm", 0, 2, 3, 1);
    private static final AttributeProto TO_FIRST = ints("perm", 0, 3, 1, 2);

    private static long rearrangements(Network network) {
        return network.nodes().stream().filter(Node.Rearrange.class::isInstance).count();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, -1})
    void flattens(int axis) {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 2, 3, 4)
                .node("Relu", "x", "r")
                .node("Flatten", "r", "y", integer("axis", axis))
                .output("y"));
        assertEquals(0, rearrangements(network));
    }

    @ParameterizedTest
    @CsvSource({"7, 1, -1, 4", "13, 0, 0, -1", "14, -1, 3, 2", "21, 0, 2, 12"})
    void reshapes(int opset, int a, int b, int c) {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(opset)
                .input(1, 2, 3, 4)
                .longs("s", a, b, c)
                .node("Relu", "x", "r")
                .node("Reshape", "r s", "y")
                .output("y"));
    }

    @Test
    void reshapesWithZeroMeaningZero() {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(14)
                .input(1, 2, 3, 4)
                .longs("s", 1, -1, 4)
                .node("Relu", "x", "r")
                .node("Reshape", "r s", "y", integer("allowzero", 1))
                .output("y"));
    }

    @Test
    void reshapesAVectorToAMap() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 5)
                .weights("m", 5, 24)
                .weights("w", 3, 2, 2, 2)
                .longs("s", 1, 2, 3, 4)
                .node("MatMul", "x m", "g")
                .node("Reshape", "g s", "r")
                .node("Conv", "r w", "y")
                .output("y"));
        Node.Rearrange map = (Node.Rearrange) network.nodes().get(2);
        assertTrue(map.keepsOrder(24));
        assertEquals(new Shape(2, 3, 4), map.shape());
    }

    @Test
    void shufflesChannels() {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 6, 3, 3)
                .weights("w", 6, 6, 1, 1)
                .weights("v", 4, 3, 2, 2)
                .longs("a", 1, 2, 3, 3, 3)
                .longs("b", 1, 6, 3, 3)
                .node("Conv", "x w", "c")
                .node("Reshape", "c a", "r")
                .node("Transpose", "r", "t", ints("perm", 0, 2, 1, 3, 4))
                .node("Reshape", "t b", "s")
                .node("Conv", "s v", "y", integer("group", 2))
                .output("y"));
    }

    @Test
    void transposes() {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 2, 3, 4)
                .weights("w", 2, 2, 1, 1)
                .node("Conv", "x w", "c")
                .node("Transpose", "c", "y", ints("perm", 0, 3, 1, 2))
                .output("y"));
        OnnxRuntimeTwin.assertSame(
                new ModelBuilder(13).input(1, 4, 3).node("Transpose", "x", "y").output("y"));
    }

    @Test
    void laysOutAnOrderThatTwoReadOnlyOnce() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 2, 4, 4)
                .weights("k", 2, 2, 1, 1)
                .weights("w", 3, 4, 1, 1)
                .weights("v", 3, 4, 1, 1)
                .node("Conv", "x k", "c")
                .node("Transpose", "c", "t", ints("perm", 0, 3, 1, 2))
                .node("Conv", "t w", "a")
                .node("Conv", "t v", "b")
                .node("Add", "a b", "y")
                .output("y"));
        assertEquals(1, rearrangements(network));
    }

    @Test
    void computesWhatIsKnown() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(8)
                .input(1, 12)
                .weights("w", 2, 2, 3, 5)
                .longs("s", 12, 5)
                .initializersAsInputs()
                .node("Reshape", "w s", "m")
                .node("MatMul", "x m", "y")
                .output("y"));
        assertEquals(2, network.nodes().size());
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 12)
                .weights("w", 5, 12)
                .node("Transpose", "w", "m")
                .node("MatMul", "x m", "y")
                .output("y"));
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 3, 2, 2)
                .weights("b", 3)
                .longs("axes", 0, 2, 3)
                .node("Unsqueeze", "b axes", "c")
                .node("Add", "x c", "y")
                .output("y"));
    }

    @Test
    void squeezesAndUnsqueezesByAttribute() {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(11)
                .input(1, 3, 1, 1)
                .node("Squeeze", "x", "s", ints("axes", -1, 2))
                .node("Relu", "s", "r")
                .node("Unsqueeze", "r", "y", ints("axes", 0, -1))
                .output("y"));
        OnnxRuntimeTwin.assertSame(new ModelBuilder(7)
                .input(1, 3, 1, 4)
                .node("Relu", "x", "r")
                .node("Squeeze", "r", "y")
                .output("y"));
    }

    @Test
    void squeezesAndUnsqueezesByInput() {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 3, 1, 1)
                .longs("a", -1, 2)
                .longs("b", 0, -1)
                .node("Squeeze", "x a", "s")
                .node("Relu", "s", "r")
                .node("Unsqueeze", "r b", "y")
                .output("y"));
        OnnxRuntimeTwin.assertSame(new ModelBuilder(21)
                .input(1, 3, 1, 4)
                .node("Relu", "x", "r")
                .node("Squeeze", "r", "y")
                .output("y"));
    }

    private static ModelBuilder padded(String rest) {
        return new ModelBuilder(13)
                .input(1, 2, 4, 5)
                .longs("p", 0, 0, 1, 2, 0, 0, 3, 1)
                .weights("w", 3, 2, 3, 3)
                .node("Pad", "x p", rest);
    }

    @Test
    void padsWithinTheConvolution() {
        Network network = OnnxRuntimeTwin.assertSame(padded("z")
                .node("Conv", "z w", "y", ints("pads", 0, 1, 1, 0), ints("strides", 2, 1))
                .output("y"));
        assertEquals(2, network.nodes().size());
        Network two = OnnxRuntimeTwin.assertSame(padded("z")
                .node("Conv", "z w", "a")
                .node("Conv", "z w", "b")
                .node("Add", "a b", "y")
                .output("y"));
        assertEquals(0, rearrangements(two));
    }

    @Test
    void padsWithinTheMean() {
        Network network = OnnxRuntimeTwin.assertSame(padded("z")
                .node("AveragePool", "z", "y", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
                .output("y"));
        assertEquals(2, network.nodes().size());
        Network counted = OnnxRuntimeTwin.assertSame(padded("z")
                .node(
                        "AveragePool",
                        "z",
                        "y",
                        ints("kernel_shape", 3, 3),
                        ints("pads", 1, 1, 1, 1),
                        integer("count_include_pad", 1))
                .output("y"));
        assertEquals(2, counted.nodes().size());
        Network mixed = OnnxRuntimeTwin.assertSame(padded("z")
                .node("AveragePool", "z", "y", ints("kernel_shape", 3, 3), ints("pads", 1, 1, 1, 1))
                .output("y"));
        assertEquals(1, rearrangements(mixed), "the zeros of the map count, those around it do not");
    }

    @Test
    void keepsPaddingBeforeAMaximum() {
        Network network = OnnxRuntimeTwin.assertSame(padded("z")
                .node("MaxPool", "z", "y", ints("kernel_shape", 2, 2))
                .output("y"));
        assertEquals(1, rearrangements(network));
    }

    @Test
    void padsChannels() {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(18)
                .input(1, 2, 3, 3)
                .longs("p", 1, 2)
                .longs("a", -3)
                .node("Relu", "x", "r")
                .node("Pad", "r p - a", "y")
                .output("y"));
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 2, 3, 3)
                .longs("p", 0, 1, 0, 0, 0, 1, 0, 0)
                .weights("w", 2, 4, 2, 2)
                .node("Pad", "x p", "z")
                .node("Conv", "z w", "y")
                .output("y"));
        assertEquals(1, rearrangements(network));
    }

    @Test
    void padsByAttributeAndByInput() {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(7)
                .input(1, 2, 3, 3)
                .node("Pad", "x", "y", ints("pads", 0, 0, 1, 0, 0, 0, 0, 2), text("mode", "constant"), real("value", 0))
                .output("y"));
        OnnxRuntimeTwin.assertSame(new ModelBuilder(11)
                .input(1, 2, 3, 3)
                .longs("p", 0, 0, 1, 0, 0, 0, 0, 2)
                .scalar("v", 0)
                .node("Pad", "x p v", "y")
                .output("y"));
        OnnxRuntimeTwin.assertSame(new ModelBuilder(21)
                .input(1, 2, 3, 3)
                .longs("p", 1, 0, 0, 2)
                .longs("a", 2, 3)
                .node("Pad", "x p - a", "y")
                .output("y"));
    }

    @Test
    void multipliesWhatIsPaddedWithoutThePadding() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 5)
                .longs("p", 0, 1, 0, 2)
                .weights("w", 8, 3)
                .node("Pad", "x p", "z")
                .node("MatMul", "z w", "y")
                .output("y"));
        assertEquals(2, network.nodes().size());
    }

    @Test
    void recognisesAnInputWithChannelsLast() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(-1, 5, 6, 3)
                .weights("w", 2, 3, 3, 3)
                .node("Transpose", "x", "t", TO_FIRST)
                .node("Conv", "t w", "c")
                .node("Transpose", "c", "u", TO_LAST)
                .node("Flatten", "u", "y")
                .output("y"));
        assertTrue(network.input().feed().channelsLast());
        assertEquals(new Shape(3, 5, 6), network.input().shape());
        assertEquals(1, rearrangements(network), "only the output's order is another");
    }

    @Test
    void recognisesChannelsLastBehindADequantisation() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input("x", DataType.UINT8, 1, 5, 6, 3)
                .scalar("s", 0.01f)
                .integers("z", DataType.UINT8, new int[0], 7)
                .weights("w", 2, 3, 3, 3)
                .node("DequantizeLinear", "x s z", "d")
                .node("Transpose", "d", "t", TO_FIRST)
                .node("Conv", "t w", "y")
                .output("y"));
        assertTrue(network.input().feed().channelsLast());
        assertEquals(3, network.nodes().size());
    }

    @Test
    void recognisesChannelsLastByTheNumberOfChannels() {
        Network flat = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 4, 5, 3)
                .weights("w", 60, 2)
                .node("Flatten", "x", "f")
                .node("MatMul", "f w", "y")
                .output("y"));
        assertTrue(flat.input().feed().channelsLast());
        assertEquals(new Shape(3, 4, 5), flat.input().shape());
        Network grey = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 4, 5, 1)
                .weights("w", 2, 1, 2, 2)
                .longs("s", 1, 1, 4, 5)
                .node("Reshape", "x s", "r")
                .node("Conv", "r w", "y")
                .output("y"));
        assertEquals(new Shape(1, 4, 5), grey.input().shape());
        assertEquals(2, grey.nodes().size());
    }

    @Test
    void takesChannelsFirstWhereAConvolutionReadsTheInput() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 4, 5, 3)
                .weights("w", 2, 4, 2, 2)
                .node("Conv", "x w", "y")
                .output("y"));
        assertFalse(network.input().feed().channelsLast());
        assertEquals(new Shape(4, 5, 3), network.input().shape());
    }

    @Test
    void readsVectorsInRowMajorOrder() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(9)
                .input(1, 12, 1)
                .weights("w", 12, 2)
                .node("Flatten", "x", "f")
                .node("MatMul", "f w", "y")
                .output("y"));
        assertEquals(new Shape(12, 1, 1), network.input().shape());
    }
}
