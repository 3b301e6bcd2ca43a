package org.synfire.network.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.synfire.engine.InputException;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import org.synfire.network.floating.TinyModels;
import org.synfire.network.graph.InputFeed;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.WeightTensor;
import org.synfire.network.graph.Window;
import org.synfire.network.onnx.proto.TensorProto.DataType;

class QuantizerErrorTest {
    private static final Shape IMAGE = new Shape(1, 4, 4);
    private static final Quantizer QUANTIZER = Quantizer.symmetric(8).calibrate(null, Preprocessing.unit());

    private static String message(Consumer<NetworkSketch> layers, Consumer<Network> damage) {
        NetworkSketch sketch = new NetworkSketch(1, IMAGE);
        layers.accept(sketch);
        Network network = sketch.network();
        damage.accept(network);
        Calibration calibration = new Calibration();
        network.nodes().forEach(n -> calibration.add(n.name(), new float[] {0.5f, 1}));
        return assertThrows(InputException.class, () -> QUANTIZER.quantize(network, calibration))
                .getMessage();
    }

    private static Node.Convolution first(Network network) {
        return (Node.Convolution) network.nodes().get(1);
    }

    private static void small(NetworkSketch sketch) {
        sketch.dense(sketch.relu(sketch.convolution(0, 2, Window.square(3, 1, 1), 1)), 3);
    }

    @Test
    void namesLayersWithWeightsThatAreNoNumbers() {
        assertEquals(
                "layer conv1: a weight is NaN; check the training or the export",
                message(QuantizerErrorTest::small, n -> first(n).weights().values()[5] = Float.NaN));
        assertEquals(
                "layer conv1: a bias is Infinity; check the training or the export",
                message(QuantizerErrorTest::small, n -> first(n).bias()[1] = Float.POSITIVE_INFINITY));
    }

    @Test
    void namesLayersWithoutARange() {
        NetworkSketch sketch = new NetworkSketch(1, IMAGE);
        small(sketch);
        Calibration calibration = new Calibration();
        assertEquals(
                "layer clamp2 needs a range, and no samples were given to measure it on; calibrate with some images",
                assertThrows(InputException.class, () -> QUANTIZER.quantize(sketch.network(), calibration))
                        .getMessage());
        calibration.add("clamp2", new float[] {1, Float.NaN});
        assertTrue(assertThrows(InputException.class, () -> QUANTIZER.quantize(sketch.network(), calibration))
                .getMessage()
                .startsWith("layer clamp2 gives infinite values or NaN on the calibration images"));
    }

    @Test
    void ownCodesNeedEightBits() {
        NetworkSketch sketch = new NetworkSketch(1, IMAGE);
        sketch.requantize(sketch.quantizedDense(sketch.requantize(0, 0.01f, 3, true), 4), 0.1f, 0, true);
        var error = assertThrows(
                InputException.class,
                () -> Quantizer.symmetric(6)
                        .calibrate(null, Preprocessing.unit())
                        .quantize(sketch.network(), new Calibration()));
        assertEquals(
                "layer codes1: its own codes are -128..127, which 6 bits cannot hold; use 8 bits", error.getMessage());
    }

    @Test
    void widthsAreTwoToEightBits() {
        assertThrows(InputException.class, () -> Quantizer.symmetric(1));
        assertThrows(InputException.class, () -> Quantizer.symmetric(9));
        assertThrows(InputException.class, () -> Quantizer.symmetric(8).withWeightBits(9));
        assertThrows(InputException.class, () -> new RangeRule.Percentile(0));
        assertThrows(InputException.class, () -> new RangeRule.Percentile(101));
    }

    @Test
    void imagesMustBeThereAndFit() {
        byte[] model = new TinyModels()
                .input("x", DataType.FLOAT, 1, 1, 4, 4)
                .output("y", DataType.FLOAT, 1, 16)
                .node("Flatten", List.of("x"), "y")
                .bytes();
        Network network = new Network(
                "tiny",
                List.of(
                        new Node.Input(
                                "x",
                                IMAGE,
                                new InputFeed("x", new long[] {1, 1, 4, 4}, false, InputFeed.ElementType.FLOAT)),
                        new Node.Dense("y", 0, Shape.vector(2), WeightTensor.real(new float[32]), new float[2])));
        assertTrue(error(Quantizer.symmetric(8), network, model).contains("no images to calibrate with"));
        assertTrue(error(
                        Quantizer.symmetric(8)
                                .calibrate(Digits.of(1, Split.TRAIN, 1).take(0), Preprocessing.unit()),
                        network,
                        model)
                .contains("no images to calibrate with"));
        ImageSet digits = Digits.of(1, Split.TRAIN, 2);
        assertEquals(
                String.format(
                        Locale.ROOT,
                        "network tiny reads images of 1x4x4, but those of %s are %dx%dx%d",
                        digits.name(),
                        digits.channels(),
                        digits.height(),
                        digits.width()),
                error(Quantizer.symmetric(8).calibrate(digits, Preprocessing.unit()), network, model));
    }

    private static String error(Quantizer quantizer, Network network, byte[] model) {
        return assertThrows(InputException.class, () -> quantizer.quantize(network, model))
                .getMessage();
    }
}
