package org.synfire.emulator.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.InputException;
import org.synfire.network.data.RandomImages;
import org.synfire.network.demo.Demo;
import org.synfire.network.file.NetworkFile;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.noc.chip.Chips;

/** Runs of the built-in demo. */
@Timeout(120)
class ExperimentTest {
    private static final int SAMPLES = 20;

    private static RunOutcome outcome;
    private static RunResult whole;

    @BeforeAll
    static void runTheDemo() {
        outcome = experiment().run(Demo.ENCODED, Demo.images(SAMPLES));
        whole = outcome.result();
    }

    private static Experiment experiment() {
        return Experiment.on(Chips.darwin3());
    }

    @Test
    void everyValueIsThatOfTheDenseReference() {
        assertTrue(whole.answers().complete());
        assertEquals(SAMPLES, whole.answers().samples());
        assertEquals(
                0,
                whole.witnesses().reference().orElseThrow().mismatchedValues(),
                whole.witnesses().reference().orElseThrow().firstMismatch().orElse(""));
        assertTrue(whole.witnesses().reference().orElseThrow().firstMismatch().isEmpty());
        long neurons = Demo.NETWORK.populations().stream()
                .mapToLong(p -> p.shape().size())
                .sum();
        assertEquals(
                neurons * SAMPLES, whole.witnesses().reference().orElseThrow().comparedValues());
        assertEquals(
                whole.answers().correct(),
                whole.witnesses().reference().orElseThrow().correct());
        assertTrue(whole.answers().correct() >= 18, whole.answers().correct() + " of " + SAMPLES);
        assertEquals(
                whole.answers().correct() / (double) SAMPLES, whole.answers().accuracy());
    }

    @Test
    void withoutAWitnessOfLayersOnlyTheAnswersAreKept() {
        RunResult alone = experiment()
                .withoutReference()
                .run(Demo.ENCODED, Demo.images(SAMPLES))
                .result();
        long neurons = Demo.NETWORK.populations().stream()
                .mapToLong(population -> population.shape().size())
                .sum();
        assertTrue(
                whole.memory().keptBytes() > SAMPLES * neurons, whole.memory().toString());
        assertTrue(alone.memory().keptBytes() < 16 * neurons, alone.memory().toString());
        assertEquals(whole.answers().correct(), alone.answers().correct());
        assertEquals(whole.events().fingerprint(), alone.events().fingerprint());
    }

    @ParameterizedTest
    @CsvSource({"2, true, VECTOR", "3, true, SCALAR", "1, false, VECTOR", "2, false, SCALAR"})
    void nothingThatIsCountedDependsOnThreadsOrKernels(int threads, boolean pipelined, Kernels.Choice kernels) {
        Experiment experiment = experiment().threads(threads).kernels(kernels).withoutReference();
        RunResult other = (pipelined ? experiment : experiment.withoutPipeline())
                .run(Demo.ENCODED, Demo.images(SAMPLES))
                .result();
        assertTrue(other.witnesses().reference().isEmpty());
        assertEquals(whole.events().fingerprint(), other.events().fingerprint());
        assertEquals(whole.answers().correct(), other.answers().correct());
        assertEquals(
                whole.layers().stream().map(ExperimentTest::counts).toList(),
                other.layers().stream().map(ExperimentTest::counts).toList());
        assertEquals(
                List.of(
                        whole.events().spikes(),
                        whole.events().packets(),
                        whole.events().hops(),
                        whole.events().sops(),
                        whole.events().busiestLink()),
                List.of(
                        other.events().spikes(),
                        other.events().packets(),
                        other.events().hops(),
                        other.events().sops(),
                        other.events().busiestLink()));
        assertEquals(whole.latency().packetCycles(), other.latency().packetCycles());
        assertEquals(
                kernels == Kernels.Choice.SCALAR ? "scalar" : "vector",
                other.setting().kernel());
        if (pipelined) {
            assertEquals(whole.latency().stepCycles(), other.latency().stepCycles());
            assertEquals(whole.energy(), other.energy());
            assertEquals(whole.layers(), other.layers());
        }
    }

    /**
     * A layer without its energy, which holds neuron updates: without the pipeline a layer integrates and sends at
     * different times.
     */
    private static List<Object> counts(RunResult.LayerResult layer) {
        return List.of(
                layer.name(),
                layer.cores(),
                layer.neurons(),
                layer.spikes(),
                layer.sops(),
                layer.packets(),
                layer.rate(),
                layer.hops(),
                layer.macs());
    }

    @Test
    void otherImagesHaveAnotherFingerprint() {
        assertFalse(whole.events()
                .fingerprint()
                .equals(experiment()
                        .withoutReference()
                        .run(Demo.ENCODED, Demo.images(SAMPLES - 1))
                        .result()
                        .events()
                        .fingerprint()));
    }

    @Test
    void layersSumUpToTheWhole() {
        assertEquals(
                whole.events().packets(),
                whole.layers().stream()
                        .mapToLong(RunResult.LayerResult::packets)
                        .sum());
        assertEquals(
                whole.events().spikes(),
                whole.layers().stream().mapToLong(RunResult.LayerResult::spikes).sum());
        assertEquals(
                whole.events().sops(),
                whole.layers().stream().mapToLong(RunResult.LayerResult::sops).sum());
        assertEquals(
                whole.setting().cores(),
                whole.layers().stream().mapToLong(RunResult.LayerResult::cores).sum());
        assertEquals(0, whole.layers().getFirst().sops(), "the input adds nothing");
        assertEquals(0, whole.layers().getLast().spikes(), "the answer is not sent");
        assertEquals(whole.events().packets(), whole.latency().packetCycles().count());
        assertEquals(
                SAMPLES,
                Arrays.stream(whole.answers().confusion())
                        .flatMapToLong(Arrays::stream)
                        .sum());
    }

    @Test
    void theInputSpikesAsOftenAsItsCodesHaveOnes() {
        byte[] pixels = new byte[Demo.images(1).imageBytes()];
        int[] codes = new int[pixels.length];
        long ones = 0;
        for (int s = 0; s < SAMPLES; s++) {
            Demo.images(SAMPLES).pixels(s, pixels);
            Demo.ENCODED.inputCodes().encode(pixels, codes);
            ones += Arrays.stream(codes)
                    .map(code -> Integer.bitCount(code & 0xFF))
                    .sum();
        }
        assertEquals(ones, whole.layers().getFirst().spikes());
    }

    @Test
    void stepsAndUpdatesFollowTheTimeModel() {
        int bits = Demo.NETWORK.timeSteps();
        int depth = Demo.NETWORK.timing().depth();
        assertEquals(
                new RunResult.TimeSteps(bits, (SAMPLES - 1L + depth) * bits + 1, (long) depth * bits + 1),
                whole.timeSteps());
        assertEquals(whole.timeSteps().total(), whole.latency().stepCycles().count());
        assertEquals(whole.timeSteps().latency(), whole.latency().sampleSteps().max());
        long hidden = hiddenNeurons();
        long answer = Demo.NETWORK.output().shape().size();
        // a layer integrates S samples in S T steps and sends the last T - 1 steps longer; the answer is not sent
        assertEquals(
                hidden * ((SAMPLES + 1L) * bits - 1) + answer * SAMPLES * bits,
                whole.events().neuronUpdates());
    }

    @Test
    void withoutThePipelineEverySampleIsUpdatedByItself() {
        int bits = Demo.NETWORK.timeSteps();
        RunResult single = experiment()
                .withoutPipeline()
                .withoutReference()
                .run(Demo.ENCODED, Demo.images(4))
                .result();
        assertEquals(
                (Demo.NETWORK.timing().depth() + 1L) * bits, single.timeSteps().perSample());
        assertEquals(
                4
                        * (hiddenNeurons() * (2L * bits - 1)
                                + (long) Demo.NETWORK.output().shape().size() * bits),
                single.events().neuronUpdates());
    }

    private static long hiddenNeurons() {
        return Demo.NETWORK.populations().stream()
                .filter(p -> p.neurons() instanceof Neurons.Stem)
                .mapToLong(p -> p.shape().size())
                .sum();
    }

    @Test
    void energyIsTheSumOfItsParts() {
        double parts = whole.energy().parts().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        assertEquals(parts, whole.energy().perSampleMicrojoules(), 1e-9 * parts);
        assertTrue(
                whole.energy().parts().keySet().containsAll(whole.energy().assumed()),
                whole.energy().toString());
        assertTrue(parts > 0);
    }

    @Test
    void theReportLiesInFilesThatOtherToolsRead(@TempDir Path directory) throws IOException {
        outcome.writeReport(directory.resolve("out"));
        assertEquals(outcome.json(), Files.readString(directory.resolve("out/run.json")));
        try (var files = Files.list(directory.resolve("out"))) {
            assertEquals(
                    4, files.filter(file -> file.toString().endsWith(".hgrm")).count());
        }
        Path file = Files.createFile(directory.resolve("file"));
        assertThrows(InputException.class, () -> outcome.writeReport(file));
    }

    @Test
    void aStoppedRunCountsWhatItDid() {
        int samples = 500;
        Experiment experiment = experiment().threads(2);
        experiment.progress((done, of) -> experiment.requestStop());
        RunResult stopped = experiment.run(Demo.ENCODED, Demo.images(samples)).result();
        assertFalse(stopped.answers().complete());
        assertTrue(
                stopped.answers().samples() > 0 && stopped.answers().samples() < samples,
                stopped.answers().samples() + " samples");
        assertEquals(
                0,
                stopped.witnesses().reference().orElseThrow().mismatchedValues(),
                stopped.witnesses().reference().orElseThrow().firstMismatch().orElse(""));
        assertEquals(
                stopped.answers().samples(),
                Arrays.stream(stopped.answers().confusion())
                        .flatMapToLong(Arrays::stream)
                        .sum());
        assertEquals(
                stopped.answers().correct(),
                stopped.witnesses().reference().orElseThrow().correct());
        assertEquals(
                stopped.events().packets(),
                stopped.layers().stream()
                        .mapToLong(RunResult.LayerResult::packets)
                        .sum());
        RunResult asked = experiment()
                .withoutReference()
                .run(Demo.ENCODED, Demo.images((int) stopped.answers().samples()))
                .result();
        assertEquals(
                asked.events().fingerprint(),
                stopped.events().fingerprint(),
                "the samples answered are those of a run that was asked for no more");
        assertEquals(asked.answers().correct(), stopped.answers().correct());
    }

    @Test
    void aStopBeforeTheStartAnswersNothing() {
        Experiment experiment = experiment();
        experiment.requestStop();
        RunResult stopped = experiment.run(Demo.ENCODED, Demo.images(SAMPLES)).result();
        assertFalse(stopped.answers().complete());
        assertEquals(0, stopped.answers().samples());
        assertEquals(0, stopped.events().spikes());
        assertEquals(0, stopped.answers().accuracy());
        assertNotNull(stopped.events().fingerprint());
    }

    @Test
    void imagesOfAnotherSizeAreRefused() {
        IntegerNetwork network = Demo.NETWORK;
        Population input = network.input();
        RandomImages images = new RandomImages(3, 4, 4, 10, 1);
        var error = assertThrows(InputException.class, () -> experiment().run(Demo.ENCODED, images));
        assertTrue(
                error.getMessage().startsWith("the network digits reads " + input.shape() + " = "), error.getMessage());
        assertTrue(error.getMessage().endsWith("has 3x4x4 = 48"), error.getMessage());
        assertThrows(InputException.class, () -> experiment().run(Demo.ENCODED, Demo.images(0)));
        assertThrows(InputException.class, () -> experiment().threads(0));
        assertThrows(InputException.class, () -> experiment().threads(65));
        assertEquals(
                "a window of 0 time steps: it must have 1 or more",
                assertThrows(InputException.class, () -> experiment().window(0)).getMessage());
        assertNotNull(experiment().threads(64));
    }

    @Test
    void theLayersPartsAreTheWhole() {
        RunResult result =
                Experiment.on(Chips.darwin3()).run(Demo.ENCODED, Demo.images(6)).result();
        assertEquals(
                result.events().hops(),
                result.layers().stream().mapToLong(RunResult.LayerResult::hops).sum());
        assertEquals(
                result.events().sops(),
                result.layers().stream().mapToLong(RunResult.LayerResult::sops).sum());
        assertEquals(
                result.energy().perSampleMicrojoules(),
                result.layers().stream()
                        .mapToDouble(RunResult.LayerResult::microjoulesPerSample)
                        .sum(),
                1e-9);
    }

    /**
     * The stem of the demo: 8 channels of 3x3 over 28x28 pixels with a stride of 1 and padding, less what would fall on
     * padding.
     */
    @Test
    void arithmeticAloneIsWhatThePapersCriterionSays() {
        RunResult result =
                Experiment.on(Chips.darwin3()).run(Demo.ENCODED, Demo.images(6)).result();
        long macs =
                result.layers().stream().mapToLong(RunResult.LayerResult::macs).sum();
        assertEquals(8L * (3 * 28 - 2) * (3 * 28 - 2), result.layers().get(1).macs());
        assertEquals(macs * 0.23e-6, result.energy().criterion().quantizedMicrojoules(), 1e-12);
        assertEquals(
                result.events().sops() / 6.0 * 0.03e-6,
                result.energy().criterion().spikingMicrojoules(),
                1e-12);
    }

    @Test
    void aSavedNetworkRunsWithTheSameFingerprintAndOnTheSameCores(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("demo.sin");
        NetworkFile.write(file, Demo.ENCODED);
        EncodedNetwork read = NetworkFile.read(file);
        RunResult saved = experiment().run(read, Demo.images(SAMPLES)).result();
        assertEquals(whole.events().fingerprint(), saved.events().fingerprint());
        assertEquals(whole.layers(), saved.layers());
        assertEquals(0, saved.witnesses().reference().orElseThrow().mismatchedValues());
    }

    @Test
    void noResultDependsOnTheWindow() {
        RunResult largest = experiment().run(Demo.ENCODED, Demo.images(6)).result();
        assertEquals(8, largest.setting().window());
        for (int window = 1; window < 8; window *= 2) {
            RunResult other = experiment()
                    .window(window)
                    .run(Demo.ENCODED, Demo.images(6))
                    .result();
            assertEquals(window, other.setting().window());
            assertEquals(largest.events(), other.events());
            assertEquals(largest.layers(), other.layers());
            assertEquals(largest.energy(), other.energy());
            assertEquals(largest.latency().packetCycles(), other.latency().packetCycles());
            assertEquals(largest.latency().stepCycles(), other.latency().stepCycles());
        }
    }
}
