package org.synfire.emulator.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.compare.ComparedRun;
import org.synfire.emulator.readout.Readout;
import org.synfire.emulator.result.Recording;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.InputException;
import org.synfire.network.data.SpikeHash;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.demo.Demo;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Synapses;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.neuron.LeakyNeurons;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.program.ProgramLibrary;
import org.synfire.network.reference.RandomSpikingNetworks;
import org.synfire.network.reference.SpikingReference;
import org.synfire.network.spiking.SmallSpikingNetworks;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

/** Networks that read spikes as whole runs: over sets of spikes, with labels or without, with every readout. */
@Timeout(120)
class SpikeRunTest {
    private static final int CHANNELS = 6;
    private static final int OUTPUTS = 3;
    private static final int STEPS = 9;
    private static final int SAMPLES = 7;
    private static final LeakyNeurons LEAKY = new LeakyNeurons(16, 2, LeakyNeurons.Reset.SUBTRACT, new int[] {40});

    /** Spikes of a generator as a set. */
    private record Drawn(Shape shape, int steps, int size, boolean isLabelled, NetworkInput.Spikes spikes)
            implements SpikeSet {
        @Override
        public String name() {
            return "drawn";
        }

        @Override
        public int classes() {
            return isLabelled ? OUTPUTS : 0;
        }

        @Override
        public int label(int index) {
            return index % OUTPUTS;
        }

        @Override
        public List<String> remarks() {
            return List.of("It is drawn.");
        }

        @Override
        public int spikes(int sample, int step, int[] into) {
            return spikes.spikes(sample, step, into);
        }
    }

    private static Drawn drawn(int channels, int steps, boolean isLabelled) {
        return new Drawn(Shape.vector(channels), steps, SAMPLES, isLabelled, (sample, step, into) -> {
            Random random = new Random(1_000 * sample + step);
            int count = 0;
            for (int i = 0; i < channels; i++) {
                if (random.nextInt(3) == 0) {
                    into[count++] = i;
                }
            }
            return count;
        });
    }

    private static short[] weights(int count, long seed) {
        Random random = new Random(seed);
        short[] weights = new short[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (short) (random.nextInt(81) - 30);
        }
        return weights;
    }

    /** An input of spikes, five leaky neurons with a way back, and a last population. */
    private static EncodedNetwork network(NeuronProgram last) {
        Shape in = Shape.vector(CHANNELS);
        Shape hidden = Shape.vector(5);
        Shape out = Shape.vector(OUTPUTS);
        return new EncodedNetwork(
                new IntegerNetwork(
                        "small",
                        STEPS,
                        new int[] {0, 8, 8},
                        List.of(
                                new Population(0, "events", in, new Neurons.SpikeInput()),
                                new Population(1, "hidden", hidden, new Neurons.Program(LEAKY)),
                                new Population(2, "out", out, new Neurons.Program(last))),
                        List.of(
                                Projection.of(0, 0, 1, new Synapses.Dense(in, hidden, weights(30, 1))),
                                Projection.of(1, 1, 1, new Synapses.Dense(hidden, hidden, weights(25, 2))),
                                Projection.of(2, 1, 2, new Synapses.Dense(hidden, out, weights(15, 3))))),
                InputEncoding.EVENTS);
    }

    private static NeuronProgram integrator() {
        return AssemblyNeurons.of(ProgramLibrary.program("integrator"), ProgramArithmetic.exact(Chips.darwin3()));
    }

    private static RunOutcome run(EncodedNetwork network, SpikeSet samples, Optional<Readout> readout) {
        Experiment experiment = Experiment.on(Chips.darwin3());
        readout.ifPresent(experiment::readout);
        return experiment.run(network, samples);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void networksOfAnyShapeEqualTheReference(long seed) {
        IntegerNetwork network = RandomSpikingNetworks.drawRecurrent(seed);
        Shape shape = network.input().shape();
        Drawn samples = new Drawn(shape, network.timeSteps(), SAMPLES, false, (NetworkInput.Spikes)
                RandomSpikingNetworks.input(network, seed));
        EncodedNetwork encoded = new EncodedNetwork(network, InputEncoding.EVENTS);
        RunResult one = run(encoded, samples, Optional.empty()).result();
        assertEquals(0, one.witnesses().reference().orElseThrow().mismatchedValues());
        assertTrue(one.witnesses().reference().orElseThrow().comparedValues() > 0);
        RunResult three = Experiment.on(Chips.darwin3())
                .threads(3)
                .withoutPipeline()
                .run(encoded, samples)
                .result();
        assertEquals(one.events().fingerprint(), three.events().fingerprint());
    }

    /** Outputs by definition, from what a plain loop over the three populations computes. */
    private static int[] expected(Readout readout, int sample, boolean integrates) {
        int[] into = new int[CHANNELS];
        Drawn samples = drawn(CHANNELS, STEPS, true);
        int[] hidden = new int[5];
        int[] out = new int[OUTPUTS];
        boolean[] fired = new boolean[5];
        int[] read = new int[OUTPUTS];
        Arrays.fill(read, readout == Readout.Word.MAX ? Integer.MIN_VALUE : 0);
        short[] in = weights(30, 1);
        short[] back = weights(25, 2);
        short[] forth = weights(15, 3);
        for (int step = 0; step < STEPS; step++) {
            int count = samples.spikes(sample, step, into);
            boolean[] before = fired;
            fired = new boolean[5];
            for (int n = 0; n < 5; n++) {
                int sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += in[n * CHANNELS + into[i]];
                }
                for (int i = 0; i < 5; i++) {
                    sum += before[i] ? back[n * 5 + i] : 0;
                }
                int potential = sum + hidden[n] - (hidden[n] >> 2);
                fired[n] = potential >= 40;
                hidden[n] = fired[n] ? potential - 40 : potential;
            }
            for (int n = 0; n < OUTPUTS; n++) {
                int sum = 0;
                for (int i = 0; i < 5; i++) {
                    sum += fired[i] ? forth[n * 5 + i] : 0;
                }
                int potential = sum + out[n] - (integrates ? 0 : out[n] >> 2);
                boolean spikes = !integrates && potential >= 40;
                out[n] = spikes ? potential - 40 : potential;
                switch (readout) {
                    case Readout.Word.COUNT -> read[n] += spikes ? 1 : 0;
                    case Readout.Word.FIRST -> read[n] = spikes && read[n] == 0 ? STEPS - step : read[n];
                    case Readout.Word.LAST -> read[n] = out[n];
                    case Readout.Word.MEAN -> read[n] += out[n];
                    case Readout.MeanOfLast mean -> read[n] += step + mean.steps() >= STEPS ? out[n] : 0;
                    case Readout.Word.MAX -> read[n] = Math.max(read[n], out[n]);
                }
            }
        }
        return read;
    }

    @ParameterizedTest
    @ValueSource(strings = {"count", "first", "last", "mean", "max", "mean:1", "mean:4", "mean:9"})
    void outputsAreReadAsDefined(Readout readout) {
        Drawn samples = drawn(CHANNELS, STEPS, true);
        RunOutcome outcome = run(network(LEAKY), samples, Optional.of(readout));
        int correct = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            int[] outputs = expected(readout, sample, false);
            assertEquals(
                    IntStream.of(outputs).boxed().toList(),
                    outcome.samples().get(sample).outputs());
            int best = IntStream.range(0, OUTPUTS)
                    .reduce((a, b) -> outputs[b] > outputs[a] ? b : a)
                    .orElseThrow();
            correct += best == sample % OUTPUTS ? 1 : 0;
        }
        RunResult result = outcome.result();
        assertEquals(correct, result.answers().correct());
        assertEquals(correct, result.witnesses().reference().orElseThrow().correct());
        assertEquals(0, result.witnesses().reference().orElseThrow().mismatchedValues());
        int spikes = SAMPLES * STEPS * (CHANNELS + 5 + OUTPUTS);
        assertEquals(
                spikes + (readout.isOfPotentials() ? SAMPLES * OUTPUTS : 0),
                result.witnesses().reference().orElseThrow().comparedValues());
        assertTrue(result.notes().contains("It is drawn."));
        assertEquals(SpikeHash.of(samples), result.origin().data().sha256());
    }

    @Test
    void integratorsAreReadByTheirPotentials() {
        Drawn samples = drawn(CHANNELS, STEPS, true);
        EncodedNetwork network = network(integrator());
        for (Optional<Readout> readout : List.of(
                Optional.<Readout>empty(),
                Optional.<Readout>of(Readout.Word.COUNT),
                Optional.<Readout>of(Readout.Word.FIRST))) {
            InputException wrong = assertThrows(InputException.class, () -> run(network, samples, readout));
            assertTrue(wrong.getMessage().contains("never spike, they integrate"), wrong.getMessage());
        }
        for (Readout readout : List.of(Readout.Word.LAST, Readout.Word.MEAN, Readout.Word.MAX, Readout.of("mean:3"))) {
            RunOutcome outcome = run(network, samples, Optional.of(readout));
            assertEquals(
                    0, outcome.result().witnesses().reference().orElseThrow().mismatchedValues());
            for (int sample = 0; sample < SAMPLES; sample++) {
                assertArrayEquals(
                        expected(readout, sample, true),
                        outcome.samples().get(sample).outputs().stream()
                                .mapToInt(Integer::intValue)
                                .toArray(),
                        readout.word());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum", "", "mean:", "mean:0", "mean:-1", "mean:1.5", "mean:2147483648", "MEAN", "last:3"})
    void whatIsNoReadoutIsRefused(String word) {
        InputException wrong = assertThrows(InputException.class, () -> Readout.of(word));
        assertTrue(wrong.getMessage().startsWith("'" + word + "' is none of count,"), wrong.getMessage());
    }

    @Test
    void moreStepsThanASampleHasAreRefused() {
        Readout readout = Readout.of("mean:" + (STEPS + 1));
        assertEquals("mean:10", readout.word());
        InputException wrong = assertThrows(
                InputException.class, () -> run(network(LEAKY), drawn(CHANNELS, STEPS, true), Optional.of(readout)));
        assertTrue(wrong.getMessage().contains("has 9 steps; read at most as many"), wrong.getMessage());
    }

    @Test
    void withoutLabelsThereIsNoAccuracyButOutputs(@TempDir Path folder) throws IOException {
        RunOutcome outcome = run(network(LEAKY), drawn(CHANNELS, STEPS, false), Optional.empty());
        assertFalse(outcome.result().hasAccuracy());
        assertEquals(0, outcome.result().answers().correct());
        assertEquals(SAMPLES, outcome.samples().size());
        assertTrue(outcome.samples().get(0).isRight().isEmpty());
        outcome.writeReport(folder);
        List<String> lines = Files.readAllLines(folder.resolve("samples.csv"));
        assertEquals(SAMPLES + 1, lines.size());
        assertTrue(lines.get(1).matches("0,,\\d,,\\d+,\\d+,,,\\d+,\\d+,\\d+"), lines.get(1));
        assertFalse(Files.exists(folder.resolve("confusion.csv")));
        assertFalse(ComparedRun.read(folder).recorded().result().hasAccuracy());
    }

    @Test
    void labelsDoNotChangeWhatIsComputed() {
        RunResult with = run(network(LEAKY), drawn(CHANNELS, STEPS, true), Optional.empty())
                .result();
        RunResult without = run(network(LEAKY), drawn(CHANNELS, STEPS, false), Optional.empty())
                .result();
        assertEquals(with.events().fingerprint(), without.events().fingerprint());
        assertNotEquals(with.origin().data().sha256(), without.origin().data().sha256());
        assertTrue(with.hasAccuracy());
    }

    @Test
    void samplesThatDoNotFitAreRefused() {
        EncodedNetwork network = network(LEAKY);
        Experiment experiment = Experiment.on(Chips.darwin3());
        requireMessage("reads spikes of time steps, but", () -> experiment.run(network, Demo.images(2)));
        requireMessage("reads spikes of 6", () -> experiment.run(network, drawn(7, STEPS, true)));
        requireMessage(
                "has samples of 9 steps, those of drawn have 8", () -> experiment.run(network, drawn(6, 8, true)));
        requireMessage(
                "reads images, but drawn has spikes",
                () -> experiment.run(SmallSpikingNetworks.mixed(28, 2).onCores(), drawn(784, 2, true)));
        requireMessage(
                "adds up its answer",
                () -> Experiment.on(Chips.darwin3())
                        .readout(Readout.Word.LAST)
                        .run(SmallSpikingNetworks.mixed(28, 2).onCores(), Demo.images(2)));
    }

    @Test
    void recordingsEqualTheReference() {
        Drawn samples = drawn(CHANNELS, STEPS, true);
        EncodedNetwork network = network(LEAKY);
        RunOutcome outcome = Experiment.on(Chips.darwin3().with(ChipFigure.NEURONS, 2, "to have several cores"))
                .threads(2)
                .recording(List.of("hidden", "2"), true)
                .run(network, samples);
        NetworkInput.Spikes input = (sample, step, into) -> samples.spikes((int) sample, step, into);
        for (Recording recording : outcome.recordings()) {
            int[] potentials = recording.potentials().orElseThrow();
            List<Integer> expected = new ArrayList<>();
            int[] at = {0};
            SpikingReference reference = new SpikingReference(network.network());
            reference.watchPotentials(recording.layer(), (step, values) -> {
                for (int value : values) {
                    assertEquals(value, potentials[at[0]++]);
                }
            });
            for (int sample = 0; sample < SAMPLES; sample++) {
                reference.compute(input, sample);
                for (int step = 0; step < STEPS; step++) {
                    for (int neuron = 0; neuron < recording.neurons(); neuron++) {
                        if (reference.spikes(recording.layer()).hasSpike(neuron, step)) {
                            expected.addAll(List.of(sample, step, neuron));
                        }
                    }
                }
            }
            assertEquals(potentials.length, at[0]);
            assertEquals(expected, IntStream.of(recording.spikes()).boxed().toList());
        }
        assertEquals(
                List.of("hidden", "out"),
                outcome.recordings().stream().map(Recording::name).toList());
        RunDetails.RecordedLayer hidden = outcome.details().recorded().getFirst();
        assertEquals(outcome.recordings().getFirst().size(), hidden.spikes());
        assertEquals(outcome.result().layers().get(1).rate(), hidden.rate(), 1e-12);
        assertEquals(outcome.result().layers().get(1).spikes(), hidden.spikes());
        assertEquals(0, hidden.intervals()[0]);
    }

    /** A neuron that spikes in steps 0, 2 and 8 has intervals of 2 and 6 steps: their mean is 4, their deviation 2. */
    @Test
    void intervalsAreCountedWithinASample() {
        Drawn samples = new Drawn(Shape.vector(CHANNELS), STEPS, 2, true, (sample, step, into) -> {
            into[0] = 3;
            return step == 0 || step == 2 || step == 8 ? 1 : 0;
        });
        RunDetails.RecordedLayer input = Experiment.on(Chips.darwin3())
                .recording(List.of("events"), false)
                .run(network(LEAKY), samples)
                .details()
                .recorded()
                .getFirst();
        assertArrayEquals(new long[] {0, 0, 2, 0, 0, 0, 2}, input.intervals());
        assertEquals(1, input.irregularNeurons());
        assertEquals(0.5, input.irregularity(), 1e-12);
        assertEquals(6.0 / (2 * STEPS * CHANNELS), input.rate(), 1e-12);
        assertArrayEquals(new int[] {3}, input.raster().fired()[1][8]);
    }

    @Test
    void whatCannotBeRecordedIsRefused() {
        Drawn samples = drawn(CHANNELS, STEPS, true);
        EncodedNetwork network = network(LEAKY);
        requireMessage(
                "no layer 'none' that sends spikes",
                () -> Experiment.on(Chips.darwin3())
                        .recording(List.of("none"), false)
                        .run(network, samples));
        requireMessage(
                "layer events has no potential in each step",
                () -> Experiment.on(Chips.darwin3())
                        .recording(List.of("events"), true)
                        .run(network, samples));
    }

    private static void requireMessage(String part, Executable run) {
        InputException wrong = assertThrows(InputException.class, run);
        assertTrue(wrong.getMessage().contains(part), wrong.getMessage());
    }
}
