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
import org.synfire.network.reference.DenseReference;
import org.synfire.network.reference.RandomNetworks;

/**
 * Whatever the network, its slices, the kernels, the workers and the pipeline: the emulator computes what the dense
 * reference computes.
 */
class EmulatorTwinPropertyTest {
    private static final int SAMPLES = 5;

    @Property(tries = 150)
    void theEmulatorEqualsTheDenseReference(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3) int workers,
            @ForAll boolean pipelined,
            @ForAll boolean vector) {
        requireTwins(RandomNetworks.draw(seed), seed, workers, pipelined, vector);
    }

    @Property(tries = 300)
    void alsoInRegistersOfLimitedWidthAndWithSpikesKeptBack(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3) int workers,
            @ForAll boolean pipelined,
            @ForAll boolean vector,
            @ForAll boolean scaled,
            @ForAll boolean sparse) {
        requireTwins(
                RandomNetworks.altered(RandomNetworks.draw(seed), seed, scaled, sparse),
                seed,
                workers,
                pipelined,
                vector);
    }

    private static void requireTwins(
            IntegerNetwork network, long seed, int workers, boolean pipelined, boolean vector) {
        List<Slice> slices = RandomSlices.draw(network, seed);
        Kernels kernels = Kernels.of(vector ? Kernels.Choice.VECTOR : Kernels.Choice.SCALAR);
        Delivery delivery = seed % 2 == 0 ? Delivery.WORDS : Delivery.PACKETS;
        int window = 1 << (Math.floorMod(seed, 8) / 2);
        Emulator.Options options = new Emulator.Options(
                kernels, workers, pipelined, SAMPLES, Firing.USUAL, SAMPLES, delivery, window, Grouping.FUSED);
        try (Emulator emulator = Emulator.of(
                network,
                slices,
                options,
                (NetworkInput.Codes) (sample, into) -> copy(RandomNetworks.image(network, seed + sample), into),
                List.of())) {
            assertEquals(SAMPLES, emulator.runUntil(SAMPLES));
            DenseReference reference = new DenseReference(network);
            for (long sample = 0; sample < SAMPLES; sample++) {
                reference.compute(RandomNetworks.image(network, seed + sample));
                for (Population population : network.populations()) {
                    int[] values = new int[population.shape().size()];
                    emulator.values(sample, population.id(), values);
                    assertArrayEquals(
                            reference.values(population.id()), values, "sample " + sample + ", " + population.name());
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

    private static void copy(int[] codes, int[] into) {
        System.arraycopy(codes, 0, into, 0, into.length);
    }
}
