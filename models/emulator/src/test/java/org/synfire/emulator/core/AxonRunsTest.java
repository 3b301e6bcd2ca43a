package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AxonRunsTest {
    private static int[] axons(int neurons, int run, int stride, int first) {
        return IntStream.range(0, neurons)
                .map(n -> n / run * stride + first + n % run)
                .toArray();
    }

    @Property
    void wordsHaveTheSpikesWhereTheirAxonsAre(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int runs,
            @ForAll @IntRange(max = 8) int run,
            @ForAll @IntRange(min = 1, max = 200) int stride,
            @ForAll @IntRange(max = 200) int first,
            @ForAll boolean isWhole) {
        int[] axonOf = axons(runs << run, 1 << run, Math.max(1 << run, stride), first);
        Random random = new Random(seed);
        for (int n = 0; n < axonOf.length && !isWhole; n += 1 << run) {
            if (random.nextBoolean()) {
                Arrays.fill(axonOf, n, n + (1 << run), SynapseTable.NO_AXON);
            }
        }
        Optional<AxonRuns> found = AxonRuns.of(axonOf);
        if (found.isPresent()) {
            assertEquals(
                    IntStream.of(axonOf).allMatch(axon -> axon >= 0),
                    found.get().isWhole());
            requireSameBits(found.get(), axonOf, random);
        }
    }

    private static void requireSameBits(AxonRuns runs, int[] axonOf, Random random) {
        long[] spikes = new long[Math.ceilDiv(axonOf.length, Long.SIZE)];
        long[] expected = new long[IntStream.of(axonOf).max().orElseThrow() / Long.SIZE + 1];
        for (int n = 0; n < axonOf.length; n++) {
            if (random.nextBoolean()) {
                spikes[n / Long.SIZE] |= 1L << n;
                if (axonOf[n] >= 0) {
                    expected[axonOf[n] / Long.SIZE] |= 1L << axonOf[n];
                }
            }
        }
        long[] words = new long[axonOf.length];
        runs.expand(spikes, words);
        long[] actual = new long[expected.length];
        for (int chunk = 0; chunk < runs.words().length; chunk++) {
            actual[runs.words()[chunk]] |= words[chunk];
        }
        assertArrayEquals(expected, actual);
    }

    /** A layer of 16 channels of which a core holds four; one of 128 of which it holds 32; all of a layer. */
    @Test
    void findsTheRunsOfLayers() {
        assertEquals(16, AxonRuns.of(axons(256, 4, 16, 8)).orElseThrow().chunkBits());
        assertEquals(32, AxonRuns.of(axons(256, 32, 128, 32)).orElseThrow().chunkBits());
        assertEquals(64, AxonRuns.of(axons(10, 10, 10, 0)).orElseThrow().chunkBits());
        assertEquals(16, AxonRuns.of(axons(64, 4, 16, 640)).orElseThrow().chunkBits());
        int[] apart = axons(256, 4, 16, 8);
        Arrays.setAll(apart, n -> apart[n] + apart[n] / Long.SIZE * 31 * Long.SIZE);
        assertEquals(
                16, AxonRuns.of(apart).orElseThrow().chunkBits(), "words that lie apart, as a convolution's places do");
    }

    /** The stride of a convolution leaves positions out, and what is left lies behind one another. */
    @Test
    void findsTheRunsOfSomeNeurons() {
        int[] every = new int[16 * 8];
        Arrays.setAll(every, n -> n / 16 % 2 == 0 ? n / 32 * 16 + n % 16 : SynapseTable.NO_AXON);
        AxonRuns runs = AxonRuns.of(every).orElseThrow();
        assertEquals(16, runs.chunkBits());
        assertArrayEquals(new int[] {0, 2, 4, 6}, runs.chunks());
        assertArrayEquals(new int[] {0, 16, 32, 48}, runs.shifts());
        assertArrayEquals(new int[4], runs.words());
        assertEquals(
                4,
                AxonRuns.of(axons(60, 4, 20, 0)).orElseThrow().chunkBits(),
                "words of 64 hold no whole number of strides");
    }

    @Test
    void findsNoneWhereNumbersAreIrregular() {
        int[] gap = axons(64, 4, 16, 0);
        gap[5] = SynapseTable.NO_AXON;
        assertTrue(AxonRuns.of(gap).isEmpty());
        int[] none = new int[8];
        Arrays.fill(none, SynapseTable.NO_AXON);
        assertTrue(AxonRuns.of(none).isEmpty());
        assertTrue(AxonRuns.of(axons(60, 3, 20, 0)).isEmpty(), "runs of three");
        assertTrue(AxonRuns.of(new int[] {3, 2, 1, 0}).isEmpty(), "falling");
    }
}
