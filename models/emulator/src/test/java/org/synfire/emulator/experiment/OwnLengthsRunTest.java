package org.synfire.emulator.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.readout.Readout;
import org.synfire.emulator.result.Recording;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.result.SampleResults;
import org.synfire.engine.InputException;
import org.synfire.network.data.SpikeHash;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Synapses;
import org.synfire.network.neuron.LeakyNeurons;
import org.synfire.network.reference.DrawnSpikes;
import org.synfire.noc.chip.Chips;

/** Runs over samples of different length against runs of each sample by itself, on a network of its length. */
@Timeout(120)
class OwnLengthsRunTest {
    private static final int STEPS = 20;
    private static final int SAMPLES = 8;
    private static final LeakyNeurons LEAKY = new LeakyNeurons(16, 2, LeakyNeurons.Reset.SUBTRACT, new int[] {60});

    /** An input of spikes, leaky neurons with a way back of two steps, and leaky neurons that are read. */
    private static IntegerNetwork network(int steps) {
        Shape in = Shape.vector(6);
        Shape hidden = Shape.vector(5);
        Shape out = Shape.vector(3);
        return new IntegerNetwork(
                "small",
                steps,
                new int[] {0, 8, 8},
                List.of(
                        new Population(0, "events", in, new Neurons.SpikeInput()),
                        new Population(1, "hidden", hidden, new Neurons.Program(LEAKY)),
                        new Population(2, "out", out, new Neurons.Program(LEAKY))),
                List.of(
                        Projection.of(0, 0, 1, new Synapses.Dense(in, hidden, weights(30))),
                        Projection.of(1, 1, 1, new Synapses.Dense(hidden, hidden, weights(25)))
                                .withDelay(2),
                        Projection.of(2, 1, 2, new Synapses.Dense(hidden, out, weights(15)))));
    }

    private static short[] weights(int count) {
        short[] weights = new short[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (short) (i * 37 % 83 - 25);
        }
        return weights;
    }

    private static EncodedNetwork encoded(int steps) {
        return new EncodedNetwork(network(steps), InputEncoding.EVENTS);
    }

    private static DrawnSpikes samples() {
        return DrawnSpikes.ofOwnLengths(network(STEPS), SAMPLES, 5);
    }

    /** The sample by itself: a set of one, whose steps are the network's. */
    private static DrawnSpikes alone(DrawnSpikes all, int sample) {
        return new DrawnSpikes(
                all.shape(),
                all.steps(sample),
                1,
                1,
                (none, step, into) -> all.drawn().spikes(sample, step, into),
                List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"count", "first", "last", "mean", "max", "mean:1", "mean:4", "mean:20"})
    void everySampleIsAnsweredAsByItself(Readout readout) {
        DrawnSpikes all = samples();
        for (int threads = 1; threads <= 3; threads++) {
            RunOutcome together = Experiment.on(Chips.darwin3())
                    .threads(threads)
                    .readout(readout)
                    .run(encoded(STEPS), all);
            assertEquals(0, reference(together).mismatchedValues());
            long compared = 0;
            for (int sample = 0; sample < SAMPLES; sample++) {
                int steps = all.steps(sample);
                Readout own = readout instanceof Readout.MeanOfLast mean && mean.steps() > steps
                        ? Readout.Word.MEAN
                        : readout;
                RunOutcome alone = Experiment.on(Chips.darwin3()).readout(own).run(encoded(steps), alone(all, sample));
                SampleResults.Sample expected = alone.samples().get(0);
                SampleResults.Sample found = together.samples().get(sample);
                assertEquals(expected.outputs(), found.outputs(), readout.word() + " of sample " + sample);
                assertEquals(expected.spikes(), found.spikes());
                assertEquals(expected.latencySteps(), found.latencySteps());
                compared += reference(alone).comparedValues();
            }
            assertEquals(compared, reference(together).comparedValues());
        }
    }

    private static RunResult.ReferenceResult reference(RunOutcome outcome) {
        return outcome.result().witnesses().reference().orElseThrow();
    }

    /** What a run counts are the sums of what runs of single samples count; figures of a sample are their means. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void figuresAreThoseOfAllSamples(boolean pipelined) {
        DrawnSpikes all = samples();
        RunResult together = run(pipelined, encoded(STEPS), all);
        List<RunResult> alone = IntStream.range(0, SAMPLES)
                .mapToObj(sample -> run(pipelined, encoded(all.steps(sample)), alone(all, sample)))
                .toList();
        int[] steps = IntStream.range(0, SAMPLES).map(all::steps).toArray();
        long allSteps = IntStream.of(steps).sum();
        assertEquals(
                alone.stream().mapToLong(one -> one.events().spikes()).sum(),
                together.events().spikes());
        assertEquals(
                alone.stream().mapToLong(one -> one.events().packets()).sum(),
                together.events().packets());
        assertEquals(
                alone.stream().mapToLong(one -> one.events().neuronUpdates()).sum(),
                together.events().neuronUpdates());
        assertEquals(allSteps * 8, together.events().neuronUpdates());
        assertEquals(
                (double) together.layers().get(1).spikes() / (5 * allSteps),
                together.layers().get(1).rate(),
                1e-12);
        RunResult.NeuroBench metrics = together.neurobench().orElseThrow();
        assertEquals(allSteps * 8.0 / SAMPLES, metrics.membraneUpdates(), 1e-9);
        assertEquals(Math.round(allSteps * 70.0 / SAMPLES), metrics.denseOperations());
        long distances = IntStream.of(steps)
                .map(own -> network(own).timing().intervalSteps(pipelined))
                .sum();
        RunResult.SampleSteps lengths = together.timeSteps().lengths().orElseThrow();
        assertEquals(IntStream.of(steps).min().orElseThrow(), lengths.shortest());
        assertEquals(IntStream.of(steps).max().orElseThrow(), lengths.longest());
        assertEquals((double) allSteps / SAMPLES, lengths.mean(), 1e-12);
        assertEquals((double) distances / SAMPLES, lengths.meanPerSample(), 1e-12);
        assertEquals(lengths.shortest() + 2, lengths.leastLatency());
        assertEquals(lengths.longest() + 2, lengths.mostLatency());
    }

    private static RunResult run(boolean pipelined, EncodedNetwork network, DrawnSpikes samples) {
        Experiment experiment = Experiment.on(Chips.darwin3());
        return (pipelined ? experiment : experiment.withoutPipeline())
                .run(network, samples)
                .result();
    }

    /** Samples that all have the network's steps give the run that they give without lengths of their own. */
    @Test
    void equalLengthsChangeNothing() {
        DrawnSpikes plain = DrawnSpikes.of(network(STEPS), SAMPLES, 5);
        DrawnSpikes own = new DrawnSpikes(
                plain.shape(),
                STEPS,
                SAMPLES,
                1,
                plain.drawn(),
                IntStream.range(0, SAMPLES).mapToObj(sample -> STEPS).toList());
        RunResult expected = run(true, encoded(STEPS), plain);
        RunResult found = run(true, encoded(STEPS), own);
        assertEquals(expected.events(), found.events());
        assertEquals(expected.energy(), found.energy());
        assertEquals(expected.timeSteps(), found.timeSteps());
        assertEquals(expected.layers(), found.layers());
        assertEquals(expected.latency().stepCycles(), found.latency().stepCycles());
    }

    @Test
    void recordingsEndWithEachSample(@TempDir Path folder) throws IOException {
        DrawnSpikes all = samples();
        RunOutcome together = Experiment.on(Chips.darwin3())
                .recording(List.of("hidden"), true)
                .run(encoded(STEPS), all);
        Recording recording = together.recordings().getFirst();
        List<Integer> spikes = new ArrayList<>();
        int[] potentials = new int[SAMPLES * STEPS * 5];
        long rows = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            Recording one = Experiment.on(Chips.darwin3())
                    .recording(List.of("hidden"), true)
                    .run(encoded(all.steps(sample)), alone(all, sample))
                    .recordings()
                    .getFirst();
            for (int spike = 0; spike < one.size(); spike++) {
                spikes.addAll(List.of(sample, one.step(spike), one.neuron(spike)));
            }
            int[] own = one.potentials().orElseThrow();
            System.arraycopy(own, 0, potentials, sample * STEPS * 5, own.length);
            assertEquals(all.steps(sample), recording.stepsOf(sample));
            rows += own.length;
        }
        assertEquals(spikes, IntStream.of(recording.spikes()).boxed().toList());
        assertArrayEquals(potentials, recording.potentials().orElseThrow());
        assertEquals(
                together.result().layers().get(1).rate(),
                together.details().recorded().getFirst().rate(),
                1e-12);
        together.writeReport(folder);
        assertEquals(
                rows + 1, Files.readAllLines(folder.resolve("potentials.csv")).size());
        assertTrue(Files.exists(folder.resolve("potentials.npz")));
    }

    /** The same spikes in other lengths are other data. */
    @Test
    void lengthsArePartOfTheHash() {
        DrawnSpikes silent = new DrawnSpikes(Shape.vector(6), 4, 2, 1, (sample, step, into) -> 0, List.of(3, 4));
        DrawnSpikes longer = new DrawnSpikes(Shape.vector(6), 4, 2, 1, (sample, step, into) -> 0, List.of(4, 4));
        assertTrue(!SpikeHash.of(silent).equals(SpikeHash.of(longer)));
        assertEquals(3, silent.take(1).steps(0));
        assertEquals(4, silent.from(1).steps(0));
        assertEquals(4, silent.take(1).steps());
    }

    @Test
    void moreStepsThanTheLongestSampleHasAreRefused() {
        InputException wrong = assertThrows(
                InputException.class,
                () -> Experiment.on(Chips.darwin3())
                        .readout(Readout.of("mean:21"))
                        .run(encoded(STEPS), samples()));
        assertTrue(wrong.getMessage().contains("has 20 steps; read at most as many"), wrong.getMessage());
    }
}
