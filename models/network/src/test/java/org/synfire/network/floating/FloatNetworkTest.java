package org.synfire.network.floating;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.engine.InputException;
import org.synfire.network.graph.InputFeed;
import org.synfire.network.graph.InputFeed.ElementType;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.WeightTensor;
import org.synfire.network.onnx.proto.TensorProto.DataType;

class FloatNetworkTest {
    private static final Shape IMAGE = new Shape(2, 1, 2);
    private static final Shape ANSWER = Shape.vector(2);

    /** y = W x and z = relu(y), x channels first. */
    private static byte[] channelsFirst() {
        return new TinyModels()
                .input("x", DataType.FLOAT, 1, 2, 1, 2)
                .output("z", DataType.FLOAT, 1, 2)
                .reals("w", new long[] {4, 2}, 1, -1, 10, -10, 100, -100, 1000, -1000)
                .node("Flatten", List.of("x"), "flat")
                .node("MatMul", List.of("flat", "w"), "y")
                .node("Relu", List.of("y"), "z")
                .bytes();
    }

    private static Network network(InputFeed feed, Node... others) {
        Node[] nodes = new Node[others.length + 1];
        nodes[0] = new Node.Input("x", IMAGE, feed);
        System.arraycopy(others, 0, nodes, 1, others.length);
        return new Network("tiny", Arrays.asList(nodes));
    }

    private static Node dense(String name, int input) {
        return new Node.Dense(name, input, ANSWER, WeightTensor.real(new float[8]), new float[2]);
    }

    private static final Network CHANNELS_FIRST = network(
            new InputFeed("x", new long[] {1, 2, 1, 2}, false, ElementType.FLOAT),
            dense("y", 0),
            new Node.Clamp("z", 1, ANSWER, 0, Float.POSITIVE_INFINITY));

    @Test
    void answersAndIsReusable() {
        try (FloatNetwork network = FloatNetwork.open(channelsFirst(), CHANNELS_FIRST, 1)) {
            assertArrayEquals(new float[] {4321, 0}, network.logits(new float[] {1, 2, 3, 4}));
            assertArrayEquals(new float[] {0, 8765}, network.logits(new float[] {-5, -6, -7, -8}));
        }
    }

    @Test
    void showsInnerTensors() {
        try (FloatNetwork network = FloatNetwork.open(channelsFirst(), CHANNELS_FIRST, 1, List.of("y", "z"))) {
            float[][] values = network.tensors(new float[] {1, 2, 3, 4});
            assertArrayEquals(new float[] {4321, -4321}, values[0]);
            assertArrayEquals(new float[] {4321, 0}, values[1]);
        }
    }

    @Test
    void feedsChannelsLastWhereTheFileWantsThat() {
        byte[] model = new TinyModels()
                .input("x", DataType.FLOAT, 1, 1, 2, 2)
                .output("y", DataType.FLOAT, 1, 2)
                .reals("w", new long[] {4, 2}, 1, -1, 10, -10, 100, -100, 1000, -1000)
                .node("Flatten", List.of("x"), "flat")
                .node("MatMul", List.of("flat", "w"), "y")
                .bytes();
        Network description =
                network(new InputFeed("x", new long[] {1, 1, 2, 2}, true, ElementType.FLOAT), dense("y", 0));
        try (FloatNetwork network = FloatNetwork.open(model, description, 1)) {
            // channel 0 is 1, 2 and channel 1 is 3, 4: positions interleave to 1, 3, 2, 4
            assertArrayEquals(new float[] {4231, -4231}, network.logits(new float[] {1, 2, 3, 4}));
        }
    }

    @Test
    void quantisesForAnIntegerInputWithTiesToEven() {
        for (DataType type : List.of(DataType.INT8, DataType.UINT8)) {
            boolean isSigned = type == DataType.INT8;
            int zeroPoint = isSigned ? -128 : 3;
            byte[] model = new TinyModels()
                    .input("x", type, 1, 2, 1, 2)
                    .output("y", DataType.FLOAT, 1, 4)
                    .reals("s", new long[] {}, 0.5f)
                    .integers("zp", type, new long[] {}, zeroPoint)
                    .node("DequantizeLinear", List.of("x", "s", "zp"), "d")
                    .node("Flatten", List.of("d"), "y")
                    .bytes();
            Network description = network(
                    new InputFeed("x", new long[] {1, 2, 1, 2}, false, isSigned ? ElementType.INT8 : ElementType.UINT8),
                    new Node.Requantize("d", 0, IMAGE, 0.5f, zeroPoint, isSigned ? -128 : 0, isSigned ? 127 : 255),
                    new Node.Rearrange("y", List.of(1), Shape.vector(4), new int[] {0, 1, 2, 3}));
            try (FloatNetwork network = FloatNetwork.open(model, description, 1)) {
                assertArrayEquals(
                        new float[] {1, 1, 2, isSigned ? 127.5f : 126f},
                        network.logits(new float[] {0.9f, 1.25f, 1.75f, 1000}),
                        type.toString());
            }
        }
    }

    @Test
    void refusesWhatIsNoModel() {
        var noModel =
                assertThrows(InputException.class, () -> FloatNetwork.open(new byte[] {1, 2, 3}, CHANNELS_FIRST, 1));
        assertTrue(noModel.getMessage().startsWith("network tiny: its file is no ONNX model"), noModel.getMessage());
        byte[] unknown = new TinyModels()
                .input("x", DataType.FLOAT, 1)
                .output("z", DataType.FLOAT, 1)
                .node("Guess", List.of("x"), "z")
                .bytes();
        var refused = assertThrows(InputException.class, () -> FloatNetwork.open(unknown, CHANNELS_FIRST, 1));
        assertTrue(refused.getMessage().startsWith("ONNX Runtime cannot run the network tiny: "), refused.getMessage());
    }

    @Test
    void refusesATensorOrInputThatIsNotThereAndAnImageOfAnotherSize() {
        assertEquals(
                "network tiny: its file computes no tensor nowhere",
                assertThrows(
                                InputException.class,
                                () -> FloatNetwork.open(channelsFirst(), CHANNELS_FIRST, 1, List.of("nowhere")))
                        .getMessage());
        Network misnamed =
                network(new InputFeed("image", new long[] {1, 2, 1, 2}, false, ElementType.FLOAT), dense("z", 0));
        assertEquals(
                "network tiny: its file has no input image; it has [x]",
                assertThrows(InputException.class, () -> FloatNetwork.open(channelsFirst(), misnamed, 1))
                        .getMessage());
        try (FloatNetwork network = FloatNetwork.open(channelsFirst(), CHANNELS_FIRST, 1)) {
            assertEquals(
                    "network tiny reads images of 2x1x2, 4 values, not 3",
                    assertThrows(InputException.class, () -> network.logits(new float[3]))
                            .getMessage());
        }
    }
}
