package org.synfire.emulator.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkCopies;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.reference.DenseReference;
import org.synfire.noc.chip.Chips;

/** Networks mapped to Darwin3 itself run as the dense reference computes them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MappedRunTwinTest {
    private static final int SAMPLES = 3;

    private static int[] image(IntegerNetwork network, long sample) {
        return new Random(sample).ints(network.input().shape().size(), 0, 128).toArray();
    }

    /** Runs {@code network} and compares every copy's values with the reference of {@code original}. */
    private static Mapping run(IntegerNetwork original, int copies) {
        IntegerNetwork network = NetworkCopies.of(original, copies);
        Mapping mapping = Mapper.map(network, Chips.darwin3());
        Emulator.Options options = new Emulator.Options(Kernels.of(Kernels.Choice.VECTOR), 2, true, SAMPLES, SAMPLES);
        try (Emulator emulator = Emulator.of(
                network,
                mapping.slices(),
                options,
                (NetworkInput.Codes)
                        (sample, into) -> System.arraycopy(image(network, sample), 0, into, 0, into.length),
                List.of())) {
            assertEquals(SAMPLES, emulator.runUntil(SAMPLES));
            DenseReference reference = new DenseReference(original);
            for (long sample = 0; sample < SAMPLES; sample++) {
                reference.compute(image(network, sample));
                for (int copy = 0; copy < copies; copy++) {
                    for (int p = 0; p < original.populations().size(); p++) {
                        int[] values = new int[original.population(p).shape().size()];
                        emulator.values(sample, NetworkCopies.population(original, p, copy), values);
                        assertArrayEquals(
                                reference.values(p),
                                values,
                                String.format(Locale.ROOT, "sample %d, copy %d, layer %d", sample, copy, p));
                    }
                }
            }
        }
        return mapping;
    }

    private static IntegerNetwork threeLayers() {
        return new NetworkBuilder(3, 32, 32)
                .convolution(16, 3, 1, 1)
                .convolution(16, 3, 1, 1)
                .maxPool(2, 2)
                .dense(10)
                .build();
    }

    @Test
    void valuesOfSomeLayersAloneTakeLessMemoryAndAreTheSame() {
        IntegerNetwork network = threeLayers();
        List<Slice> slices = Mapper.map(network, Chips.darwin3()).slices();
        Emulator.Options all = new Emulator.Options(Kernels.of(Kernels.Choice.VECTOR), 1, true, SAMPLES, SAMPLES);
        int answer = network.output().id();
        NetworkInput.Codes source = (sample, into) -> System.arraycopy(image(network, sample), 0, into, 0, into.length);
        try (Emulator whole = Emulator.of(network, slices, all, source, List.of());
                Emulator part = Emulator.of(network, slices, all.keeping(p -> p == answer), source, List.of())) {
            whole.runUntil(SAMPLES);
            part.runUntil(SAMPLES);
            assertTrue(part.keptBytes() < whole.keptBytes());
            int[] expected = new int[network.output().shape().size()];
            int[] found = new int[expected.length];
            whole.outputs(SAMPLES - 1, expected);
            part.outputs(SAMPLES - 1, found);
            assertArrayEquals(expected, found);
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> part.values(SAMPLES - 1, 1, new int[100_000]));
            assertEquals("values of layer layer1 are not kept", e.getMessage());
        }
    }

    @Test
    void threeLayersOnNineCores() {
        assertEquals(9, run(threeLayers(), 1).cores());
    }

    @Test
    void copiesOfThemSideBySide() {
        assertEquals(27, run(threeLayers(), 3).cores());
    }

    @Test
    void mapsLargerThanACoreWithPoolingBetweenThem() {
        IntegerNetwork network = new NetworkBuilder(1, 90, 90)
                .convolution(2, 3, 1, 1)
                .maxPool(3, 3)
                .convolution(4, 3, 1, 1)
                .dense(10)
                .build();
        Mapping mapping = run(network, 1);
        assertTrue(mapping.isBeyondCompiler(1));
        assertEquals(
                List.of(45, 45, 45, 45),
                mapping.slices(1).stream().map(Slice::rows).toList());
    }

    @Test
    void residualBranchesWithAveragePooling() {
        run(
                new NetworkBuilder(3, 16, 16)
                        .convolution(8, 3, 1, 1)
                        .convolution(8, 3, 1, 1)
                        .convolution(8, 3, 1, 1)
                        .residual(2, 300)
                        .averagePool(4)
                        .dense(5)
                        .build(),
                1);
    }
}
