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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.onnx.proto.AttributeProto;

/** Activation functions mean what ONNX Runtime takes them to mean. */
@Timeout(60)
class FunctionOperatorsTwinTest {
    /** A layer behind, so that no function is left to the host. */
    private static Network assertSame(ModelBuilder model) {
        return OnnxRuntimeTwin.assertSame(
                model.weights("w", 2, 2, 1, 1).node("Conv", "f w", "y").output("y"));
    }

    private static ModelBuilder model(int opset) {
        return new ModelBuilder(opset).input(1, 2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Abs",
                "Exp",
                "Erf",
                "Floor",
                "Ceil",
                "Round",
                "Sign",
                "Sin",
                "Cos",
                "Sigmoid",
                "Tanh",
                "Softplus",
                "Softsign",
                "HardSwish",
                "Mish",
                "LeakyRelu",
                "Elu",
                "Celu",
                "Selu",
                "HardSigmoid",
                "ThresholdedRelu",
                "Gelu"
            })
    void withDefaults(String operator) {
        Network network = assertSame(model(20).node(operator, "x", "f"));
        assertInstanceOf(Node.Elementwise.class, network.nodes().get(1));
    }

    private static Stream<Arguments> parameters() {
        return Stream.of(
                Arguments.of("LeakyRelu", List.of(real("alpha", 0.3f))),
                Arguments.of("Elu", List.of(real("alpha", 0.7f))),
                Arguments.of("Celu", List.of(real("alpha", 0.7f))),
                Arguments.of("Selu", List.of(real("alpha", 1.2f), real("gamma", 0.9f))),
                Arguments.of("HardSigmoid", List.of(real("alpha", 0.25f), real("beta", 0.4f))),
                Arguments.of("ThresholdedRelu", List.of(real("alpha", 0.5f))),
                Arguments.of("Gelu", List.of(text("approximate", "tanh"))));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void withParameters(String operator, List<AttributeProto> attributes) {
        assertSame(model(20).node(operator, "x", "f", attributes.toArray(AttributeProto[]::new)));
    }

    @Test
    void slopesPerChannel() {
        Network network = assertSame(
                model(16).floats("s", new int[] {2, 1, 1}, 0.1f, 0.4f).node("PRelu", "x s", "f"));
        assertEquals(
                2,
                ((Node.Elementwise) network.nodes().get(1))
                        .function()
                        .perChannel()
                        .size());
        assertSame(model(16).floats("s", new int[] {1}, 0.1f).node("PRelu", "x s", "f"));
    }

    @Test
    void powersAndQuotients() {
        assertSame(model(13).scalar("p", 2).node("Pow", "x p", "f"));
        assertSame(model(13).scalar("p", 3).node("Pow", "x p", "f"));
        assertSame(model(13).scalar("n", 2).node("Exp", "x", "e").node("Div", "n e", "f"));
        assertSame(model(13)
                .node("Exp", "x", "e")
                .node("Log", "e", "l")
                .node("Sqrt", "e", "q")
                .node("Add", "l q", "f"));
    }

    @Test
    void productsOfFunctionsOfOneTensor() {
        Network network = assertSame(model(13).node("Sigmoid", "x", "s").node("Mul", "x s", "f"));
        assertEquals(3, network.nodes().size(), "one function and the layer behind it");
        assertSame(model(13)
                .scalar("three", 3)
                .scalar("zero", 0)
                .scalar("six", 6)
                .node("Add", "x three", "a")
                .node("Clip", "a zero six", "c")
                .node("Mul", "x c", "m")
                .node("Div", "m six", "f"));
        assertSame(model(13).node("Softplus", "x", "s").node("Tanh", "s", "t").node("Mul", "t x", "f"));
        assertSame(model(13).node("Abs", "x", "a").node("Exp", "a", "e").node("Div", "x e", "f"));
    }

    @Test
    void limitsOnEitherSide() {
        assertSame(model(13).scalar("c", 0.3f).node("Max", "x c", "f"));
        assertSame(model(13).scalar("c", 0.3f).node("Min", "c x", "f"));
    }

    @Test
    void theHostTakesWhatEndsTheNetwork() {
        Network network = OnnxRuntimeTwin.read(model(13)
                .weights("w", 2, 2, 1, 1)
                .node("Conv", "x w", "c")
                .node("Sigmoid", "c", "s")
                .node("ArgMax", "s", "y", integer("axis", 1))
                .output("y"));
        assertEquals("c", network.output().name());
        assertEquals(
                "[Left to the host, behind the answer: Sigmoid Sigmoid of s, ArgMax ArgMax of y.]",
                network.notes().toString());
    }

    @Test
    void limitsAtTheEndAreSaidToBeLeftToTheHost() {
        ModelBuilder sums = model(13).weights("w", 2, 2, 1, 1).node("Conv", "x w", "c");
        assertEquals(
                "[Left to the host, behind the answer: the limits at the end, y; the answer has the sums before them.]",
                OnnxRuntimeTwin.read(sums.node("Relu", "c", "y").output("y"))
                        .notes()
                        .toString());
        assertEquals(
                "[]",
                OnnxRuntimeTwin.read(model(13)
                                .weights("w", 2, 2, 1, 1)
                                .node("Conv", "x w", "c")
                                .node("Relu", "c", "r")
                                .node("MaxPool", "r", "y", ints("kernel_shape", 2, 2))
                                .output("y"))
                        .notes()
                        .toString());
    }
}
