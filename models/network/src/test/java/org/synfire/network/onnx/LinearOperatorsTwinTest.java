package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.synfire.network.onnx.ModelBuilder.integer;
import static org.synfire.network.onnx.ModelBuilder.ints;
import static org.synfire.network.onnx.ModelBuilder.real;
import static org.synfire.network.onnx.ModelBuilder.text;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.onnx.proto.AttributeProto;

/** Conv, Gemm, MatMul, Add and BatchNormalization mean what ONNX Runtime takes them to mean. */
@Timeout(60)
class LinearOperatorsTwinTest {
    static Stream<Arguments> convolutions() {
        return Stream.of(
                convolution("plain", 4, 3, 3, 3),
                convolution("pads of four sides", 4, 3, 3, 3, ints("pads", 0, 1, 2, 3)),
                convolution("strides", 4, 3, 2, 3, ints("strides", 2, 3), ints("pads", 1, 0, 0, 1)),
                convolution("dilations", 4, 3, 3, 2, ints("dilations", 2, 3)),
                convolution("groups", 6, 1, 3, 3, integer("group", 3)),
                convolution("depthwise", 3, 1, 3, 3, integer("group", 3), ints("pads", 1, 1, 1, 1)),
                convolution("two for each channel", 6, 1, 2, 2, integer("group", 3), ints("strides", 2, 2)),
                convolution("same upper", 2, 3, 4, 3, text("auto_pad", "SAME_UPPER"), ints("strides", 2, 2)),
                convolution("same lower", 2, 3, 4, 3, text("auto_pad", "SAME_LOWER"), ints("strides", 2, 2)),
                convolution(
                        "same, stride beyond the kernel",
                        2,
                        3,
                        1,
                        1,
                        text("auto_pad", "SAME_UPPER"),
                        ints("strides", 2, 4)),
                convolution("valid", 2, 3, 3, 3, text("auto_pad", "VALID"), ints("strides", 2, 1)),
                convolution(
                        "not set",
                        2,
                        3,
                        3,
                        3,
                        text("auto_pad", "NOTSET"),
                        ints("pads", 1, 1, 1, 1),
                        ints("kernel_shape", 3, 3)),
                convolution("the whole map", 5, 3, 8, 7));
    }

    private static Arguments convolution(
            String name, int out, int in, int rows, int columns, AttributeProto... attributes) {
        return Arguments.of(name, new int[] {out, in, rows, columns}, List.of(attributes));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("convolutions")
    void convolves(String name, int[] weights, List<AttributeProto> attributes) {
        for (int opset : new int[] {7, 11, 21}) {
            Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(opset)
                    .input(1, 3, 8, 7)
                    .weights("w", weights)
                    .weights("b", weights[0])
                    .node("Conv", "x w b", "y", attributes.toArray(AttributeProto[]::new))
                    .output("y"));
            assertEquals(2, network.nodes().size());
        }
    }

    @Test
    void convolvesWithoutBiasAndWithASymbolicBatch() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(-1, 3, 5, 5)
                .weights("w", 2, 3, 3, 3)
                .node("Conv", "x w", "y")
                .output("y"));
        assertEquals(new Shape(2, 3, 3), network.output().shape());
        assertEquals("y", network.output().name());
    }

    @Test
    void takesInitialisersThatAreListedAsInputsForWhatTheyAre() {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(8)
                .input(1, 3, 5, 5)
                .weights("w", 2, 3, 3, 3)
                .initializersAsInputs()
                .node("Conv", "x w", "y")
                .output("y"));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 9, 11, 13, 21})
    void multipliesMatrices(int opset) {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(opset)
                .input(1, 6)
                .weights("w", 6, 4)
                .weights("b", 4)
                .node("Gemm", "x w b", "y")
                .output("y"));
        OnnxRuntimeTwin.assertSame(new ModelBuilder(opset)
                .input(1, 6)
                .weights("w", 4, 6)
                .weights("b", 1, 4)
                .node(
                        "Gemm",
                        "x w b",
                        "y",
                        integer("transB", 1),
                        integer("transA", 0),
                        real("alpha", 0.5f),
                        real("beta", 3))
                .output("y"));
        OnnxRuntimeTwin.assertSame(new ModelBuilder(opset)
                .input(1, 6)
                .weights("w", 4, 6)
                .weights("b", 1)
                .node("Gemm", "x w b", "y", integer("transB", 1))
                .output("y"));
        OnnxRuntimeTwin.assertSame(new ModelBuilder(opset)
                .input(1, 6)
                .weights("w", 6, 4)
                .node("MatMul", "x w", "y")
                .output("y"));
    }

    @Test
    void multipliesAlongTheLastAxisOfSeveral() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 5, 6)
                .weights("w", 6, 4)
                .weights("b", 4)
                .node("MatMul", "x w", "m")
                .node("Add", "m b", "y")
                .output("y"));
        assertEquals(
                1,
                network.nodes().stream()
                        .filter(Node.Convolution.class::isInstance)
                        .count(),
                "the bias is merged");
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 2, 5, 6)
                .weights("w", 6, 4)
                .node("MatMul", "x w", "y")
                .output("y"));
    }

    @Test
    void multipliesFromTheLeft() {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 5, 6)
                .weights("w", 4, 5)
                .node("MatMul", "w x", "y")
                .output("y"));
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 5, 1)
                .weights("w", 4, 5)
                .node("MatMul", "w x", "y")
                .output("y"));
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 2, 5, 6)
                .weights("w", 4, 5)
                .node("MatMul", "w x", "y")
                .output("y"));
    }

    @Test
    void chainsMultiplicationsOfTheLastAxisWithoutMovingAnythingBetweenThem() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 5, 6)
                .weights("w", 6, 4)
                .weights("v", 4, 3)
                .node("MatMul", "x w", "m")
                .node("Relu", "m", "r")
                .node("MatMul", "r v", "y")
                .output("y"));
        assertEquals(
                2,
                network.nodes().stream()
                        .filter(Node.Rearrange.class::isInstance)
                        .count(),
                "one before and one after");
    }

    @Test
    void usesAFullConnectionAsItIsWhateverTheOrderBeforeIt() {
        Network flat = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 3, 4, 5)
                .weights("w", 60, 4)
                .node("Flatten", "x", "f")
                .node("Gemm", "f w", "y")
                .output("y"));
        assertEquals(2, flat.nodes().size());
        Network moved = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 2, 4, 5)
                .weights("w", 60, 4)
                .weights("k", 3, 2, 1, 1)
                .node("Conv", "x k", "c")
                .node("Transpose", "c", "t", ints("perm", 0, 2, 3, 1))
                .node("Flatten", "t", "f")
                .node("Gemm", "f w", "y")
                .output("y"));
        assertEquals(3, moved.nodes().size(), "the weights' columns move instead");
    }

    static Stream<Arguments> constants() {
        return Stream.of(
                Arguments.of(new int[] {3, 1, 1}),
                Arguments.of(new int[] {1, 3, 1, 1}),
                Arguments.of(new int[] {}),
                Arguments.of(new int[] {1}),
                Arguments.of(new int[] {5}),
                Arguments.of(new int[] {4, 1}));
    }

    @ParameterizedTest
    @MethodSource("constants")
    void addsConstants(int[] dims) {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(7)
                .input(1, 3, 4, 5)
                .weights("c", dims)
                .node("Add", "x c", "y")
                .output("y"));
        OnnxRuntimeTwin.assertSame(new ModelBuilder(21)
                .input(1, 3, 4, 5)
                .weights("c", dims)
                .node("Add", "c x", "y")
                .output("y"));
    }

    @Test
    void mergesConstantAdditions() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 3, 4, 5)
                .weights("w", 2, 3, 2, 2)
                .weights("c", 2, 1, 1)
                .scalar("d", 2)
                .weights("m", 24, 3)
                .weights("e", 1, 3)
                .node("Conv", "x w", "a")
                .node("Add", "a c", "b")
                .node("Add", "d b", "r")
                .node("Flatten", "r", "f")
                .node("MatMul", "f m", "g")
                .node("Add", "g e", "y")
                .output("y"));
        assertEquals(3, network.nodes().size());
        assertEquals(
                List.of("x", "r", "y"),
                network.nodes().stream().map(Node::name).toList(),
                "named after the last tensor merged");
    }

    @Test
    void addsActivations() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 3, 4, 5)
                .weights("w", 3, 3, 1, 1)
                .node("Conv", "x w", "a")
                .node("Relu", "a", "b")
                .node("Add", "b x", "y")
                .output("y"));
        assertInstanceOf(Node.Sum.class, network.output());
        OnnxRuntimeTwin.assertSame(
                new ModelBuilder(13).input(1, 3, 4, 5).node("Add", "x x", "y").output("y"));
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 3, 4, 4)
                .node("Transpose", "x", "t", ints("perm", 0, 1, 3, 2))
                .node("Add", "t x", "y")
                .output("y"));
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 3, 4, 4)
                .node("Transpose", "x", "t", ints("perm", 0, 1, 3, 2))
                .node("Relu", "t", "r")
                .node("Add", "t r", "y")
                .output("y"));
    }

    private static ModelBuilder normalised(int opset, AttributeProto... attributes) {
        return new ModelBuilder(opset)
                .input(1, 3, 4, 5)
                .weights("w", 2, 3, 2, 2)
                .weights("s", 2)
                .weights("o", 2)
                .weights("m", 2)
                .positive("v", 2)
                .node("Conv", "x w", "c")
                .node("BatchNormalization", "c s o m v", "n", attributes);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 9, 14, 15, 21})
    void mergesBatchNormalisation(int opset) {
        Network network = OnnxRuntimeTwin.assertSame(
                normalised(opset, real("epsilon", 0.1f), real("momentum", 0.9f)).output("n"));
        assertEquals(List.of("x", "n"), network.nodes().stream().map(Node::name).toList());
    }

    @Test
    void keepsBatchNormalisationWhereSomethingElseReadsTheConvolution() {
        Network network = OnnxRuntimeTwin.assertSame(
                normalised(13).node("Add", "c n", "y").output("y"));
        assertEquals(
                1,
                network.nodes().stream().filter(Node.Affine.class::isInstance).count());
        Network dead = OnnxRuntimeTwin.assertSame(
                normalised(13).node("Relu", "c", "unread").output("n"));
        assertEquals(2, dead.nodes().size(), "a dead branch reads nothing");
    }

    @Test
    void normalisesWhatIsNotLinear() {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 3, 4, 5)
                .weights("s", 3)
                .weights("o", 3)
                .weights("m", 3)
                .positive("v", 3)
                .node("BatchNormalization", "x s o m v", "y")
                .output("y"));
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 3, 2, 2)
                .weights("s", 12)
                .weights("o", 12)
                .weights("m", 12)
                .positive("v", 12)
                .node("Flatten", "x", "f")
                .node("BatchNormalization", "f s o m v", "y")
                .output("y"));
        Network dense = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 6)
                .weights("w", 6, 4)
                .weights("s", 4)
                .weights("o", 4)
                .weights("m", 4)
                .positive("v", 4)
                .node("MatMul", "x w", "g")
                .node("BatchNormalization", "g s o m v", "y")
                .output("y"));
        assertEquals(2, dense.nodes().size());
    }

    @ParameterizedTest
    @CsvSource({
        // stride, dilation, pads, output_padding, group
        "1, 1, 0, 0, 1",
        "2, 1, 0, 0, 1",
        "2, 1, 1, 1, 1",
        "3, 2, 2, 1, 2",
        "2, 1, 3, 0, 2",
        "1, 3, 1, 0, 1"
    })
    void transposedConvolutions(int stride, int dilation, int pad, int extra, int groups) {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 4, 3, 5)
                .weights("w", 4, 3, 4, 3)
                .weights("b", 3 * groups)
                .node(
                        "ConvTranspose",
                        "x w b",
                        "y",
                        ints("strides", stride, stride),
                        ints("dilations", dilation, dilation),
                        ints("pads", pad, pad, pad, pad),
                        ints("output_padding", extra, extra),
                        integer("group", groups))
                .output("y"));
    }

    @Test
    void transposedConvolutionsOfAGivenSize() {
        for (String auto : List.of("SAME_UPPER", "SAME_LOWER", "NOTSET")) {
            ModelBuilder model = new ModelBuilder(13).input(1, 2, 4, 4).weights("w", 2, 3, 3, 3);
            OnnxRuntimeTwin.assertSame(
                    auto.equals("NOTSET")
                            ? model.node("ConvTranspose", "x w", "y", ints("strides", 2, 2), ints("output_shape", 8, 8))
                                    .output("y")
                            : model.node("ConvTranspose", "x w", "y", ints("strides", 2, 2), text("auto_pad", auto))
                                    .output("y"));
        }
    }

    @Test
    void alongOneAxis() {
        OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 4, 9)
                .weights("w", 6, 2, 3)
                .weights("v", 6, 2, 4)
                .node("Conv", "x w", "c", ints("pads", 2, 1), ints("strides", 2), integer("group", 2))
                .node("MaxPool", "c", "m", ints("kernel_shape", 2))
                .node("ConvTranspose", "m v", "t", ints("strides", 2))
                .node("AveragePool", "t", "a", ints("kernel_shape", 3), ints("pads", 1, 1))
                .node("GlobalAveragePool", "a", "y")
                .output("y"));
    }

    @Test
    void factorsMoveIntoWhatReadsThem() {
        Network network = OnnxRuntimeTwin.assertSame(new ModelBuilder(13)
                .input(1, 3, 5, 5)
                .floats("m", new int[] {3, 1, 1}, 0.4f, 0.5f, 0.6f)
                .floats("s", new int[] {1, 3, 1, 1}, 0.2f, 0.3f, 0.4f)
                .weights("w", 2, 3, 3, 3)
                .node("Sub", "x m", "a")
                .node("Div", "a s", "b")
                .node("Conv", "b w", "y", ints("pads", 1, 1, 1, 1))
                .output("y"));
        assertEquals(2, network.nodes().size());
        assertEquals(50, ((Node.Convolution) network.output()).bias().length, "padding is not normalised");
    }
}
