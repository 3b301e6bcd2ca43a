package org.synfire.emulator.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.Recording;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.witness.NirWitness;
import org.synfire.engine.InputException;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.event.SpikeCounts;
import org.synfire.network.event.SpikeFrames;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Projection;
import org.synfire.network.nir.NirArray;
import org.synfire.network.nir.NirEdge;
import org.synfire.network.nir.NirGraph;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.NirNode;
import org.synfire.network.nir.integer.NirConversion;
import org.synfire.network.nir.integer.NirPeaks;
import org.synfire.network.nir.step.NirStepper;
import org.synfire.network.nir.step.StepOptions;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;
import org.synfire.noc.chip.Chips;

/** Runs of neurons that spike several times in a step: every spike is counted, sent, recorded and read. */
@Timeout(60)
class SeveralSpikesTest {
    private static final int STEPS = 30;
    private static final int SAMPLES = 4;
    private static final int INPUTS = 8;
    private static final int MOST_EVENTS = 8;
    private static final StepOptions OPTIONS = StepOptions.euler(1e-3).withSeveralSpikes();

    /** Random events, told by copies of an input or by repeated spikes. */
    private record Drawn(SpikeCounts counts) implements SpikeSet {
        Drawn(SpikeCounts.Form form) {
            this(new SpikeCounts(Shape.vector(INPUTS), MOST_EVENTS, form));
        }

        static SpikeFrames frames(int sample) {
            Random random = new Random(sample);
            int[] channels = random.ints(STEPS * INPUTS, 0, INPUTS).toArray();
            int[] steps =
                    IntStream.range(0, channels.length).map(i -> i / INPUTS).toArray();
            return SpikeFrames.of(INPUTS, STEPS, steps, channels);
        }

        @Override
        public String name() {
            return "drawn";
        }

        @Override
        public int size() {
            return SAMPLES;
        }

        @Override
        public Shape shape() {
            return counts.all();
        }

        @Override
        public int steps() {
            return STEPS;
        }

        @Override
        public int mostSpikes() {
            return counts.mostSpikes();
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
            return counts.spikes(frames(sample), step, into);
        }
    }

    private static NirArray weights(long seed, int out, int in) {
        return new NirArray(
                new int[] {out, in},
                new Random(seed).ints((long) out * in, -3, 6).asDoubleStream().toArray());
    }

    private static NirNode neurons(int threshold) {
        return new NirNode.IF(NirArray.of(1), NirArray.of(threshold), NirArray.of(0));
    }

    /** Eight inputs, twelve neurons and three. */
    private static NirNetwork network() {
        Map<String, NirNode> nodes = new LinkedHashMap<>();
        nodes.put("in", new NirNode.Input(new int[] {INPUTS}));
        nodes.put("first", new NirNode.Linear(weights(1, 12, INPUTS)));
        nodes.put("hidden", neurons(4));
        nodes.put("second", new NirNode.Linear(weights(2, 3, 12)));
        nodes.put("last", neurons(11));
        nodes.put("out", new NirNode.Output(new int[0]));
        List<String> order = List.copyOf(nodes.keySet());
        List<NirEdge> edges = IntStream.range(1, order.size())
                .mapToObj(i -> new NirEdge(order.get(i - 1), order.get(i)))
                .toList();
        return NirNetwork.of(new NirGraph(nodes, edges, Map.of()), "several.nir");
    }

    private static NirConversion made(SpikeCounts.Form form, int most) {
        RegisterArithmetic arithmetic =
                new RegisterArithmetic(new Register(16, Register.Overflow.SATURATE), ProductRounding.NEAREST);
        boolean isCopied = form == SpikeCounts.Form.COPIES;
        return NirConversion.of(
                network(),
                OPTIONS,
                new NirConversion.Format(8, arithmetic, isCopied ? MOST_EVENTS : 1, most),
                NirPeaks.UNKNOWN,
                STEPS);
    }

    private static EncodedNetwork encoded(NirConversion made) {
        return new EncodedNetwork(made.network(), InputEncoding.EVENTS);
    }

    /** The spikes of a sample in real numbers, [step][neuron]. */
    private static double[][] real(int sample, String node) {
        NirStepper stepper = new NirStepper(network(), OPTIONS);
        double[][] spikes = new double[STEPS][];
        for (int step = 0; step < STEPS; step++) {
            double[] input = new double[INPUTS];
            Drawn.frames(sample).addStep(step, input);
            stepper.step(input);
            spikes[step] = stepper.values(node);
        }
        return spikes;
    }

    private static long sum(double[][] spikes) {
        return Arrays.stream(spikes)
                .flatMapToDouble(Arrays::stream)
                .mapToLong(one -> (long) one)
                .sum();
    }

    private static int peak(String node) {
        return IntStream.range(0, SAMPLES)
                .flatMap(sample -> Arrays.stream(real(sample, node))
                        .flatMapToDouble(Arrays::stream)
                        .mapToInt(one -> (int) one))
                .max()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everySpikeIsCountedSentRecordedAndRead(int threads) {
        int most = Math.max(peak("hidden"), peak("last")) + 1;
        assertTrue(most > 4, most + " spikes");
        NirConversion made = made(SpikeCounts.Form.REPEATED, most);
        RunOutcome outcome = Experiment.on(Chips.darwin3())
                .threads(threads)
                .recording(List.of("in", "hidden", "last"), false)
                .recordingPackets()
                .timing(NetworkTiming.CYCLE)
                .witnessedBy(trial -> new NirWitness(network(), OPTIONS, made, trial))
                .run(encoded(made), new Drawn(SpikeCounts.Form.REPEATED));
        RunResult result = outcome.result();
        assertEquals(0, result.witnesses().reference().orElseThrow().mismatchedValues());
        for (RunResult.SpikeDifference layer :
                result.witnesses().floatNetwork().orElseThrow().layers()) {
            assertEquals(0, layer.differing(), layer.layer());
        }
        long[] spikes = new long[3];
        for (int sample = 0; sample < SAMPLES; sample++) {
            spikes[0] += sum(real(sample, "in"));
            spikes[1] += sum(real(sample, "hidden"));
            spikes[2] += sum(real(sample, "last"));
        }
        assertTrue(spikes[0] == (long) SAMPLES * STEPS * INPUTS && spikes[1] > spikes[0] / 2, Arrays.toString(spikes));
        List<RunResult.LayerResult> layers = result.layers();
        for (int layer = 0; layer < 3; layer++) {
            assertEquals(
                    spikes[layer], layers.get(layer).spikes(), layers.get(layer).name());
            requireRecorded(
                    outcome.recordings().get(layer),
                    List.of("in", "hidden", "last").get(layer));
        }
        requirePackets(outcome, spikes);
        assertTrue(
                result.notes().stream().anyMatch(note -> note.contains("and none sent as many")),
                result.notes().toString());
    }

    private static void requireRecorded(Recording recording, String node) {
        double[][][] counts = new double[SAMPLES][STEPS][recording.neurons()];
        for (int spike = 0; spike < recording.size(); spike++) {
            counts[recording.sample(spike)][recording.step(spike)][recording.neuron(spike)]++;
        }
        for (int sample = 0; sample < SAMPLES; sample++) {
            assertArrayEquals(real(sample, node), counts[sample], node);
        }
    }

    /** A packet for each spike and core that it reaches, with as many operations as there are neurons. */
    private static void requirePackets(RunOutcome outcome, long[] spikes) {
        Mapping mapping = outcome.mapping();
        IntegerNetwork network = mapping.network();
        long packets = 0;
        long operations = 0;
        for (Projection projection : network.projections()) {
            long sent = spikes[projection.source()];
            packets += sent
                    * mapping.slices().stream()
                            .filter(slice -> slice.population() == projection.target())
                            .count();
            operations += sent * network.population(projection.target()).shape().size();
        }
        RunResult.Events events = outcome.result().events();
        assertEquals(packets, events.packets());
        assertEquals(operations, events.sops());
        assertEquals(Arrays.stream(spikes).sum(), events.spikes());
        assertEquals(packets, outcome.tables().getFirst().rows());
    }

    /** Copies of an input that spike once and one input that spikes several times cost the same. */
    @ParameterizedTest
    @EnumSource(Kernels.Choice.class)
    void aCountOfSpikesCostsWhatSoManyCopiesDo(Kernels.Choice kernels) {
        RunResult copied = run(SpikeCounts.Form.COPIES, kernels);
        RunResult repeated = run(SpikeCounts.Form.REPEATED, kernels);
        assertEquals(copied.events().spikes(), repeated.events().spikes());
        assertEquals(copied.events().packets(), repeated.events().packets());
        assertEquals(copied.events().hops(), repeated.events().hops());
        assertEquals(copied.events().sops(), repeated.events().sops());
        assertEquals(copied.events().instructions(), repeated.events().instructions());
        assertEquals(copied.energy().perSampleMicrojoules(), repeated.energy().perSampleMicrojoules(), 1e-12);
        assertEquals(copied.answers().correct(), repeated.answers().correct());
        for (int layer = 1; layer < 3; layer++) {
            assertEquals(
                    copied.layers().get(layer).spikes(),
                    repeated.layers().get(layer).spikes());
        }
    }

    private static RunResult run(SpikeCounts.Form form, Kernels.Choice kernels) {
        return Experiment.on(Chips.darwin3())
                .kernels(kernels)
                .run(encoded(made(form, 16)), new Drawn(form))
                .result();
    }

    /** Beyond the bound a potential keeps what it has, and the run says how often. */
    @Test
    void reachingTheBoundIsTold() {
        int most = peak("hidden") - 1;
        RunOutcome outcome = Experiment.on(Chips.darwin3())
                .recording(List.of("hidden"), false)
                .run(encoded(made(SpikeCounts.Form.REPEATED, most)), new Drawn(SpikeCounts.Form.REPEATED));
        assertEquals(0, outcome.result().witnesses().reference().orElseThrow().mismatchedValues());
        Recording recording = outcome.recordings().getFirst();
        int reached = 0;
        int same = 0;
        for (int spike = 0; spike < recording.size(); spike++) {
            boolean isSame = spike > 0
                    && recording.sample(spike) == recording.sample(spike - 1)
                    && recording.step(spike) == recording.step(spike - 1)
                    && recording.neuron(spike) == recording.neuron(spike - 1);
            same = isSame ? same + 1 : 1;
            assertTrue(same <= most);
            reached += same == most ? 1 : 0;
        }
        String told =
                "Neurons of hidden sent " + most + " spikes in a step, the most that they can, " + reached + " times";
        assertTrue(
                outcome.result().notes().stream().anyMatch(note -> note.startsWith(told)),
                told + ": " + outcome.result().notes());
    }

    @Test
    void moreSpikesThanTheInputHasAreRefused() {
        String refused = assertThrows(
                        InputException.class,
                        () -> Experiment.on(Chips.darwin3())
                                .run(encoded(made(SpikeCounts.Form.REPEATED, 2)), new Drawn(SpikeCounts.Form.REPEATED)))
                .getMessage();
        assertTrue(refused.contains("spike at most 2 times in a step, those of drawn up to 8 times"), refused);
    }
}
