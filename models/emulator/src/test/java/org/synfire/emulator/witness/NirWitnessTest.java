package org.synfire.emulator.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.readout.Readout;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.nir.NirArray;
import org.synfire.network.nir.NirEdge;
import org.synfire.network.nir.NirGraph;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.NirNode;
import org.synfire.network.nir.integer.NirConversion;
import org.synfire.network.nir.integer.NirPeaks;
import org.synfire.network.nir.step.StepOptions;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;
import org.synfire.noc.chip.Chips;

/** A network of NIR runs on the chip beside its real numbers, and what differs is counted. */
@Timeout(60)
class NirWitnessTest {
    private static final int STEPS = 40;
    private static final StepOptions OPTIONS = StepOptions.euler(1e-3);

    /** Spikes that are drawn; the labels go round. */
    private record Drawn(int size) implements SpikeSet {
        @Override
        public String name() {
            return "drawn";
        }

        @Override
        public Shape shape() {
            return Shape.vector(8);
        }

        @Override
        public int steps() {
            return STEPS;
        }

        @Override
        public int classes() {
            return 3;
        }

        @Override
        public int label(int index) {
            return index % 3;
        }

        @Override
        public List<String> remarks() {
            return List.of();
        }

        @Override
        public int spikes(int sample, int step, int[] into) {
            Random random = new Random(997 * sample + step);
            int count = 0;
            for (int i = 0; i < 8; i++) {
                if (random.nextInt(3) == 0) {
                    into[count++] = i;
                }
            }
            return count;
        }
    }

    private static NirArray weights(long seed, int out, int in) {
        return new NirArray(
                new int[] {out, in},
                new Random(seed).doubles((long) out * in, -0.6, 1).toArray());
    }

    /** Eight inputs, twelve leaky neurons with a way back, and a last node. */
    private static NirNetwork network(NirNode last) {
        Map<String, NirNode> nodes = new LinkedHashMap<>();
        nodes.put("in", new NirNode.Input(new int[] {8}));
        nodes.put("first", new NirNode.Affine(weights(1, 12, 8), NirArray.of(0.05)));
        nodes.put(
                "hidden",
                new NirNode.LIF(NirArray.of(0.01), NirArray.of(10), NirArray.of(0), NirArray.of(1.5), NirArray.of(0)));
        nodes.put("back", new NirNode.Linear(weights(2, 12, 12)));
        nodes.put("second", new NirNode.Linear(weights(3, 3, 12)));
        nodes.put("last", last);
        nodes.put("out", new NirNode.Output(new int[0]));
        List<NirEdge> edges = new ArrayList<>();
        for (String edge : List.of(
                "in>first", "first>hidden", "hidden>back", "back>hidden", "hidden>second", "second>last", "last>out")) {
            edges.add(new NirEdge(edge.split(">")[0], edge.split(">")[1]));
        }
        return NirNetwork.of(new NirGraph(nodes, edges, Map.of()), "test.nir");
    }

    private static RunResult run(NirNetwork source, int bits, int threads, Readout readout) {
        NirConversion made = NirConversion.of(
                source,
                OPTIONS,
                new NirConversion.Format(
                        bits,
                        new RegisterArithmetic(new Register(32, Register.Overflow.SATURATE), ProductRounding.NEAREST),
                        1),
                NirPeaks.UNKNOWN,
                STEPS);
        Experiment experiment = Experiment.on(Chips.darwin3())
                .threads(threads)
                .witnessedBy(trial -> new NirWitness(source, OPTIONS, made, trial));
        if (readout.isOfPotentials()) {
            experiment.readout(readout);
        }
        return experiment
                .run(new EncodedNetwork(made.network(), InputEncoding.EVENTS), new Drawn(20))
                .result();
    }

    private static NirNode spiking() {
        return new NirNode.LIF(NirArray.of(0.02), NirArray.of(20), NirArray.of(0), NirArray.of(1.2), NirArray.of(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void integersOfManyBitsSpikeAsRealNumbers(int threads) {
        RunResult result = run(network(spiking()), 16, threads, Readout.Word.COUNT);
        assertEquals(0, result.witnesses().reference().orElseThrow().mismatchedValues());
        RunResult.FloatResult real = result.witnesses().floatNetwork().orElseThrow();
        assertEquals(
                List.of("hidden", "last"),
                real.layers().stream().map(RunResult.SpikeDifference::layer).toList());
        for (RunResult.SpikeDifference layer : real.layers()) {
            assertTrue(layer.realSpikes() > 500, layer.toString());
            assertTrue(layer.differing() <= layer.realSpikes() / 50, layer.toString());
        }
        assertTrue(Math.abs(result.answers().correct() - real.correct()) <= 1);
    }

    @Test
    void integersOfFewBitsPartFromRealNumbersInTheFirstLayerFirst() {
        RunResult result = run(network(spiking()), 3, 1, Readout.Word.COUNT);
        assertEquals(0, result.witnesses().reference().orElseThrow().mismatchedValues());
        RunResult.SpikeDifference hidden =
                result.witnesses().floatNetwork().orElseThrow().layers().getFirst();
        assertTrue(hidden.differing() > 100, hidden.toString());
        assertEquals(0, hidden.firstSample());
        assertTrue(hidden.firstStep() >= 0 && hidden.firstStep() < 10, hidden.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"last", "mean", "max", "mean:3"})
    void aLastPotentialIsReadInBoth(Readout readout) {
        NirNode integrating = new NirNode.LI(NirArray.of(0.02), NirArray.of(20), NirArray.of(0));
        RunResult result = run(network(integrating), 16, 2, readout);
        RunResult.FloatResult real = result.witnesses().floatNetwork().orElseThrow();
        assertEquals(
                List.of("hidden", "last"),
                real.layers().stream().map(RunResult.SpikeDifference::layer).toList());
        assertTrue(Math.abs(result.answers().correct() - real.correct()) <= 1);
    }
}
