package org.synfire.emulator.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.witness.ExpectedOutputs;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.RealData;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.Sparsity;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.program.Register;
import org.synfire.network.quantize.IntegrationScaler;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.quantize.Quantizer;
import org.synfire.network.shift.Int8ShiftNetwork;
import org.synfire.network.sparsity.SparsityPlan;
import org.synfire.noc.chip.Chips;

/**
 * Real networks as spikes on the chip: every value is the dense reference's and, where the vendor gives sums, the
 * vendor's.
 */
@Timeout(300)
class RealNetworksEmulatedTest {
    private static final int CALIBRATION_IMAGES = 50;

    @ParameterizedTest
    @CsvSource({
        "eran/mnist-net_256x4,              mnist,                unit,     50",
        "sinabs-mnist/sinabs_mnist_ann,     mnist,                unit,     50",
        "onnx-mnist/model,                  mnist,                raw,      50",
        "resnet-cifar10/resnet20-12fca82f,  cifar-10-batches-bin, imagenet, 20",
        "mlperf-tiny/pretrainedResnet_qdq,  cifar-10-batches-bin, raw,      20"
    })
    void equalTheDenseReference(String model, String dataSet, String preprocessing, int samples) throws IOException {
        Path file = RealData.require("models/" + model + ".onnx");
        DataSet data = RealData.set(dataSet);
        Preprocessing seen = preprocessing(preprocessing);
        EncodedNetwork network = Quantizer.symmetric(8)
                .calibrate(data.train().take(CALIBRATION_IMAGES), seen)
                .quantize(OnnxImporter.read(file), Files.readAllBytes(file));
        RunResult result = Experiment.on(Chips.darwin3())
                .threads(2)
                .run(network, data.test().take(samples))
                .result();
        assertEqualsReference(model, result, samples);
    }

    @ParameterizedTest
    @CsvSource({
        "eran/mnist-net_256x4,              mnist,                unit,     50",
        "sinabs-mnist/sinabs_mnist_ann,     mnist,                unit,     50",
        "onnx-mnist/model,                  mnist,                raw,      50",
        "resnet-cifar10/resnet20-12fca82f,  cifar-10-batches-bin, imagenet, 10",
        "mlperf-tiny/pretrainedResnet_qdq,  cifar-10-batches-bin, raw,      10"
    })
    void equalTheDenseReferenceInTheChipsRegisters(String model, String dataSet, String preprocessing, int samples)
            throws IOException {
        Path file = RealData.require("models/" + model + ".onnx");
        DataSet data = RealData.set(dataSet);
        Preprocessing seen = preprocessing(preprocessing);
        EncodedNetwork exact = Quantizer.symmetric(8)
                .calibrate(data.train().take(CALIBRATION_IMAGES), seen)
                .quantize(OnnxImporter.read(file), Files.readAllBytes(file));
        EncodedNetwork scaled = IntegrationScaler.of(ChipRegisters.of(Chips.darwin3(), Register.Overflow.WRAP))
                .scale(exact, data.train().take(CALIBRATION_IMAGES), 2);
        RunResult result = Experiment.on(Chips.darwin3())
                .threads(2)
                .run(
                        scaled.with(SparsityPlan.uniform(scaled.network(), new Sparsity(1, 4))
                                .applyTo(scaled.network())),
                        data.test().take(samples))
                .result();
        assertEqualsReference(model, result, samples);
    }

    @ParameterizedTest
    @CsvSource({"ai85-mnist, mnist, 50", "ai85-cifar10-net5, cifar-10-batches-bin, 20"})
    void giveTheVendorsSums(String model, String dataSet, int samples) {
        EncodedNetwork network = Int8ShiftNetwork.read(RealData.require("models/int8-shift/" + model + ".json"));
        ExpectedOutputs vendor =
                ExpectedOutputs.read(RealData.require("models/int8-shift/" + model + "_test10k_acc_int32.npy"));
        RunResult result = Experiment.on(Chips.darwin3())
                .threads(2)
                .expecting(vendor)
                .run(network, RealData.set(dataSet).test().take(samples))
                .result();
        assertEqualsReference(model, result, samples);
        assertEquals(10L * samples, result.witnesses().expected().orElseThrow().comparedValues());
        assertEquals(
                0,
                result.witnesses().expected().orElseThrow().mismatchedValues(),
                result.witnesses().expected().orElseThrow().firstMismatch().orElse(""));
    }

    private static void assertEqualsReference(String model, RunResult result, int samples) {
        System.out.printf(
                Locale.ROOT,
                "%s: %d images on %d cores, %d right, %,d values compared%n",
                model,
                samples,
                result.setting().cores(),
                result.answers().correct(),
                result.witnesses().reference().orElseThrow().comparedValues());
        assertTrue(result.answers().complete());
        assertEquals(
                0,
                result.witnesses().reference().orElseThrow().mismatchedValues(),
                result.witnesses().reference().orElseThrow().firstMismatch().orElse(""));
        assertEquals(
                result.witnesses().reference().orElseThrow().correct(),
                result.answers().correct());
        assertTrue(result.answers().accuracy() >= 0.6, result.answers().correct() + " of " + samples + " right");
    }

    private static Preprocessing preprocessing(String name) {
        return switch (name) {
            case "unit" -> Preprocessing.unit();
            case "raw" -> Preprocessing.rawPixels();
            default ->
                Preprocessing.normalized(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});
        };
    }
}
