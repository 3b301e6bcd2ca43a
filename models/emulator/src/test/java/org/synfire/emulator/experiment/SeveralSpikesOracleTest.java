package org.synfire.emulator.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.result.Recording;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.engine.file.Sha256;
import org.synfire.network.data.RealData;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.event.EventBinning;
import org.synfire.network.event.SpikeCounts;
import org.synfire.network.event.data.BinnedEvents;
import org.synfire.network.event.data.EventSet;
import org.synfire.network.event.data.SpikeSets;
import org.synfire.network.event.format.EventReading;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.nir.NirArray;
import org.synfire.network.nir.NirGraph;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.NirNode;
import org.synfire.network.nir.integer.NirConversion;
import org.synfire.network.nir.integer.NirPeaks;
import org.synfire.network.nir.step.StepOptions;
import org.synfire.network.npy.NpyArray;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;
import org.synfire.noc.chip.Chips;

/**
 * The NIR paper's convolutional network in integers of 8 bits, on events of N-MNIST: every layer spikes as often as in
 * the integers of another program, with one spike of a neuron in a step and with several. With the property
 * {@code synfire.long} all 100 samples are compared.
 */
@Timeout(600)
class SeveralSpikesOracleTest {
    private static final int STEPS = 300;
    private static final int ALL = 100;
    private static final int SAMPLES = Boolean.getBoolean("synfire.long") ? ALL : 3;
    /** Samples of which the spikes of each layer are known one by one. */
    private static final int KNOWN = Math.min(SAMPLES, 10);

    private static final int LARGEST = 127;
    /** More than the 47 that a neuron sends in a step. */
    private static final int MOST = 48;

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    /** The network with weights and thresholds that are integers: of each layer the largest weight is 127. */
    private static NirNetwork integers() {
        NirNetwork real = NirNetwork.read(RealData.require("snn/nir-paper/02_cnn/cnn_sinabs.nir"));
        Map<String, NirNode> nodes = new LinkedHashMap<>();
        double largest = 1;
        for (String name : real.order()) {
            NirNode node = real.graph().nodes().get(name);
            double before = largest;
            nodes.put(
                    name,
                    switch (node) {
                        case NirNode.Convolution of -> {
                            largest = largest(of.weight().values());
                            yield new NirNode.Convolution(
                                    scaled(of.weight(), largest),
                                    of.bias(),
                                    of.stride(),
                                    of.padding(),
                                    of.dilation(),
                                    of.groups());
                        }
                        case NirNode.Affine of -> {
                            largest = largest(of.weight().values());
                            yield new NirNode.Affine(scaled(of.weight(), largest), of.bias());
                        }
                        case NirNode.Linear of -> {
                            largest = largest(of.weight().values());
                            yield new NirNode.Linear(scaled(of.weight(), largest));
                        }
                        case NirNode.IF of ->
                            new NirNode.IF(of.r(), NirArray.of(Math.rint(LARGEST / before)), of.reset());
                        default -> node;
                    });
        }
        return NirNetwork.of(new NirGraph(nodes, real.graph().edges(), Map.of()), real.place());
    }

    private static NirArray scaled(NirArray weights, double largest) {
        return new NirArray(
                weights.shape(),
                Arrays.stream(weights.values())
                        .map(weight -> Math.rint(weight * LARGEST / largest))
                        .toArray());
    }

    private static StepOptions options(String rule) {
        StepOptions one = StepOptions.euler(1e-3);
        return switch (rule) {
            case "zero" -> one;
            case "single" -> one.with(StepOptions.Reset.SUBTRACT);
            default -> one.withSeveralSpikes();
        };
    }

    private static JsonNode expected(String name) throws IOException {
        return new ObjectMapper()
                .readTree(RealData.require("snn/expected/o4_conv_if.json").toFile())
                .get("int8_" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"single_count", "single_or", "zero_count", "zero_or", "multi_count", "multi_or"})
    void everyLayerSpikesAsInTheIntegersOfAnotherProgram(String name) throws IOException {
        JsonNode expected = expected(name);
        NpyArray counts = NpyArray.read(RealData.require("snn/expected/o4_int8_" + name + "_out_counts.npy"));
        NirConversion made = NirConversion.of(
                integers(),
                options(name.substring(0, name.indexOf('_'))),
                new NirConversion.Format(
                        8,
                        new RegisterArithmetic(new Register(32, Register.Overflow.SATURATE), ProductRounding.NEAREST),
                        1,
                        MOST),
                NirPeaks.UNKNOWN,
                STEPS);
        EventSet events = SpikeSets.events(RealData.require("snn/nmnist/test100.txt"), EventReading.PLAIN);
        int mostEvents = name.endsWith("_or") ? 1 : MOST;
        SpikeSet samples = BinnedEvents.of(
                        "test100",
                        events,
                        EventBinning.everyMicros(1_000).withSteps(STEPS),
                        mostEvents,
                        SpikeCounts.Form.REPEATED)
                .take(SAMPLES);
        List<String> layers = layers(made);
        RunOutcome outcome = Experiment.on(Chips.darwin3())
                .threads(2)
                .recording(layers, false)
                .run(new EncodedNetwork(made.network(), InputEncoding.EVENTS), samples);
        assertEquals(0, outcome.result().witnesses().reference().orElseThrow().mismatchedValues());
        assertEquals(0, outcome.result().events().overflows());
        JsonNode perLayer = expected.get("layer_spikes_first10");
        for (int layer = 0; layer < layers.size(); layer++) {
            long[] spikes = new long[SAMPLES];
            Recording recording = outcome.recordings().get(layer);
            for (int spike = 0; spike < recording.size(); spike++) {
                spikes[recording.sample(spike)]++;
            }
            assertEquals(
                    expected.get("sample60001")
                            .get(layer)
                            .get("raster_sha256_u8")
                            .asText(),
                    digestOfFirst(recording),
                    layers.get(layer));
            for (int sample = 0; sample < KNOWN; sample++) {
                assertEquals(
                        perLayer.get(layer).get(sample).asLong(),
                        spikes[sample],
                        layers.get(layer) + ", sample " + sample);
            }
            if (SAMPLES == ALL) {
                assertEquals(expected.get("layer_spikes").get(layer).asLong(), recording.size(), layers.get(layer));
            }
        }
        requireCounts(outcome.recordings().getLast(), counts);
    }

    /** The populations, the input left out, in their order. */
    private static List<String> layers(NirConversion made) {
        List<String> layers = new ArrayList<>();
        made.network().populations().stream().skip(1).forEach(population -> layers.add(population.name()));
        return layers;
    }

    /** The spikes of the first sample, a byte for each step and neuron. */
    private static String digestOfFirst(Recording recording) {
        byte[] counts = new byte[STEPS * recording.neurons()];
        for (int spike = 0; spike < recording.size() && recording.sample(spike) == 0; spike++) {
            counts[recording.step(spike) * recording.neurons() + recording.neuron(spike)]++;
        }
        return Sha256.of(counts);
    }

    private static void requireCounts(Recording last, NpyArray expected) {
        int[] counted = new int[SAMPLES * last.neurons()];
        for (int spike = 0; spike < last.size(); spike++) {
            counted[last.sample(spike) * last.neurons() + last.neuron(spike)]++;
        }
        assertArrayEquals(Arrays.copyOf(expected.integers(), counted.length), counted);
    }
}
