package org.synfire.network.quantize;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.RealData;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.graph.Network;
import org.synfire.network.integer.InputCodes;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.reference.DenseReference;

/** Real networks at 8 bits against ONNX Runtime's answers: as many images right, and nearly always the same class. */
class RealNetworksQuantizedTest {
    private static final int CALIBRATION_IMAGES = 200;
    private static final String NETWORKS = """
        eran/mnist-net_256x4,                 mnist,                unit
        sinabs-mnist/sinabs_mnist_ann,        mnist,                unit
        onnx-mnist/model,                     mnist,                raw
        resnet-cifar10/resnet20-12fca82f,     cifar-10-batches-bin, imagenet
        resnet-cifar10/resnet32-d509ac18,     cifar-10-batches-bin, imagenet
        mlperf-tiny/pretrainedResnet_qdq,     cifar-10-batches-bin, raw
        mlperf-tiny/pretrainedResnet_quant_qdq, cifar-10-batches-bin, raw
        """;

    @ParameterizedTest
    @CsvSource(textBlock = NETWORKS)
    void loseNothingThatMatters(String model, String dataSet, String preprocessing) throws IOException {
        // 200 images say too little about the share that is right; that they are classed alike says more
        assertAlike(model, dataSet, preprocessing, 200, 0.02);
    }

    @ParameterizedTest
    @CsvSource(textBlock = NETWORKS)
    @EnabledIfSystemProperty(named = "synfire.full", matches = "true")
    void areRightAsOftenOnAllImages(String model, String dataSet, String preprocessing) throws IOException {
        assertAlike(model, dataSet, preprocessing, 10_000, dataSet.equals("mnist") ? 0.005 : 0.01);
    }

    private static void assertAlike(String model, String dataSet, String preprocessing, int samples, double tolerance)
            throws IOException {
        Path file = RealData.require("models/" + model + ".onnx");
        DataSet data = RealData.set(dataSet);
        Preprocessing seen = preprocessing(preprocessing);
        Network network = OnnxImporter.read(file);
        byte[] bytes = Files.readAllBytes(file);
        IntegerNetwork integer = Quantizer.symmetric(8)
                .calibrate(data.train().take(CALIBRATION_IMAGES), seen)
                .quantize(network, bytes)
                .network();
        int[] integerClasses = classes(integer, data.test().take(samples), seen);
        int[] floatClasses = classes(bytes, network, data.test().take(samples), seen);
        int correct = 0;
        int floatCorrect = 0;
        int alike = 0;
        for (int s = 0; s < samples; s++) {
            correct += integerClasses[s] == data.test().label(s) ? 1 : 0;
            floatCorrect += floatClasses[s] == data.test().label(s) ? 1 : 0;
            alike += integerClasses[s] == floatClasses[s] ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d images, integer %d right, float %d right, %d alike%n",
                model,
                samples,
                correct,
                floatCorrect,
                alike);
        assertTrue(floatCorrect - correct <= tolerance * samples, correct + " right, float " + floatCorrect);
        assertTrue(alike >= 0.96 * samples, alike + " alike");
    }

    private static Preprocessing preprocessing(String name) {
        return switch (name) {
            case "unit" -> Preprocessing.unit();
            case "raw" -> Preprocessing.rawPixels();
            default ->
                Preprocessing.normalized(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});
        };
    }

    private static int[] classes(IntegerNetwork network, ImageSet images, Preprocessing seen) {
        DenseReference reference = new DenseReference(network);
        InputCodes input = seen.inputCodes(network.input());
        byte[] pixels = new byte[images.imageBytes()];
        int[] codes = new int[pixels.length];
        int[] classes = new int[images.size()];
        for (int s = 0; s < classes.length; s++) {
            images.pixels(s, pixels);
            input.encode(pixels, codes);
            reference.compute(codes);
            for (int c = 1; c < reference.answer().length; c++) {
                classes[s] = reference.answer()[c] > reference.answer()[classes[s]] ? c : classes[s];
            }
        }
        return classes;
    }

    private static int[] classes(byte[] model, Network network, ImageSet images, Preprocessing seen) {
        byte[] pixels = new byte[images.imageBytes()];
        float[] image = new float[pixels.length];
        int[] classes = new int[images.size()];
        try (FloatNetwork floating = FloatNetwork.open(model, network, 1)) {
            for (int s = 0; s < classes.length; s++) {
                images.pixels(s, pixels);
                seen.apply(pixels, image);
                float[] logits = floating.logits(image);
                for (int c = 1; c < logits.length; c++) {
                    classes[s] = logits[c] > logits[classes[s]] ? c : classes[s];
                }
            }
        }
        return classes;
    }
}
