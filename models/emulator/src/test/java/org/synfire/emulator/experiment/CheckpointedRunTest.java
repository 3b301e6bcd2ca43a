package org.synfire.emulator.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.core.Grouping;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.probe.RasterLayer;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.engine.InputException;
import org.synfire.engine.checkpoint.CheckpointInterval;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.Checkpoints;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.demo.Demo;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.reference.DrawnSpikes;
import org.synfire.network.reference.RandomSpikingNetworks;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

/** Runs that end in their middle, and go on from a checkpoint, have every result of those that were not cut. */
@Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CheckpointedRunTest {
    private static final int MOST_SPIKES = 3;

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    /** Ends a run at a step, as a kill does: nothing is saved then. */
    private record Cut(long at) implements StepObserver, Checkpointed {
        private static final class Reached extends RuntimeException {
            private static final long serialVersionUID = 1;
        }

        @Override
        public void onStepEnd(long step, long hostNanos) {
            if (step == at) {
                throw new Reached();
            }
        }

        @Override
        public void state(StateFields fields) {}
    }

    /** Without its answer, whose sums of many steps would not fit 32 bits. */
    private static EncodedNetwork network(long seed, int steps) {
        IntegerNetwork drawn = RandomSpikingNetworks.drawSeveral(seed, MOST_SPIKES);
        int last = drawn.populations().size() - 1;
        return new EncodedNetwork(
                new IntegerNetwork(
                        drawn.name(),
                        steps,
                        IntStream.range(0, last).map(drawn::weightBits).toArray(),
                        drawn.populations().subList(0, last),
                        drawn.projections().stream()
                                .filter(projection -> projection.target() != last)
                                .toList()),
                InputEncoding.EVENTS);
    }

    private CheckpointedRun.Setting every(long steps, String out) {
        return new CheckpointedRun.Setting(
                folder.resolve(out), new CheckpointInterval.Steps(steps), true, told::add, told::add);
    }

    private static Experiment experiment(EncodedNetwork network, int threads, boolean isRecorded) {
        Experiment experiment = Experiment.on(chip()).threads(threads);
        String layer = network.network().population(1).name();
        if (isRecorded) {
            boolean hasPotential = network.network().population(1).neurons() instanceof Neurons.Program program
                    && program.program().hasPotential();
            experiment
                    .raster(new RasterLayer(layer))
                    .recording(List.of(layer), hasPotential)
                    .recordingPackets()
                    .recordingSteps();
        }
        return experiment;
    }

    private static ChipDescription chip() {
        return Chips.darwin3().with(ChipFigure.NEURONS, 48, "so that layers have several cores");
    }

    /** Runs and is cut at each of some steps, then runs to its end. */
    private RunOutcome cut(
            EncodedNetwork network, SpikeSet samples, String out, long interval, int[] threads, long[] cuts)
            throws IOException {
        Files.createDirectories(folder.resolve(out));
        for (int cut = 0; cut < cuts.length; cut++) {
            Experiment experiment = experiment(network, threads[cut % threads.length], true)
                    .observedBy(new Cut(cuts[cut]))
                    .checkpoints(every(interval, out));
            assertThrows(Cut.Reached.class, () -> experiment.run(network, samples));
        }
        return experiment(network, threads[cuts.length % threads.length], true)
                .observedBy(new Cut(Long.MAX_VALUE))
                .checkpoints(every(interval, out))
                .run(network, samples);
    }

    private void assertSame(RunOutcome expected, RunOutcome actual, String name) throws IOException {
        Path whole = folder.resolve(name + "-whole");
        Path cut = folder.resolve(name + "-cut");
        expected.writeReport(whole);
        actual.writeReport(cut);
        int compared = 0;
        try (Stream<Path> files = Files.list(whole)) {
            for (Path file : files.toList()) {
                String of = file.getFileName().toString();
                Path other = cut.resolve(of);
                if (of.equals("run.json") || of.equals("details.json")) {
                    assertEquals(ofChip(file), ofChip(other), of);
                } else if (!of.contains("host-step") && !of.startsWith("report") && !of.equals(".synfire")) {
                    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other), of);
                }
                compared++;
            }
        }
        assertTrue(compared > 10, "files: " + compared);
    }

    private static ObjectNode ofChip(Path file) throws IOException {
        ObjectNode result = (ObjectNode) new ObjectMapper().readTree(file.toFile());
        result.set("data", result.at("/origin/data"));
        result.remove(List.of("timing", "throughput", "origin", "threads", "hostStep"));
        if (result.get("latency") instanceof ObjectNode latency) {
            latency.remove("hostStepNanos");
        }
        return result;
    }

    /**
     * Delays of projections and synapses, ways back, random input, several spikes a step, samples of different length.
     */
    @ParameterizedTest
    @ValueSource(longs = {5, 58, 101})
    void manySamplesGoOn(long seed) throws IOException {
        EncodedNetwork network =
                new EncodedNetwork(RandomSpikingNetworks.drawSeveral(seed, MOST_SPIKES), InputEncoding.EVENTS);
        DrawnSpikes samples = seed % 2 == 0
                ? DrawnSpikes.of(network.network(), 7, seed)
                : DrawnSpikes.ofOwnLengths(network.network(), 7, seed);
        RunOutcome whole = experiment(network, 2, true).run(network, samples);
        long steps = whole.result().timeSteps().total();
        long[] cuts = new Random(seed).longs(4, 0, steps).sorted().toArray();
        RunOutcome cut = cut(network, samples, "run", 5 + seed % 5, new int[] {1, 2, 3}, cuts);
        assertSame(whole, cut, "run");
    }

    /** Codes wait in windows of steps and are on their way bit by bit; on one chip single events have costs. */
    @ParameterizedTest
    @ValueSource(strings = {"darwin3", "loihi"})
    void codesGoOn(String on) throws IOException {
        EncodedNetwork network = Demo.ENCODED;
        ImageSet images = Demo.images(9);
        RunOutcome whole = Experiment.on(Chips.named(on))
                .threads(2)
                .grouping(Grouping.SINGLE)
                .kernels(Kernels.Choice.VECTOR)
                .run(network, images);
        Path out = Files.createDirectories(folder.resolve("codes"));
        long steps = whole.result().timeSteps().total();
        RunOutcome cut = null;
        for (long at : new long[] {steps / 3, steps / 2, Long.MAX_VALUE}) {
            Experiment experiment = Experiment.on(Chips.named(on))
                    .threads(2)
                    .observedBy(new Cut(at))
                    .checkpoints(every(3, "codes"));
            if (at < steps) {
                assertThrows(Cut.Reached.class, () -> experiment.run(network, images));
            } else {
                cut = experiment.run(network, images);
            }
        }
        assertTrue(Checkpoints.areIn(out));
        assertSame(whole, cut, "codes");
    }

    /** Ten thousand steps of one sample, cut at random steps, with one, two and three threads. */
    @ParameterizedTest
    @ValueSource(longs = {97})
    void oneLongSampleGoesOn(long seed) throws IOException {
        EncodedNetwork network = network(seed, 10_000);
        DrawnSpikes samples = DrawnSpikes.of(network.network(), 1, seed);
        Random random = new Random(seed);
        for (int threads = 1; threads <= 3; threads++) {
            String out = "threads" + threads;
            RunOutcome whole =
                    experiment(network, threads, false).withoutReference().run(network, samples);
            Files.createDirectories(folder.resolve(out));
            long[] cuts = random.longs(3, 0, 10_000).sorted().toArray();
            for (long at : cuts) {
                Experiment ended = experiment(network, threads, false)
                        .withoutReference()
                        .observedBy(new Cut(at))
                        .checkpoints(every(700, out));
                assertThrows(Cut.Reached.class, () -> ended.run(network, samples));
            }
            RunOutcome cut = experiment(network, threads, false)
                    .withoutReference()
                    .checkpoints(every(700, out))
                    .observedBy(new Cut(Long.MAX_VALUE))
                    .run(network, samples);
            assertEquals(
                    whole.result().events().fingerprint(), cut.result().events().fingerprint());
            assertSame(whole, cut, out);
        }
    }

    @Test
    void anOrderlyStopIsACheckpoint() throws IOException {
        EncodedNetwork network = network(11, 300);
        DrawnSpikes samples = DrawnSpikes.of(network.network(), 2, 3);
        Files.createDirectories(folder.resolve("stop"));
        RunOutcome whole = experiment(network, 1, true).run(network, samples);
        Experiment stopped = experiment(network, 2, true);
        stopped.observedBy(new Stop(stopped)).checkpoints(every(1_000_000, "stop"));
        RunOutcome part = stopped.run(network, samples);
        assertFalse(part.result().answers().complete());
        RunOutcome rest = experiment(network, 1, true)
                .observedBy(new Stop(null))
                .checkpoints(every(1_000_000, "stop"))
                .run(network, samples);
        assertTrue(told.stream().anyMatch(words -> words.matches("the run goes on from step [1-9].*")), told + "");
        assertSame(whole, rest, "stop");
    }

    /** Asks a run to stop when it has begun. */
    private record Stop(Experiment asked) implements StepObserver, Checkpointed {
        @Override
        public void onStepEnd(long step, long hostNanos) {
            if (step == 40 && asked != null) {
                asked.requestStop();
            }
        }

        @Override
        public void state(StateFields fields) {}
    }

    @Test
    void checkpointsOfOtherRunsAreRefused() throws IOException {
        EncodedNetwork network = network(11, 50);
        DrawnSpikes samples = DrawnSpikes.of(network.network(), 2, 3);
        Path out = Files.createDirectories(folder.resolve("other"));
        Experiment ended = experiment(network, 1, false).observedBy(new Cut(60)).checkpoints(every(20, "other"));
        assertThrows(Cut.Reached.class, () -> ended.run(network, samples));
        assertTrue(Checkpoints.areIn(out));
        EncodedNetwork longer = network(11, 51);
        assertRefused(longer, DrawnSpikes.of(longer.network(), 2, 3), "is the checkpoint of another run, of network");
        assertRefused(
                network, DrawnSpikes.of(network.network(), 3, 3), "of 2 samples from number 0 on of drawn; this is");
        assertRefused(network, DrawnSpikes.of(network.network(), 2, 4), "the data have changed since");
        Experiment probed = experiment(network, 1, false).observedBy(new StepObserver() {});
        assertTrue(probed.obstacleToCheckpoints().orElseThrow().contains("keeps what cannot be saved"));
        Experiment timed = Experiment.on(chip()).timing(NetworkTiming.CYCLE).checkpoints(every(20, "other"));
        String refused = assertThrows(InputException.class, () -> timed.run(network, samples))
                .getMessage();
        assertTrue(refused.contains("the state of this run cannot be saved: with the cycle timing"), refused);
    }

    private void assertRefused(EncodedNetwork network, DrawnSpikes samples, String words) {
        Experiment other = experiment(network, 1, false)
                .observedBy(new Cut(Long.MAX_VALUE))
                .checkpoints(every(20, "other"));
        String refused = assertThrows(InputException.class, () -> other.run(network, samples))
                .getMessage();
        assertTrue(refused.contains(words), refused);
    }

    /** The last file is damaged at every tenth byte in turn: the one before it is used. */
    @Test
    void theOneBeforeADamagedCheckpointIsUsed() throws IOException {
        EncodedNetwork network = network(11, 60);
        DrawnSpikes samples = DrawnSpikes.of(network.network(), 1, 3);
        RunOutcome whole = experiment(network, 1, false).run(network, samples);
        Path out = Files.createDirectories(folder.resolve("damaged"));
        Experiment ended = experiment(network, 1, false).observedBy(new Cut(45)).checkpoints(every(20, "damaged"));
        assertThrows(Cut.Reached.class, () -> ended.run(network, samples));
        Path last = out.resolve("run-checkpoint-2.bin");
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(bytes, bytes.length / 2));
        told.clear();
        RunOutcome cut = experiment(network, 1, false)
                .observedBy(new Cut(Long.MAX_VALUE))
                .checkpoints(every(20, "damaged"))
                .run(network, samples);
        assertTrue(told.getFirst().contains("is damaged; the other one is of step 20"), told.toString());
        assertEquals("the run goes on from step 20", told.get(1));
        assertSame(whole, cut, "damaged");
        Files.write(out.resolve("run-checkpoint-1.bin"), new byte[0]);
        Files.write(last, new byte[0]);
        assertRefusedAsDamaged(network, samples);
    }

    private void assertRefusedAsDamaged(EncodedNetwork network, DrawnSpikes samples) {
        Experiment other = experiment(network, 1, false)
                .observedBy(new Cut(Long.MAX_VALUE))
                .checkpoints(every(20, "damaged"));
        String refused = assertThrows(InputException.class, () -> other.run(network, samples))
                .getMessage();
        assertTrue(refused.startsWith("no checkpoint can be used: "), refused);
        assertTrue(
                Optional.of(refused).filter(words -> words.contains("--force")).isPresent());
    }
}
