package org.synfire.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.curvature.HessianFindings;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import org.synfire.network.description.DescriptionFile;
import org.synfire.network.description.SpikingDescription;
import org.synfire.network.file.SpikingNetworkFile;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.training.DivergedException;
import org.synfire.network.training.HessianMonitor;
import org.synfire.network.training.HessianRequest;
import org.synfire.network.training.Precision;
import org.synfire.network.training.QuantizationPlan;
import org.synfire.network.training.Recipe;
import org.synfire.network.training.Scheme;
import org.synfire.network.training.TrainingMonitor;
import org.synfire.network.training.TrainingOutcome;
import org.synfire.network.training.TrainingReport;
import org.synfire.network.training.TrainingRequest;
import org.synfire.network.training.TrainingService;
import org.synfire.training.spiking.IntegerSimulation;
import org.synfire.training.tensor.Tensors;

/** The service from end to end, on generated digits. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TorchTrainingTest {
    private static final long SEED = 3;
    private static final ImageSet TRAIN = Digits.of(SEED, Split.TRAIN, 300);
    private static final ImageSet TEST = Digits.of(SEED, Split.TEST, 100);
    private static final SpikingDescription TINY = SmallNetworks.tiny();
    private static final QuantizationPlan FLOAT = QuantizationPlan.floating(3);
    private static final double LEARNING_RATE = 2e-3;

    private final TrainingService service = new TorchTraining();

    @TempDir
    private Path directory;

    @BeforeEach
    void requireNatives() {
        Natives.require();
    }

    private static QuantizationPlan mint(PotentialRounding rounding, int first, int inner, int last) {
        return QuantizationPlan.of(
                Scheme.MINT, rounding, 3, Precision.of(inner), Precision.of(first), Precision.of(last));
    }

    private static Recipe recipe(int epochs, double learningRate) {
        return new Recipe(epochs, 0, 25, learningRate, 1e-4, 0, false, SEED);
    }

    private TrainingRequest request(String folder, SpikingDescription network, QuantizationPlan plan, int epochs) {
        return new TrainingRequest(
                network,
                plan,
                recipe(epochs, LEARNING_RATE),
                TRAIN,
                TEST,
                Optional.empty(),
                false,
                1,
                directory.resolve(folder));
    }

    private static TrainingRequest resumed(TrainingRequest request, Recipe recipe) {
        return new TrainingRequest(
                request.network(),
                request.plan(),
                recipe,
                request.train(),
                request.test(),
                request.start(),
                true,
                1,
                request.folder());
    }

    private TrainingReport trained(TrainingRequest request) throws IOException {
        return assertInstanceOf(TrainingOutcome.Completed.class, service.train(request, TrainingMonitor.NONE))
                .report();
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(directory.resolve(file).toFile());
    }

    private HessianRequest curvature(String folder, Optional<HessianRequest.Judging> judging) {
        return new HessianRequest(
                new HessianRequest.Subject.Checkpoint(directory.resolve(folder).resolve(TrainingRequest.CHECKPOINT)),
                TRAIN,
                10,
                0.05,
                6,
                SEED,
                List.of(2, 4, 8, 16),
                List.of(3.0, 4.0, 6.0, 8.0),
                List.of(16, 8),
                judging);
    }

    @Test
    void trainsWritesIntegersAndMeasuresCurvature() throws IOException {
        TrainingRequest request = request("a", TINY, mint(PotentialRounding.SHIFT_ON_READ, 8, 4, 8), 2);
        TrainingReport report = trained(request);
        int correct = report.correct();
        assertTrue(correct > 15, "right: " + correct);
        assertEquals(100, report.samples());
        assertEquals(
                new TrainingReport.Integers(correct, 100), report.integers().get(PotentialRounding.SHIFT_ON_READ));
        assertEquals(correct / 100.0, report.accuracy());

        JsonNode written = json("a/train.json");
        assertEquals(correct, written.get("correct").asInt());
        assertEquals(100, written.at("/integers/SHIFT_ON_READ/agreeing").asInt());
        assertEquals(4, written.at("/bits/1/weightBits").asInt());
        assertEquals(9_064, written.get("weights").asInt());

        int[] answers = new IntegerSimulation(SpikingNetworkFile.read(directory.resolve("a/network.sin")))
                .classify(TEST, IntStream.range(0, 100).toArray());
        assertEquals(
                correct,
                IntStream.range(0, 100).filter(i -> answers[i] == TEST.label(i)).count());

        HessianFindings findings = service.measure(curvature("a", Optional.empty()), HessianMonitor.NONE)
                .orElseThrow();
        assertEquals(3, findings.layers().size());
        assertEquals(
                List.of(
                        "by rank of the trace",
                        "least omega at 3.0 bits per weight",
                        "least omega at 4.0 bits per weight"),
                findings.allocations().stream()
                        .map(HessianFindings.Allocation::name)
                        .limit(3)
                        .toList());
        assertTrue(findings.base().isEmpty(), "not judged");
        InputException integers = assertThrows(
                InputException.class,
                () -> service.measure(
                        curvature("a", Optional.of(new HessianRequest.Judging(TEST, List.of(4)))),
                        HessianMonitor.NONE));
        assertTrue(integers.getMessage().contains("was trained as integers"), integers.getMessage());
    }

    /** ONNX Runtime, which shares no code with the training, gives the same answers. */
    @Test
    void aNetworkOfReluIsWrittenAsOnnx() throws IOException {
        SpikingDescription relu = DescriptionFile.parse("relu", """
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
            """.getBytes(StandardCharsets.UTF_8));
        TrainingReport report = trained(request("relu", relu, QuantizationPlan.floating(4), 2));
        assertEquals(0.5, json("relu/train.json").at("/std/0").asDouble());
        byte[] file = Files.readAllBytes(directory.resolve("relu/network.onnx"));
        try (FloatNetwork network = FloatNetwork.open(file, OnnxImporter.read(file, "relu"), 1)) {
            Preprocessing pixels = Preprocessing.normalized(new float[] {0.1f}, new float[] {0.5f});
            assertEquals(report.correct(), correct(network, pixels));
        }
        assertRefused(
                request(
                        "mint",
                        relu,
                        QuantizationPlan.of(
                                Scheme.MINT,
                                PotentialRounding.SHIFT_ON_READ,
                                4,
                                Precision.of(4),
                                Precision.of(8),
                                Precision.of(8)),
                        1),
                "network small has ReLUs, which are quantised when the emulator reads its ONNX file: train it with the"
                        + " scheme float");
        assertRefused(
                request("two", relu.withTimeSteps(2), QuantizationPlan.floating(4), 1),
                "network small has ReLUs, which know one time step only, not 2");
    }

    private static int correct(FloatNetwork network, Preprocessing preprocessing) {
        byte[] pixels = new byte[TEST.imageBytes()];
        float[] image = new float[pixels.length];
        int correct = 0;
        for (int i = 0; i < TEST.size(); i++) {
            TEST.pixels(i, pixels);
            preprocessing.apply(pixels, image);
            correct += Tensors.largest(network.logits(image), TEST.classes())[0] == TEST.label(i) ? 1 : 0;
        }
        return correct;
    }

    @Test
    void judgesNetworksWithLoweredLayers() throws IOException {
        TrainingReport report = trained(request("float", TINY, FLOAT, 2));
        List<String> told = new ArrayList<>();
        HessianMonitor monitor = new HessianMonitor() {
            @Override
            public void onVector(int drawn, double largestError) {
                told.add("vector " + drawn);
            }

            @Override
            public void onNetwork(int judged, int total) {
                told.add(judged + " of " + total);
            }
        };
        HessianFindings findings = service.measure(
                        curvature("float", Optional.of(new HessianRequest.Judging(TEST, List.of(8, 2)))), monitor)
                .orElseThrow();
        assertEquals(report.correct(), findings.base().orElseThrow().correct());
        assertEquals(6, findings.lowered().size());
        assertTrue(largestChange(findings, 8) < largestChange(findings, 2));
        HessianFindings.Allocation sixteen = findings.allocations().getLast();
        assertEquals("16 bits for all", sixteen.name());
        assertEquals(findings.base().orElseThrow().loss(), sixteen.loss(), 1e-3);
        assertEquals("vector 6", told.get(5));
        assertEquals("18 of 18", told.getLast());
    }

    private static double largestChange(HessianFindings findings, int bits) {
        return findings.lowered().stream()
                .filter(one -> one.bits() == bits)
                .mapToDouble(one ->
                        Math.abs(one.loss() - findings.base().orElseThrow().loss()))
                .max()
                .orElseThrow();
    }

    @Test
    void aStoppedMeasurementHasWhatWasMeasured() throws IOException {
        trained(request("float", TINY, FLOAT, 1));
        HessianRequest request = curvature("float", Optional.of(new HessianRequest.Judging(TEST, List.of(2))));
        int[] polls = new int[1];
        HessianFindings findings = service.measure(request, new HessianMonitor() {
                    @Override
                    public boolean isStopped() {
                        return polls[0]++ >= 2;
                    }
                })
                .orElseThrow();
        assertEquals(2, findings.layers().getFirst().vectors());
        assertTrue(findings.base().isEmpty());
        assertTrue(service.measure(request, new HessianMonitor() {
                    @Override
                    public boolean isStopped() {
                        return true;
                    }
                })
                .isEmpty());
    }

    @Test
    void aLowerPrecisionStartsFromATrainedNetworkAndResumes() throws IOException {
        trained(request("float", TINY, FLOAT, 2));
        assertFalse(Files.exists(directory.resolve("float/network.sin")));
        TrainingRequest plain = request("mixed", TINY, mint(PotentialRounding.SHIFT_ON_STORE, 8, 2, 4), 1);
        TrainingRequest mixed = new TrainingRequest(
                plain.network(),
                plain.plan(),
                plain.recipe(),
                TRAIN,
                TEST,
                Optional.of(directory.resolve("float/checkpoint.pt")),
                false,
                1,
                plain.folder());
        trained(mixed);
        byte[] integers = Files.readAllBytes(directory.resolve("mixed/network.sin"));
        trained(resumed(mixed, mixed.recipe()));
        assertArrayEquals(integers, Files.readAllBytes(directory.resolve("mixed/network.sin")));

        assertRefused(mixed, directory.resolve("mixed/checkpoint.pt") + " is there already: resume the training");
        assertRefused(
                resumed(mixed, recipe(1, 0.1)),
                directory.resolve("mixed/checkpoint.pt") + " was made with other options");
    }

    private void assertRefused(TrainingRequest request, String message) {
        InputException refused = assertThrows(InputException.class, () -> service.train(request, TrainingMonitor.NONE));
        assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
    }

    /** Twelve batches an epoch: stopped in the first, then while the network is judged, then not at all. */
    @Test
    void continuesWhereItWasStopped() throws IOException {
        TrainingRequest request = request("a", TINY, mint(PotentialRounding.SHIFT_ON_READ, 8, 4, 8), 1);
        assertEquals(new TrainingOutcome.Stopped(0), service.train(request, new StoppedAfter(5)));
        TrainingRequest again = resumed(request, request.recipe());
        assertEquals(new TrainingOutcome.Stopped(1), service.train(again, new StoppedAfter(7)));
        assertTrue(Files.exists(directory.resolve("a/checkpoint.pt")));
        assertFalse(Files.exists(directory.resolve("a/train.json")), "it is not judged");
        trained(again);
        trained(request("whole", TINY, request.plan(), 1));
        assertArrayEquals(
                Files.readAllBytes(directory.resolve("whole/network.sin")),
                Files.readAllBytes(directory.resolve("a/network.sin")));
    }

    @Test
    void tellsHowItComesAlong() throws IOException {
        List<String> told = new ArrayList<>();
        service.train(request("a", TINY, FLOAT, 2), new TrainingMonitor() {
            @Override
            public void onBatch(long seen, long total, double loss) {
                assertTrue(loss > 0);
                told.add(seen + " of " + total);
            }

            @Override
            public void onEpoch(int epoch, double meanLoss) {
                told.add("epoch " + epoch);
            }
        });
        assertEquals(26, told.size());
        assertEquals(List.of("300 of 600", "epoch 1", "325 of 600"), told.subList(11, 14));
    }

    @Test
    void divergenceIsSaid() {
        TrainingRequest request = new TrainingRequest(
                TINY, FLOAT, recipe(2, 1e30), TRAIN, TEST, Optional.empty(), false, 1, directory.resolve("wild"));
        DivergedException diverged =
                assertThrows(DivergedException.class, () -> service.train(request, TrainingMonitor.NONE));
        assertTrue(
                diverged.getMessage()
                        .matches("the loss is NaN in epoch 1 after \\d+ of its images; no epoch was completed: begin"
                                + " again with a lower learning rate"),
                diverged.getMessage());
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertRefused(
                request("x", SmallNetworks.mixed(false), QuantizationPlan.floating(4), 1),
                "network mixed reads images of 2x6x6, but digits");
        TrainingRequest plain = request("x", TINY, FLOAT, 1);
        assertRefused(
                new TrainingRequest(
                        TINY,
                        FLOAT,
                        plain.recipe(),
                        TRAIN,
                        TEST,
                        Optional.of(Path.of("nowhere.pt")),
                        false,
                        1,
                        plain.folder()),
                "nowhere.pt: cannot read this checkpoint (there is no such file or folder)");
        assertFalse(Files.exists(directory.resolve("x/checkpoint.pt")));
    }
}
