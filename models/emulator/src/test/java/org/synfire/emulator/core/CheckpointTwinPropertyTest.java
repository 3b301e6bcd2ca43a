package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.measure.RunFingerprint;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.Checkpoints;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.SpikeTrains;
import org.synfire.network.reference.RandomNetworks;
import org.synfire.network.reference.RandomSpikingNetworks;

/**
 * Whatever the network, its slices, the pipeline and the windows: an emulator that takes the state of another over, in
 * any step and with any number of workers, goes on to what one emulator computes.
 */
class CheckpointTwinPropertyTest {
    private static final int SAMPLES = 5;

    @Property(tries = 60)
    void codesGoOn(@ForAll long seed, @ForAll boolean pipelined, @ForAll boolean scaled, @ForAll boolean sparse)
            throws IOException {
        IntegerNetwork network = RandomNetworks.altered(RandomNetworks.draw(seed), seed, scaled, sparse);
        NetworkInput.Codes input = (sample, into) ->
                System.arraycopy(RandomNetworks.image(network, seed + sample), 0, into, 0, into.length);
        requireTwins(network, input, seed, pipelined);
    }

    @Property(tries = 40)
    void imagesAsCurrentsGoOn(@ForAll long seed, @ForAll boolean pipelined) throws IOException {
        IntegerNetwork network = RandomSpikingNetworks.draw(seed);
        requireTwins(network, RandomSpikingNetworks.input(network, seed), seed, pipelined);
    }

    @Property(tries = 80)
    void spikesWithDelaysAndWaysBackGoOn(@ForAll long seed, @ForAll boolean pipelined) throws IOException {
        IntegerNetwork network = RandomSpikingNetworks.drawSeveral(seed, 1 + Math.floorMod(seed, 4));
        requireTwins(network, RandomSpikingNetworks.input(network, seed), seed, pipelined);
    }

    /** An emulator, and the one observer whose state goes with it. */
    private record Run(Emulator emulator, RunFingerprint hashes) {
        static Run of(IntegerNetwork network, NetworkInput input, List<Slice> slices, Emulator.Options options) {
            RunFingerprint hashes = new RunFingerprint(SAMPLES);
            return new Run(Emulator.of(network, slices, options, input, List.of(hashes)), hashes);
        }

        Checkpointed state() {
            return fields -> {
                fields.part("hashes", hashes);
                fields.part("emulator", emulator);
            };
        }
    }

    private static void requireTwins(IntegerNetwork network, NetworkInput input, long seed, boolean pipelined)
            throws IOException {
        List<Slice> slices = RandomSlices.draw(network, seed);
        Path folder = Files.createTempDirectory("checkpoint");
        try {
            Run whole = Run.of(network, input, slices, options(1, pipelined, seed));
            try (Emulator emulator = whole.emulator) {
                emulator.runUntil(SAMPLES);
                Run last = handedOver(network, input, slices, seed, pipelined, emulator.steps(), folder);
                try (Emulator other = last.emulator) {
                    assertEquals(emulator.steps(), other.steps());
                    assertArrayEquals(whole.hashes.hashes(SAMPLES), last.hashes.hashes(SAMPLES), "spikes");
                    requireEqual(network, emulator, other);
                }
            }
        } finally {
            Checkpoints.discard(folder);
            Files.delete(folder);
        }
    }

    /** A run whose state three emulators hand over, each in a random step. */
    private static Run handedOver(
            IntegerNetwork network,
            NetworkInput input,
            List<Slice> slices,
            long seed,
            boolean pipelined,
            long steps,
            Path folder) {
        Random random = new Random(seed);
        long[] cuts = random.longs(3, 0, steps + 1).sorted().toArray();
        for (long cut : cuts) {
            Run run = resumed(network, input, slices, options(1 + random.nextInt(3), pipelined, seed), folder);
            try (Emulator emulator = run.emulator) {
                emulator.runUntil(SAMPLES, cut - emulator.steps());
                new Checkpoints(folder, "a test").save(emulator.steps(), run.state());
            }
        }
        Run last = resumed(network, input, slices, options(1 + random.nextInt(3), pipelined, seed), folder);
        last.emulator.runUntil(SAMPLES);
        return last;
    }

    private static Run resumed(
            IntegerNetwork network, NetworkInput input, List<Slice> slices, Emulator.Options options, Path folder) {
        Run run = Run.of(network, input, slices, options);
        new Checkpoints(folder, "a test").restore(run.state(), damaged -> {
            throw new UncheckedIOException(new IOException(damaged));
        });
        return run;
    }

    private static Emulator.Options options(int workers, boolean pipelined, long seed) {
        return new Emulator.Options(
                Kernels.of(seed % 3 == 0 ? Kernels.Choice.SCALAR : Kernels.Choice.AUTO),
                workers,
                pipelined,
                SAMPLES,
                Firing.USUAL,
                SAMPLES,
                Delivery.WORDS,
                1 << Math.floorMod(seed, 4),
                Grouping.SINGLE);
    }

    private static void requireEqual(IntegerNetwork network, Emulator emulator, Emulator other) {
        for (Population population : network.populations()) {
            int id = population.id();
            assertEquals(emulator.overflows(id), other.overflows(id), "overflows of " + population.name());
            assertEquals(emulator.instructions(id), other.instructions(id), "instructions of " + population.name());
            assertEquals(emulator.atMostSpikes(id), other.atMostSpikes(id), "bounds of " + population.name());
            int[] values = new int[population.shape().size()];
            int[] others = values.clone();
            for (long sample = 0; sample < SAMPLES; sample++) {
                emulator.values(sample, id, values);
                other.values(sample, id, others);
                String place = "sample " + sample + ", " + population.name();
                assertArrayEquals(values, others, place);
                if (network.sends(id) && network.coding() == Coding.SPIKES) {
                    SpikeTrains spikes = SpikeTrains.of(network, id);
                    SpikeTrains othersSpikes = SpikeTrains.of(network, id);
                    emulator.spikes(sample, id, spikes);
                    other.spikes(sample, id, othersSpikes);
                    assertArrayEquals(spikes.words(), othersSpikes.words(), place);
                }
            }
        }
    }
}
