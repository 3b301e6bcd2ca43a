package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.synfire.network.onnx.ModelBuilder.integer;
import static org.synfire.network.onnx.ModelBuilder.ints;
import static org.synfire.network.onnx.ModelBuilder.reals;
import static org.synfire.network.onnx.ModelBuilder.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.onnx.proto.TensorProto.DataType;

/**
 * Concat, Slice, Split, Gather and all others that take elements as they are mean what ONNX Runtime takes them to mean.
 */
@Timeout(60)
class SelectingOperatorsTwinTest {
    private static ModelBuilder map(int opset) {
        return new ModelBuilder(opset).input(1, 4, 6, 5);
    }

    /** A layer over the four channels of {@code f}. */
    private static Network assertSame(ModelBuilder model) {
        return OnnxRuntimeTwin.assertSame(
                model.weights("w", 3, 4, 2, 2).node("Conv", "f w", "y").output("y"));
    }

    @Test
    void slices() {
        assertSame(new ModelBuilder(9)
                .input(1, 6, 6, 5)
                .node("Slice", "x", "f", ints("axes", 1, 2), ints("starts", 1, -4), ints("ends", 5, 1000)));
        assertSame(new ModelBuilder(13)
                .input(1, 8, 6, 5)
                .longs("s", 7, -1)
                .longs("e", 0, Long.MIN_VALUE)
                .longs("a", 1, 3)
                .longs("t", -2, -1)
                .node("Slice", "x s e a t", "f"));
    }

    @Test
    void slicesToTheEndAsOldFilesSay() {
        assertSame(new ModelBuilder(9)
                .input(1, 6, 6, 5)
                .node("Slice", "x", "f", ints("axes", 1), ints("starts", 2), ints("ends", Long.MAX_VALUE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 13, 18})
    void splits(int opset) {
        ModelBuilder model = map(opset);
        if (opset >= 18) {
            model.node("Split", "x", "a", integer("axis", 1), integer("num_outputs", 2));
        } else {
            model.node("Split", "x", "a", integer("axis", 1));
        }
        model.graph().getNodeBuilder(0).addOutput("b");
        assertSame(model.node("Relu", "a", "r").node("Concat", "b r", "f", integer("axis", 1)));
    }

    @Test
    void splitsUnevenly() {
        ModelBuilder model = map(13).longs("p", 3, 1).node("Split", "x p", "a", integer("axis", -3));
        model.graph().getNodeBuilder(0).addOutput("b");
        assertSame(model.node("Concat", "b a", "f", integer("axis", 1)));
    }

    @Test
    void gathers() {
        assertSame(map(13).longs("i", 3, 0, 0, -2).node("Gather", "x i", "f", integer("axis", 1)));
        OnnxRuntimeTwin.assertSame(map(13).integers("i", DataType.INT32, new int[0], 2)
                .node("Gather", "x i", "g", integer("axis", 2))
                .weights("w", 3, 4, 2)
                .node("Conv", "g w", "y")
                .output("y"));
    }

    @Test
    void joinsMapsOfSeveralLayers() {
        Network network = assertSame(map(13).weights("a", 1, 4, 1, 1)
                .weights("b", 3, 4, 3, 3)
                .node("Conv", "x a", "p")
                .node("Conv", "x b", "q", ints("pads", 1, 1, 1, 1))
                .node("Relu", "q", "r")
                .node("Concat", "p r", "f", integer("axis", 1)));
        assertEquals(
                1,
                network.nodes().stream()
                        .filter(Node.Rearrange.class::isInstance)
                        .count());
    }

    @Test
    void joinsAlongRowsWithConstantsAndThroughRearrangements() {
        assertSame(map(13).weights("c", 1, 4, 1, 5)
                .node("Relu", "x", "r")
                .node("Concat", "r c x", "f", integer("axis", 2)));
        OnnxRuntimeTwin.assertSame(map(13).node("Relu", "x", "r")
                .node("Concat", "r x", "j", integer("axis", 1))
                .node("Transpose", "j", "t", ints("perm", 0, 2, 3, 1))
                .longs("s", 1, -1)
                .node("Reshape", "t s", "f")
                .weights("w", 240, 3)
                .node("MatMul", "f w", "y")
                .output("y"));
    }

    @Test
    void shufflesChannels() {
        assertSame(map(13).longs("s", 1, 2, 2, 6, 5)
                .longs("u", 1, 4, 6, 5)
                .node("Reshape", "x s", "r")
                .node("Transpose", "r", "t", ints("perm", 0, 2, 1, 3, 4))
                .node("Reshape", "t u", "f"));
    }

    @ParameterizedTest
    @CsvSource({"DCR", "CRD"})
    void movesDepthToSpace(String mode) {
        assertSame(new ModelBuilder(13)
                .input(1, 16, 3, 2)
                .node("DepthToSpace", "x", "f", integer("blocksize", 2), text("mode", mode)));
    }

    @Test
    void movesSpaceToDepth() {
        assertSame(new ModelBuilder(13).input(1, 1, 6, 4).node("SpaceToDepth", "x", "f", integer("blocksize", 2)));
    }

    @Test
    void repeats() {
        assertSame(new ModelBuilder(13).input(1, 2, 3, 5).longs("t", 1, 2, 2, 1).node("Tile", "x t", "f"));
        assertSame(new ModelBuilder(13).input(1, 1, 3, 5).longs("t", 1, 4, 3, 5).node("Expand", "x t", "f"));
    }

    @ParameterizedTest
    @CsvSource({"constant", "edge", "reflect"})
    void padsWithOtherThanZeros(String mode) {
        assertSame(map(13).longs("p", 0, 0, 2, 1, 0, 0, 0, 3)
                .scalar("v", 0.7f)
                .node("Pad", mode.equals("constant") ? "x p v" : "x p", "f", text("mode", mode)));
        assertSame(map(13).longs("p", 0, 0, -1, 1, 0, 0, 2, -2).node("Pad", "x p", "f", text("mode", mode)));
    }

    @Test
    void upsamplesAsOldFilesSay() {
        assertSame(new ModelBuilder(7)
                .input(1, 4, 3, 2)
                .node("Upsample", "x", "f", reals("scales", 1, 1, 2, 3), text("mode", "nearest")));
        assertSame(new ModelBuilder(9)
                .input(1, 4, 3, 2)
                .floats("s", new int[] {4}, 1, 1, 2, 2)
                .node("Upsample", "x s", "f", text("mode", "nearest")));
    }

    @ParameterizedTest
    @CsvSource({
        "nearest, asymmetric, floor, 2, 2",
        "nearest, half_pixel, round_prefer_floor, 2, 3",
        "nearest, half_pixel, round_prefer_ceil, 1.5, 2.5",
        "nearest, align_corners, floor, 2, 2",
        "nearest, pytorch_half_pixel, ceil, 0.5, 2",
        "linear, half_pixel, floor, 2, 3",
        "linear, pytorch_half_pixel, floor, 4, 2",
        "linear, asymmetric, floor, 3, 2",
        "linear, half_pixel, floor, 0.5, 0.25",
        "linear, half_pixel, floor, 1, 2",
        "linear, half_pixel, floor, 1.5, 2.5",
        "linear, asymmetric, floor, 0.75, 1.25",
        "linear, pytorch_half_pixel, floor, 1.625, 0.375",
    })
    void resizes(String mode, String coordinates, String nearest, float rows, float columns) {
        assertSame(new ModelBuilder(13)
                .input(1, 4, 8, 8)
                .floats("s", new int[] {4}, 1, 1, rows, columns)
                .node(
                        "Resize",
                        "x - s",
                        "f",
                        text("mode", mode),
                        text("coordinate_transformation_mode", coordinates),
                        text("nearest_mode", nearest)));
    }

    @Test
    void resizesToSizesAndWithAlignedCorners() {
        assertSame(new ModelBuilder(13)
                .input(1, 4, 3, 5)
                .longs("z", 1, 4, 9, 10)
                .node("Resize", "x - - z", "f", text("mode", "nearest")));
        assertSame(new ModelBuilder(13)
                .input(1, 4, 3, 5)
                .longs("z", 1, 4, 5, 9)
                .node(
                        "Resize",
                        "x - - z",
                        "f",
                        text("mode", "linear"),
                        text("coordinate_transformation_mode", "align_corners")));
    }

    @Test
    void resizesLinearlyByRatiosOfWholeNumbers() {
        assertSame(new ModelBuilder(13)
                .input(1, 4, 7, 9)
                .longs("z", 1, 4, 20, 5)
                .node("Resize", "x - - z", "f", text("mode", "linear")));
        assertSame(new ModelBuilder(13)
                .input(1, 4, 7, 9)
                .longs("z", 1, 4, 11, 30)
                .node(
                        "Resize",
                        "x - - z",
                        "f",
                        text("mode", "linear"),
                        text("coordinate_transformation_mode", "align_corners")));
    }

    @Test
    void refusesRatiosThatNoFineGridHas() {
        String told = assertThrows(
                        InputException.class,
                        () -> OnnxRuntimeTwin.read(new ModelBuilder(13)
                                .input(1, 4, 101, 9)
                                .longs("z", 1, 4, 211, 9)
                                .node("Resize", "x - - z", "y", text("mode", "linear"))
                                .output("y")))
                .getMessage();
        assertTrue(told.contains("from 101 to 211 positions") && told.contains("use nearest"), told);
    }

    @Test
    void computesShapesFirst() {
        Network network = OnnxRuntimeTwin.assertSame(map(13).node("Relu", "x", "r")
                .node("Shape", "r", "s")
                .longs("zero", 0)
                .longs("minus", -1)
                .node("Gather", "s zero", "n", integer("axis", 0))
                .node("Concat", "n minus", "t", integer("axis", 0))
                .node("Reshape", "r t", "f")
                .weights("w", 120, 3)
                .node("MatMul", "f w", "y")
                .output("y"));
        assertEquals(3, network.nodes().size());
    }

    @Test
    void computesWeightsFromWeights() {
        Network network = assertSame(map(13).weights("a", 1, 4, 6, 5)
                .scalar("half", 0.5f)
                .node("Mul", "a half", "b")
                .node("Exp", "b", "c")
                .node("Add", "x c", "f"));
        assertTrue(((Node.Convolution) network.output()).bias().length > 3, "a bias for each position");
    }

    @Test
    void readsBatchesAsOneSample() {
        Network network = OnnxRuntimeTwin.read(new ModelBuilder(13)
                .input(4, 2, 3, 3)
                .longs("s", 4, 18)
                .node("GlobalMaxPool", "x", "g")
                .node("Sub", "x g", "r")
                .node("Reshape", "r s", "f")
                .weights("w", 18, 3)
                .node("MatMul", "f w", "y")
                .output("y"));
        assertEquals("2x3x3", network.input().shape().toString());
        assertEquals(4, network.input().feed().dimensions()[0]);
    }

    @Test
    void givesSeveralOutputs() {
        Network network = OnnxRuntimeTwin.read(map(13).weights("w", 3, 4, 2, 2)
                .node("Relu", "x", "r")
                .node("Conv", "r w", "y")
                .output("y")
                .output("r"));
        assertEquals("y", network.output().name());
        assertEquals(2, network.outputs().size());
        assertEquals("r", network.nodes().get(network.outputs().get(1)).name());
    }

    @Test
    void readsImagesWithoutAnAxisOfChannels() {
        ModelBuilder model = new ModelBuilder(13)
                .input("x", DataType.FLOAT, 1, 6, 5)
                .longs("a", 1)
                .node("Unsqueeze", "x a", "f")
                .weights("w", 3, 1, 2, 2)
                .node("Conv", "f w", "y")
                .output("y");
        assertEquals("1x6x5", OnnxRuntimeTwin.assertSame(model).input().shape().toString());
        ModelBuilder sequence = new ModelBuilder(13)
                .input(1, 6, 5)
                .weights("w", 3, 6, 2)
                .node("Conv", "x w", "y")
                .output("y");
        assertEquals(
                "6x5x1", OnnxRuntimeTwin.assertSame(sequence).input().shape().toString());
    }
}
