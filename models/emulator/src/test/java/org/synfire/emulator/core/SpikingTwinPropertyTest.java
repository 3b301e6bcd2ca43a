package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.SpikeTrains;
import org.synfire.network.reference.RandomSpikingNetworks;
import org.synfire.network.reference.Reference;

/**
 * Whatever the network, its slices, the kernels, the workers and the pipeline: neurons spike in the steps in which the
 * reference's do, and no other.
 */
class SpikingTwinPropertyTest {
    private static final int SAMPLES = 5;

    @Property(tries = 150)
    void everyNeuronSpikesAsInTheReference(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3) int workers,
            @ForAll boolean pipelined,
            @ForAll boolean vector) {
        requireTwins(RandomSpikingNetworks.draw(seed), seed, workers, pipelined, vector);
    }

    @Property(tries = 150)
    void alsoWithCyclesDelaysAndAnInputOfSpikes(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3) int workers,
            @ForAll boolean pipelined,
            @ForAll boolean vector) {
        requireTwins(RandomSpikingNetworks.drawRecurrent(seed), seed, workers, pipelined, vector);
    }

    @Property(tries = 150)
    void alsoWithSeveralSpikesInAStep(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int mostSpikes,
            @ForAll @IntRange(min = 1, max = 3) int workers,
            @ForAll boolean pipelined,
            @ForAll boolean vector) {
        requireTwins(RandomSpikingNetworks.drawSeveral(seed, mostSpikes), seed, workers, pipelined, vector);
    }

    private static void requireTwins(
            IntegerNetwork network, long seed, int workers, boolean pipelined, boolean vector) {
        NetworkInput input = RandomSpikingNetworks.input(network, seed);
        Emulator.Options options = options(workers, pipelined, vector, Delivery.WORDS);
        List<Slice> slices = RandomSlices.draw(network, seed);
        Trajectory trajectory = new Trajectory(SAMPLES, slices.size() - 1);
        try (Emulator emulator = Emulator.of(network, slices, options, input, List.of(trajectory))) {
            assertEquals(SAMPLES, emulator.runUntil(SAMPLES));
            assertEquals(
                    (SAMPLES - 1L) * network.timing().intervalSteps(pipelined)
                            + network.timing().completeSteps(),
                    emulator.steps());
            requireEqual(network, emulator, input);
        }
        Trajectory other = new Trajectory(SAMPLES, slices.size() - 1);
        try (Emulator emulator = Emulator.of(
                network, slices, options(1, !pipelined, !vector, Delivery.PACKETS), input, List.of(other))) {
            emulator.runUntil(SAMPLES);
        }
        assertArrayEquals(
                other.hashes(), trajectory.hashes(), "spikes depend on workers, pipeline, kernels or delivery");
    }

    private static Emulator.Options options(int workers, boolean pipelined, boolean vector, Delivery delivery) {
        return new Emulator.Options(
                Kernels.of(vector ? Kernels.Choice.VECTOR : Kernels.Choice.SCALAR),
                workers,
                pipelined,
                SAMPLES,
                Firing.USUAL,
                SAMPLES,
                delivery,
                Emulator.Options.LARGEST_WINDOW,
                Grouping.FUSED);
    }

    private static void requireEqual(IntegerNetwork network, Emulator emulator, NetworkInput input) {
        Reference reference = Reference.of(network);
        for (long sample = 0; sample < SAMPLES; sample++) {
            reference.compute(input, sample);
            for (Population population : network.populations()) {
                int[] values = new int[population.shape().size()];
                emulator.values(sample, population.id(), values);
                String place = "sample " + sample + ", " + population.name();
                assertArrayEquals(reference.values(population.id()), values, place);
                if (network.sends(population.id())) {
                    SpikeTrains spikes = SpikeTrains.of(network, population.id());
                    emulator.spikes(sample, population.id(), spikes);
                    assertArrayEquals(reference.spikes(population.id()).words(), spikes.words(), place);
                }
            }
        }
        for (Population population : network.populations()) {
            assertEquals(
                    reference.overflows(population.id()),
                    emulator.overflows(population.id()),
                    "overflows of " + population.name());
        }
    }
}
