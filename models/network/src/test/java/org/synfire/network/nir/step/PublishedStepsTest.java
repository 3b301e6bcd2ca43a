package org.synfire.network.nir.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.file.Sha256;
import org.synfire.network.data.RealData;
import org.synfire.network.event.EventBinning;
import org.synfire.network.event.SpikeFrames;
import org.synfire.network.event.data.EventSet;
import org.synfire.network.event.data.EventSets;
import org.synfire.network.event.format.EventFiles;
import org.synfire.network.event.format.EventReading;
import org.synfire.network.nir.NirArray;
import org.synfire.network.nir.NirGraph;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.NirNode;
import org.synfire.network.nir.step.StepOptions.Integrator;
import org.synfire.network.nir.step.StepOptions.Reset;
import org.synfire.network.npy.NpyArray;
import org.synfire.network.npy.NpzArchive;

/** Networks of NIR in real numbers give what other programs gave: primitives, traces, activity and accuracy. */
class PublishedStepsTest {
    private static final int LARGEST_TRACE_ERROR_FACTOR = 100_000;

    private static JsonNode json(String name) throws IOException {
        return new ObjectMapper()
                .readTree(RealData.require("snn/expected/" + name).toFile());
    }

    private static List<Path> primitives() throws IOException {
        try (Stream<Path> files = Files.list(RealData.require("snn/nir-own"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("prim_"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyPrimitiveIsStepped() throws IOException {
        List<Path> files = primitives();
        assertEquals(23, files.size());
        for (Path file : files) {
            String name = file.getFileName().toString().replaceAll("prim_(.*)\\.nir", "$1");
            NpzArchive expected = NpzArchive.read(RealData.require("snn/expected/o9_" + name + ".npz"));
            NpyArray x = expected.array("x");
            NpyArray y = expected.array("y");
            int steps = x.shape()[0];
            NirStepper stepper = new NirStepper(NirNetwork.read(file), StepOptions.euler(1e-3));
            for (int t = 0; t < steps; t++) {
                stepper.step(part(x, t, steps));
                assertArrayEquals(part(y, t, steps), stepper.values("output"), 1e-12, name + ", step " + t);
            }
        }
    }

    private static double[] part(NpyArray array, int step, int steps) {
        int size = array.size() / steps;
        double[] part = new double[size];
        Arrays.setAll(part, i -> array.real(step * size + i));
        return part;
    }

    /** Columns of a trace: input, potential, spike. */
    private static List<double[]> trace(String name) throws IOException {
        List<double[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(RealData.require("snn/nir-paper/01_lif/lif_" + name + ".csv"))) {
            rows.add(Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray());
        }
        return rows;
    }

    /** The scale of a trace, and by how many steps its potentials and spikes are later. */
    @ParameterizedTest
    @CsvSource({
        "norse, EULER, TO_RESET, 1, 0, 0",
        "snntorch, EULER, TO_RESET, 25, 0, 0",
        "nengo, EXPONENTIAL, TO_RESET, 10, 0, 0",
        "sinabs, EXPONENTIAL_DECAY, SUBTRACT, 1, 0, 0",
        "rockpool, EXPONENTIAL_DECAY, SUBTRACT, 1, 0, 0",
        "spyx, EULER, SUBTRACT_NEXT_STEP, 1, 0, 1",
        "lava_cpu_float, EULER, TO_RESET, 1, 1, 1"
    })
    void theTracesOfThePaperAreFollowed(
            String tool, Integrator integrator, Reset reset, double scale, int late, int spikesLate)
            throws IOException {
        NirNetwork network = NirNetwork.read(RealData.require("snn/nir-paper/01_lif/lif_norse.nir"));
        NirStepper stepper =
                new NirStepper(network, StepOptions.euler(1e-4).with(integrator).with(reset));
        String neuron = network.order().stream()
                .filter(name -> network.graph().nodes().get(name) instanceof NirNode.Neuron)
                .findFirst()
                .orElseThrow();
        List<double[]> input = trace("norse");
        List<double[]> expected = trace(tool);
        int spikes = 0;
        for (int t = 0; t < input.size() - spikesLate; t++) {
            stepper.step(new double[] {input.get(t)[0]});
            double potential = stepper.potentials(neuron)[0] * scale;
            assertEquals(expected.get(t + late)[1], potential, scale / LARGEST_TRACE_ERROR_FACTOR, "step " + t);
            assertEquals(expected.get(t + spikesLate)[2] > 0 ? 1 : 0, stepper.values(neuron)[0], "step " + t);
            spikes += (int) stepper.values(neuron)[0];
        }
        assertEquals(4, spikes);
    }

    private static SpikeFrames sample(int number, EventBinning binning) {
        return binning.frames(
                EventFiles.recording(RealData.require("snn/nmnist/" + number + ".bs2"), EventReading.PLAIN));
    }

    /** What norse published: the first channel of the first layer, 307 steps of the first zero among the tests. */
    @Test
    void theConvolutionalNetworkHasItsPublishedActivity() {
        NirNetwork network = NirNetwork.read(RealData.require("snn/nir-paper/02_cnn/cnn_sinabs.nir"));
        NpyArray published = NpyArray.read(RealData.require("snn/nir-paper/norse_activity_fd071afb.npy"));
        SpikeFrames frames = sample(60_004, EventBinning.everyMicros(1_000).withSteps(307));
        NirStepper stepper = new NirStepper(network, StepOptions.euler(1e-3));
        String layer = network.order().get(2);
        int spikes = 0;
        for (int t = 0; t < 307; t++) {
            double[] input = new double[frames.channels()];
            frames.addStep(t, input);
            stepper.step(input);
            double[] own = Arrays.copyOf(stepper.values(layer), 256);
            assertArrayEquals(part(published, t, 307), own, "step " + t);
            spikes += (int) Arrays.stream(own).sum();
        }
        assertEquals(187, spikes);
    }

    /**
     * What snnTorch of 2023 published: ten samples, a digit each, 300 steps. It stepped IF nodes with a leak of 0.9, as
     * LIF nodes of ten steps do.
     */
    @Test
    void theConvolutionalNetworkHasTheActivityOfSnnTorch() {
        NirNetwork network = withLeaks(NirNetwork.read(RealData.require("snn/nir-paper/02_cnn/cnn_sinabs.nir")));
        NpyArray published = NpyArray.read(RealData.require("snn/nir-paper/snnTorch_activity_29e9c462.npy"));
        NirStepper stepper = new NirStepper(network, StepOptions.euler(1e-3).with(Reset.SUBTRACT_AROUND_LEAK));
        int[] samples = {60004, 60003, 60002, 60019, 60005, 60009, 60012, 60001, 60062, 60008};
        int differences = 0;
        int spikes = 0;
        for (int sample = 0; sample < samples.length; sample++) {
            SpikeFrames frames =
                    sample(samples[sample], EventBinning.everyMicros(1_000).withSteps(300));
            stepper.reset();
            for (int t = 0; t < 300; t++) {
                double[] input = new double[frames.channels()];
                frames.addStep(t, input);
                stepper.step(input);
                double[] out = stepper.values("output");
                for (int i = 0; i < 10; i++) {
                    differences += out[i] == published.real((t * 10 + sample) * 10 + i) ? 0 : 1;
                    spikes += (int) out[i];
                }
            }
        }
        assertEquals(2_429, spikes);
        assertEquals(0, differences);
    }

    private static NirNetwork withLeaks(NirNetwork network) {
        Map<String, NirNode> nodes = new LinkedHashMap<>();
        network.graph()
                .nodes()
                .forEach((name, node) -> nodes.put(
                        name,
                        node instanceof NirNode.IF neuron
                                ? new NirNode.LIF(
                                        NirArray.of(0.01),
                                        NirArray.of(10),
                                        NirArray.of(0),
                                        neuron.threshold(),
                                        NirArray.of(0))
                                : node));
        return NirNetwork.of(new NirGraph(nodes, network.graph().edges(), Map.of()), network.place());
    }

    /** The recurrent networks of the paper on 1,158 samples, each a label and 256 steps of 12 inputs. */
    @ParameterizedTest
    @CsvSource({"bias_zero, TO_RESET", "noBias_subtract, SUBTRACT"})
    void brailleIsReadAsAccuratelyAsByOthers(String name, Reset reset) throws IOException {
        JsonNode expected = json("o3_braille.json").get(name + "_float");
        NirNetwork network = NirNetwork.read(RealData.require("snn/nir-paper/03_rnn/braille_noDelay_" + name + ".nir"));
        byte[] samples = Files.readAllBytes(RealData.require("snn/braille/braille7_1158.bin"));
        assertEquals(1e-4, StepLength.of(network).seconds());
        NirStepper stepper = new NirStepper(network, StepOptions.euler(1e-4).with(reset));
        int correct = 0;
        long hidden = 0;
        for (int start = 0; start < samples.length; start += 385) {
            stepper.reset();
            double[] counts = new double[7];
            for (int t = 0; t < 256; t++) {
                double[] input = new double[12];
                for (int i = 0; i < 12; i++) {
                    int bit = t * 12 + i;
                    input[i] = samples[start + 1 + bit / 8] >> (7 - bit % 8) & 1;
                }
                stepper.step(input);
                hidden += (long) Arrays.stream(stepper.values("lif1.lif")).sum();
                double[] out = stepper.values("lif2");
                Arrays.setAll(counts, i -> counts[i] + out[i]);
            }
            correct += largest(counts) == samples[start] ? 1 : 0;
        }
        assertEquals(expected.get("samples").asInt(), samples.length / 385);
        assertEquals(expected.get("correct").asInt(), correct, 2);
        assertEquals(expected.get("hidden_spikes").asDouble(), hidden, 1e-4 * hidden);
    }

    private static int largest(double[] counts) {
        int largest = 0;
        for (int i = 1; i < counts.length; i++) {
            largest = counts[i] > counts[largest] ? i : largest;
        }
        return largest;
    }

    /** The reference draws its input by SplitMix64 of the seed 2003: a spike where a number below 100 is below 6. */
    @Test
    void oneOfTheNineEncodingsGivesTheSpikesOfTheReference() throws IOException {
        JsonNode expected = json("o2_ff_lif.json").get("float_zero").get("out");
        NirNetwork network = NirNetwork.read(RealData.require("snn/nir-own/ff_nested.nir"));
        assertEquals(1e-3, StepLength.of(network).seconds());
        NirStepper stepper = new NirStepper(network, StepOptions.euler(1e-3));
        ByteBuffer pairs = ByteBuffer.allocate(500 * 10 * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int t = 0; t < 500; t++) {
            double[] input = new double[64];
            for (int i = 0; i < 64; i++) {
                long drawn = splitMix(2003, t * 64 + i) >>> 32;
                input[i] = (drawn * 100) >>> 32 < 6 ? 1 : 0;
            }
            stepper.step(input);
            double[] out = stepper.values("output");
            for (int i = 0; i < out.length; i++) {
                if (out[i] > 0) {
                    pairs.putInt(t).putInt(i);
                }
            }
        }
        byte[] used = new byte[pairs.position()];
        pairs.get(0, used);
        assertEquals(expected.get("spikes").asInt(), used.length / 8);
        assertEquals(expected.get("sha256_pairs_i32le").asText(), Sha256.of(used));
    }

    private static long splitMix(long seed, int number) {
        long z = seed + (number + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** A network of another group: several spikes in a step, 30 steps a sample, and its published accuracy. */
    @Test
    void aConvolutionalNetworkClassifiesNMnist() throws IOException {
        NirNetwork network = NirNetwork.read(RealData.require("snn/nir-nmnist/100.nir"));
        EventSet tests = EventSets.list(RealData.require("snn/nmnist/test100.txt"), EventReading.PLAIN);
        NirStepper stepper = new NirStepper(network, StepOptions.euler(1e-3).withSeveralSpikes());
        int correct = 0;
        for (int sample = 0; sample < tests.size(); sample++) {
            SpikeFrames frames = EventBinning.inSteps(30).frames(tests.recording(sample));
            stepper.reset();
            double[] counts = new double[10];
            for (int t = 0; t < frames.steps(); t++) {
                double[] input = new double[frames.channels()];
                frames.addStep(t, input);
                stepper.step(input);
                double[] out = stepper.values("output");
                Arrays.setAll(counts, i -> counts[i] + out[i]);
            }
            correct += largest(counts) == tests.label(sample) ? 1 : 0;
        }
        double expected = json("o4b_brandy.json")
                .get("100")
                .get("float_multi")
                .get("accuracy")
                .asDouble();
        assertEquals(expected, correct / 100.0, 0.011);
        assertTrue(correct > 90, "correct: " + correct);
    }
}
