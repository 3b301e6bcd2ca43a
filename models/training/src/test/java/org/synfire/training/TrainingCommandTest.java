package org.synfire.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.network.curvature.HessianFindings;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import org.synfire.network.file.SpikingNetworkFile;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.training.spiking.IntegerSimulation;
import org.synfire.training.tensor.Tensors;

/** The commands from end to end, on generated digits. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TrainingCommandTest {
    private static final String TRAIN =
            "train --quiet --network tiny --samples 300 --test-samples 100 --batch 25 --seed 3";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void requireNatives() {
        Natives.require();
    }

    private int run(final String line, final String... more) {
        final List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
        arguments.addAll(List.of(more));
        return Training.execute(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    private String folder(final String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void trainsWritesIntegersAndMeasuresCurvature() throws IOException {
        assertEquals(0, run(TRAIN + " --epochs 2", "--out", folder("a")), err.toString());
        final JsonNode report =
                new ObjectMapper().readTree(directory.resolve("a/train.json").toFile());
        assertEquals(100, report.get("samples").asInt());
        final int correct = report.get("correct").asInt();
        assertTrue(correct > 15, "right: " + correct);
        assertEquals(100, report.at("/integers/SHIFT_ON_READ/agreeing").asInt());
        assertEquals(correct, report.at("/integers/SHIFT_ON_READ/correct").asInt());

        final ImageSet test = Digits.of(3, Split.TEST, 100);
        final int[] answers = new IntegerSimulation(SpikingNetworkFile.read(directory.resolve("a/network.sin")))
                .classify(test, IntStream.range(0, 100).toArray());
        assertEquals(
                correct,
                IntStream.range(0, 100).filter(i -> answers[i] == test.label(i)).count());

        assertEquals(
                0,
                run(
                        "hessian --quiet --samples 300 --batch 10 --max-vectors 6 --seed 3 --checkpoint",
                        folder("a/checkpoint.pt"),
                        "--json",
                        folder("h.json")),
                err.toString());
        final JsonNode curvature =
                new ObjectMapper().readTree(directory.resolve("h.json").toFile());
        assertEquals(3, curvature.get("layers").size());
        assertEquals("by rank of the trace", curvature.at("/allocations/0/name").asText());
        assertTrue(curvature.get("base").isNull(), "not judged");
        assertTrue(out.toString().contains("least omega at 4.0 bits per weight"), out.toString());
        assertEquals(
                2,
                run("hessian --quiet --samples 300 --max-vectors 6 --lower 4 --checkpoint", folder("a/checkpoint.pt")));
        assertTrue(
                err.toString().contains("was trained as integers; give a network trained with --scheme float"),
                err.toString());
    }

    /** ONNX Runtime, which knows nothing of this, gives the answers of the training. */
    @Test
    void aNetworkOfReluIsWrittenAsOnnx() throws IOException {
        final Path description = Files.writeString(directory.resolve("relu.yaml"), """
            name: small
            description: ReLUs.
            input: {channels: 1, height: 28, width: 28, mean: [0.1], std: [0.5]}
            classes: 10
            timeSteps: 1
            neuron: {relu: true}
            layers:
              - convolution: {channels: 4, kernel: 3, stride: 2, normalized: true}
              - maxPool: {side: 2}
              - convolution: {channels: 6, kernel: 3}
              - dense: {neurons: 20}
            """);
        final String train = "train --quiet --samples 300 --test-samples 100 --batch 25 --seed 3 --epochs 2 --network ";
        assertEquals(0, run(train + description + " --scheme float", "--out", folder("relu")), err.toString());
        final JsonNode report =
                new ObjectMapper().readTree(directory.resolve("relu/train.json").toFile());
        assertEquals(0.5, report.at("/std/0").asDouble());
        final byte[] file = Files.readAllBytes(directory.resolve("relu/network.onnx"));
        final ImageSet test = Digits.of(3, Split.TEST, 100);
        try (FloatNetwork network = FloatNetwork.open(file, OnnxImporter.read(file, "relu"), 1)) {
            final Preprocessing pixels = Preprocessing.normalized(new float[] {0.1f}, new float[] {0.5f});
            assertEquals(report.get("correct").asInt(), correct(network, test, pixels));
        }
        assertEquals(2, run(train + description, "--out", folder("mint")));
        assertTrue(err.toString().contains("train it with --scheme float"), err.toString());
        assertEquals(2, run(train + description + " --scheme float --time-steps 2", "--out", folder("two")));
        assertTrue(err.toString().contains("which know one time step only, not 2"), err.toString());
    }

    private static int correct(final FloatNetwork network, final ImageSet test, final Preprocessing preprocessing) {
        final byte[] pixels = new byte[test.imageBytes()];
        final float[] image = new float[pixels.length];
        int correct = 0;
        for (int i = 0; i < test.size(); i++) {
            test.pixels(i, pixels);
            preprocessing.apply(pixels, image);
            correct += Tensors.largest(network.logits(image), test.classes())[0] == test.label(i) ? 1 : 0;
        }
        return correct;
    }

    @Test
    void judgesNetworksWithLoweredLayers() throws IOException {
        assertEquals(0, run(TRAIN + " --scheme float --epochs 2", "--out", folder("float")), err.toString());
        assertEquals(
                0,
                run(
                        "hessian --quiet --samples 300 --test-samples 100 --batch 10 --max-vectors 6 --seed 3 --lower"
                                + " 8,2 --checkpoint",
                        folder("float/checkpoint.pt"),
                        "--json",
                        folder("h.json")),
                err.toString());
        final HessianFindings findings = HessianFindings.read(directory.resolve("h.json"));
        final int correct = new ObjectMapper()
                .readTree(directory.resolve("float/train.json").toFile())
                .get("correct")
                .asInt();
        assertEquals(correct, findings.base().correct());
        assertEquals(6, findings.lowered().size());
        final double atEight = findings.lowered().stream()
                .filter(one -> one.bits() == 8)
                .mapToDouble(one -> Math.abs(one.loss() - findings.base().loss()))
                .max()
                .orElseThrow();
        final double atTwo = findings.lowered().stream()
                .filter(one -> one.bits() == 2)
                .mapToDouble(one -> Math.abs(one.loss() - findings.base().loss()))
                .max()
                .orElseThrow();
        assertTrue(atEight < atTwo, atEight + " and " + atTwo);
        final HessianFindings.Allocation sixteen = findings.allocations().getLast();
        assertEquals("16 bits for all", sixteen.name());
        assertEquals(findings.base().loss(), sixteen.loss(), 1e-3);
    }

    @Test
    void aLowerPrecisionStartsFromATrainedNetworkAndResumes() throws IOException {
        assertEquals(0, run(TRAIN + " --scheme float --epochs 2", "--out", folder("float")), err.toString());
        assertFalse(Files.exists(directory.resolve("float/network.sin")));
        final String mixed = TRAIN + " --bits 8,2,4 --rounding shift_on_store --epochs 1";
        assertEquals(0, run(mixed, "--from", folder("float/checkpoint.pt"), "--out", folder("mixed")), err.toString());
        final byte[] integers = Files.readAllBytes(directory.resolve("mixed/network.sin"));
        assertEquals(0, run(mixed + " --resume", "--out", folder("mixed")), err.toString());
        assertArrayEquals(integers, Files.readAllBytes(directory.resolve("mixed/network.sin")));

        assertEquals(2, run(mixed, "--out", folder("mixed")));
        assertTrue(
                err.toString().contains("is there already: add --resume to go on from it, or give another --out"),
                err.toString());
        assertEquals(2, run(mixed + " --resume --learning-rate 0.1", "--out", folder("mixed")));
        assertTrue(err.toString().contains("was made with other options"), err.toString());
    }

    @Test
    void divergenceIsSaid() {
        assertEquals(
                1,
                run(TRAIN + " --scheme float --epochs 2 --learning-rate 1e30", "--out", folder("wild")),
                out.toString());
        assertTrue(
                err.toString()
                        .matches("(?s).*synfire: the loss is NaN in epoch 1 after \\d+ of its images; no epoch was"
                                + " completed: begin again with a lower .*"),
                err.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--network vgg8 | No network named 'vgg8' is built in",
                "--bits 1 | weights of 1 bits: 2..16 are supported",
                "--bits 8,4 | --bits has 2 numbers for 3 layers with weights",
                "--epochs 0 | epochs: found 0, expected at least 1",
                "--learning-rate 0 | a learning rate of: found 0.0, expected a number above 0",
                "--learning-rate NaN | a learning rate of: found NaN, expected a number above 0",
                "--samples 0 | a number of samples must be at least 1, found 0",
                "--time-steps 0 | --time-steps 0: 1..512 are supported",
                "--network vgg9 | network vgg9 reads images of 3x32x32, but",
                "--from nowhere.pt | nowhere.pt: there is no such checkpoint",
                "--data nowhere | nowhere is not a folder",
                "--threads 0 | --threads 0: at least 1",
                "--rounding up | Invalid value for option '--rounding'"
            })
    void wrongOptionsAreSaid(final String wrong, final String message) {
        assertEquals(2, run("train --quiet --test-samples 10 " + wrong, "--out", folder("x")), err.toString());
        assertTrue(err.toString().contains(message), err.toString());
        assertFalse(Files.exists(directory.resolve("x/checkpoint.pt")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--lower 1 | weights of 1 bits: 2..16 are supported",
                "--offer 2,17 | weights of 17 bits: 2..16 are supported",
                "--mean-bits 1.5 | weights of 1 bits: 2..16 are supported",
                "--json nowhere/h.json | --json nowhere/h.json cannot be written"
            })
    void wrongOptionsOfCurvatureAreSaid(final String wrong, final String message) {
        assertEquals(2, run("hessian --quiet --checkpoint c.pt " + wrong), err.toString());
        assertTrue(err.toString().contains(message), err.toString());
    }

    @Test
    void curvatureNeedsOneNetwork() {
        assertEquals(2, run("hessian --quiet"));
        assertTrue(err.toString().contains("give --checkpoint or --model, one of them"), err.toString());
    }
}
