package org.synfire.emulator.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synfire.network.graph.StepRounding;
import org.synfire.network.graph.WholeRounding;
import org.synfire.network.integer.Rescale;

/** Scalar and vector kernels give the same integers, which are those of a plain loop. */
class KernelsTwinTest {
    private static final Kernels VECTOR = Kernels.of(Kernels.Choice.VECTOR);
    private static final Kernels SCALAR = Kernels.of(Kernels.Choice.SCALAR);
    private static final int MOST_CHANNELS = 64;

    /** Rows of sums that the spikes of one position reach, and a weight for each of them and channel. */
    private record Scatter(int rows, int rowLength, long channels, byte[] weights, Random random) {
        static Scatter draw(int rows, int rowLength, Random random) {
            byte[] weights = new byte[MOST_CHANNELS * rows * rowLength];
            random.nextBytes(weights);
            int most = 1 + random.nextInt(MOST_CHANNELS);
            long channels = random.nextLong() >>> (MOST_CHANNELS - most) | 1L << (most - 1);
            return new Scatter(rows, rowLength, channels, weights, random);
        }

        private int weight(int channel, int row, int i) {
            return weights[(channel * rows + row) * rowLength + i];
        }

        int[] expected(int[] sums) {
            int[] added = sums.clone();
            for (int c = 0; c < MOST_CHANNELS; c++) {
                for (int i = 0; i < added.length && (channels >>> c & 1) == 1; i++) {
                    added[i] += weight(c, i / rowLength, i % rowLength);
                }
            }
            return added;
        }

        private int tilesPerRow(int lanes) {
            return Math.ceilDiv(rowLength, lanes);
        }

        /** Where a row's sums begin: behind a few others, and so far from the row before that tiles do not overlap. */
        private int rowAt(int row, int lanes) {
            return 3 + row * (tilesPerRow(lanes) * lanes + 5);
        }

        private int[] tileOffsets(int lanes) {
            int perRow = tilesPerRow(lanes);
            return IntStream.range(0, rows * perRow)
                    .map(t -> rowAt(t / perRow, lanes) - 3 + t % perRow * lanes)
                    .toArray();
        }

        private byte[] tiledWeights(int lanes) {
            int run = tilesPerRow(lanes) * lanes;
            byte[] tiled = new byte[11 + MOST_CHANNELS * rows * run + Kernels.WEIGHT_SLACK];
            for (int i = 0; i < weights.length; i++) {
                int row = i / rowLength;
                tiled[11 + row * run + i % rowLength] = weights[i];
            }
            return tiled;
        }

        /** Adds them with kernels that have so many lanes; what lies around the rows must stay. */
        int[] added(int[] sums, int lanes, Adder adder) {
            int[] laid = random.ints(rowAt(rows, lanes) + 2, Short.MIN_VALUE, Short.MAX_VALUE)
                    .toArray();
            int[] before = laid.clone();
            for (int i = 0; i < sums.length; i++) {
                laid[rowAt(i / rowLength, lanes) + i % rowLength] = sums[i];
            }
            adder.add(
                    laid, 3, tileOffsets(lanes), tiledWeights(lanes), 11, rows * tilesPerRow(lanes) * lanes, channels);
            int[] result = new int[sums.length];
            for (int i = 0; i < sums.length; i++) {
                int at = rowAt(i / rowLength, lanes) + i % rowLength;
                result[i] = laid[at];
                laid[at] = before[at];
            }
            assertArrayEquals(before, laid, "sums beside the rows");
            return result;
        }
    }

    private interface Adder {
        void add(
                int[] sums,
                int base,
                int[] tileOffsets,
                byte[] weights,
                int weightBase,
                int channelStride,
                long channels);
    }

    private static Adder narrow(Kernels kernels) {
        return (sums, base, offsets, weights, weightBase, stride, channels) -> {
            short[] narrow = new short[sums.length];
            for (int i = 0; i < sums.length; i++) {
                narrow[i] = (short) sums[i];
            }
            kernels.addTiles(narrow, base, offsets, weights, weightBase, stride, channels);
            for (int i = 0; i < sums.length; i++) {
                sums[i] = narrow[i];
            }
        };
    }

    static IntStream tileCounts() {
        return IntStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("tileCounts")
    void addTheSameToSumsOf16Bits(int tiles) {
        Random random = new Random(tiles);
        for (int i = 0; i < 40; i++) {
            Scatter scatter = draw(tiles, VECTOR.lanes16(), random);
            int[] sums = random.ints((long) scatter.rows * scatter.rowLength, Short.MIN_VALUE, Short.MAX_VALUE + 1)
                    .toArray();
            int[] expected =
                    IntStream.of(scatter.expected(sums)).map(sum -> (short) sum).toArray();
            assertArrayEquals(expected, scatter.added(sums, VECTOR.lanes16(), narrow(VECTOR)), "vector");
            assertArrayEquals(expected, scatter.added(sums, SCALAR.lanes16(), narrow(SCALAR)), "scalar");
        }
    }

    @ParameterizedTest
    @MethodSource("tileCounts")
    void addTheSameToSumsOf32Bits(int tiles) {
        Random random = new Random(tiles);
        for (int i = 0; i < 40; i++) {
            Scatter scatter = draw(tiles, VECTOR.lanes32(), random);
            int[] sums = random.ints((long) scatter.rows * scatter.rowLength).toArray();
            int[] expected = scatter.expected(sums);
            assertArrayEquals(expected, scatter.added(sums, VECTOR.lanes32(), VECTOR::addTiles), "vector");
            assertArrayEquals(expected, scatter.added(sums, SCALAR.lanes32(), SCALAR::addTiles), "scalar");
        }
    }

    /** Rows that take exactly so many tiles together, the last of each row filled up or not. */
    private static Scatter draw(int tiles, int lanes, Random random) {
        int rows = IntStream.rangeClosed(1, 4)
                .map(r -> 5 - r)
                .filter(r -> tiles % r == 0 && (r == 1 || random.nextBoolean()))
                .findFirst()
                .orElse(1);
        return Scatter.draw(rows, tiles / rows * lanes - random.nextInt(lanes), random);
    }

    @ParameterizedTest
    @MethodSource("shifts")
    void carryTheSameIntoPotentials(int shift) {
        Random random = new Random(shift);
        for (int count = 1; count < 70; count++) {
            int first = random.nextInt(4);
            int from = random.nextInt(4);
            int[] old = random.ints(80).toArray();
            int[] wide = random.ints(80).toArray();
            short[] narrow = new short[wide.length];
            for (int i = 0; i < wide.length; i++) {
                narrow[i] = (short) wide[i];
            }
            int[] expectedWide = old.clone();
            int[] expectedNarrow = old.clone();
            for (int i = 0; i < count; i++) {
                int shifted = shift == Integer.SIZE ? 0 : old[first + i] << shift;
                expectedWide[first + i] = shifted + wide[from + i];
                expectedNarrow[first + i] = shifted + narrow[from + i];
            }
            for (Kernels kernels : new Kernels[] {VECTOR, SCALAR}) {
                int length = count;
                assertArrayEquals(
                        expectedWide,
                        carried(old, at -> kernels.accumulate(at, first, wide, from, length, shift)),
                        kernels.name() + ", count " + count);
                assertArrayEquals(
                        expectedNarrow,
                        carried(old, at -> kernels.accumulate(at, first, narrow, from, length, shift)),
                        kernels.name() + ", count " + count);
            }
        }
    }

    static IntStream shifts() {
        return IntStream.rangeClosed(0, Integer.SIZE);
    }

    private static int[] carried(int[] old, Consumer<MemorySegment> carry) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment potentials = arena.allocateFrom(ValueLayout.JAVA_INT, old);
            carry.accept(potentials);
            return potentials.toArray(ValueLayout.JAVA_INT);
        }
    }

    @Test
    void putBitsInPlaceOfCodes() {
        Random random = new Random(5);
        for (int groups = 1; groups < 9; groups++) {
            byte[] codes = new byte[groups * Long.SIZE];
            random.nextBytes(codes);
            long[] expected = new long[groups * Kernels.PLANES];
            for (int i = 0; i < codes.length; i++) {
                for (int bit = 0; bit < Kernels.PLANES; bit++) {
                    expected[i / Long.SIZE * Kernels.PLANES + bit] |= (codes[i] >> bit & 1L) << i;
                }
            }
            for (Kernels kernels : new Kernels[] {VECTOR, SCALAR}) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment planes = arena.allocate(codes.length, Long.BYTES);
                    planes.copyFrom(MemorySegment.ofArray(codes));
                    kernels.bitPlanes(planes, expected.length);
                    assertArrayEquals(
                            expected,
                            planes.toArray(ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN)),
                            kernels.name());
                }
            }
        }
    }

    @Test
    void makeTheSameCodesOfPlanes() {
        Random random = new Random(6);
        for (int words = 1; words <= CodeWords.WORDS; words++) {
            for (int signBit = -1; signBit < CodeWords.MOST_STEPS; signBit++) {
                int steps = signBit < 0 ? 1 + random.nextInt(CodeWords.MOST_STEPS) : signBit + 1;
                long[][] spikes = new long[steps][words];
                for (long[] plane : spikes) {
                    Arrays.setAll(plane, w -> random.nextLong());
                }
                requireCodes(SCALAR, spikes, words, signBit);
                requireCodes(VECTOR, spikes, words, signBit);
            }
        }
    }

    private static void requireCodes(Kernels kernels, long[][] spikes, int words, int signBit) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment[] planes = Arrays.stream(spikes)
                    .map(plane -> {
                        MemorySegment bits = arena.allocate((words + 2L) * Long.BYTES, Long.BYTES)
                                .fill((byte) -1);
                        MemorySegment.copy(plane, 0, bits, ValueLayout.JAVA_LONG, Long.BYTES, words);
                        return bits;
                    })
                    .toArray(MemorySegment[]::new);
            CodeWords codes = new CodeWords(kernels);
            int[] bitOf = IntStream.range(0, spikes.length).toArray();
            assertTrue(codes.take(planes, bitOf, planes.length, signBit, 1, words));
            for (int axon = 0; axon < words * Long.SIZE; axon++) {
                int expected = 0;
                for (int bit = 0; bit < spikes.length; bit++) {
                    int spike = (int) (spikes[bit][axon / Long.SIZE] >>> axon & 1);
                    expected += (bit == signBit ? -spike : spike) << bit;
                }
                int word = axon / Long.SIZE;
                assertEquals(expected, codes.code(word, axon % Long.SIZE), "axon " + axon);
                assertEquals(expected != 0, (codes.axons(word) >>> axon & 1) == 1, "axon " + axon);
            }
            for (MemorySegment plane : planes) {
                assertEquals(-1, plane.get(ValueLayout.JAVA_LONG, 0), "the word before");
                assertEquals(-1, plane.getAtIndex(ValueLayout.JAVA_LONG, words + 1), "the word behind");
            }
            assertFalse(codes.take(planes, bitOf, planes.length, signBit, 1, words), "spikes are taken");
        }
    }

    @ParameterizedTest
    @MethodSource("tileCounts")
    void addWeightsTimesCodesTheSame(int tiles) {
        Random random = new Random(tiles);
        for (int signBit : new int[] {-1, 0, 3, 7}) {
            for (int spikesOfEight = 0; spikesOfEight <= 8; spikesOfEight++) {
                requireProducts(random, tiles, signBit, spikesOfEight);
            }
        }
    }

    /** With weights and codes at their ends, and sums that wrap. */
    private static void requireProducts(Random random, int tiles, int signBit, int spikesOfEight) {
        int lanes = VECTOR.lanes16();
        int stride = (tiles + 1) * lanes;
        int[] offsets = IntStream.range(0, tiles).map(t -> t * (lanes + 5)).toArray();
        int[] ends = {-128, 127, -127, 0, 1};
        int[] weights = IntStream.generate(() -> ends[random.nextInt(ends.length)])
                .limit(64L * stride + lanes)
                .toArray();
        long[][] spikes = new long[8][1];
        for (long[] plane : spikes) {
            for (int axon = 0; axon < Long.SIZE; axon++) {
                plane[0] |= (random.nextInt(8) < spikesOfEight ? 1L : 0) << axon;
            }
        }
        int[] sums = random.ints(tiles * (lanes + 5L) + lanes).toArray();
        sums[0] = Integer.MIN_VALUE;
        sums[1] = Integer.MAX_VALUE;
        int[] expected = sums.clone();
        try (Arena arena = Arena.ofConfined()) {
            CodeWords codes = new CodeWords(VECTOR);
            MemorySegment[] planes = Arrays.stream(spikes)
                    .map(plane -> arena.allocateFrom(ValueLayout.JAVA_LONG, plane))
                    .toArray(MemorySegment[]::new);
            codes.take(planes, IntStream.range(0, 8).toArray(), signBit < 0 ? 8 : signBit + 1, signBit, 0, 1);
            for (int axon = 0; axon < Long.SIZE; axon++) {
                for (int sum = 0; sum < tiles * lanes; sum++) {
                    int at = lanes + axon * stride + sum / lanes * lanes + VECTOR.pairedLane(sum % lanes);
                    expected[offsets[sum / lanes] + sum % lanes + 1] += codes.code(0, axon) * weights[at];
                }
            }
            short[] raised = new short[weights.length];
            for (int i = 0; i < weights.length; i++) {
                raised[i] = (short) (weights[i] + Kernels.RAISE);
            }
            VECTOR.addCodes(sums, 1, offsets, raised, lanes, stride, codes, 0);
        }
        assertArrayEquals(expected, sums, "sign " + signBit + ", spikes " + spikesOfEight);
    }

    @ParameterizedTest
    @MethodSource("tileCounts")
    void rescaleTheSame(int entries) {
        Random random = new Random(entries);
        int runs = 1 + random.nextInt(4);
        Rescaling rescaling = new Rescaling(
                random.ints(entries, 0, Integer.MAX_VALUE).toArray(),
                random.longs(entries, 0, Rescale.MAX_SHIFT + 1).toArray(),
                random.longs(entries, -(1L << 62) + 1, 1L << 62).toArray(),
                -128,
                127);
        rescaling.multipliers()[0] = Integer.MAX_VALUE;
        Rescaling usual = new Rescaling(
                random.ints(entries, 1 << 30, Integer.MAX_VALUE).toArray(),
                random.longs(entries, 40, 44).toArray(),
                new long[entries],
                0,
                255);
        Rescaling sloped = new Rescaling(
                usual.multipliers(),
                random.ints(entries, -Integer.MAX_VALUE, Integer.MAX_VALUE).toArray(),
                usual.shifts(),
                usual.addends(),
                Optional.empty(),
                -128,
                127);
        Rescaling staged = new Rescaling(
                new int[entries],
                new int[entries],
                random.longs(entries, 0, 20).toArray(),
                new long[entries],
                Optional.of(new StepRounding.Staged(WholeRounding.HALF_EVEN, 2, WholeRounding.UP)),
                -128,
                127);
        Arrays.fill(staged.multipliers(), 1);
        Arrays.fill(staged.negatives(), 1);
        for (Rescaling each : new Rescaling[] {rescaling, usual, sloped, staged}) {
            int[] sums = random.ints((long) entries * runs).toArray();
            byte[] expected = new byte[sums.length];
            int union = 0;
            for (int i = 0; i < sums.length; i++) {
                int code = rescale(each).apply(sums[i], i % entries, each.low(), each.high());
                expected[i] = (byte) code;
                union |= code;
            }
            for (Kernels kernels : new Kernels[] {VECTOR, SCALAR}) {
                byte[] codes = new byte[sums.length];
                assertEquals(union, kernels.rescale(sums, sums.length, each, codes), kernels.name());
                assertArrayEquals(expected, codes, kernels.name());
            }
        }
    }

    private static Rescale rescale(Rescaling rescaling) {
        return new Rescale(
                rescaling.multipliers(),
                rescaling.negatives(),
                Arrays.stream(rescaling.shifts()).mapToInt(shift -> (int) shift).toArray(),
                rescaling.addends(),
                rescaling.stages());
    }

    @Test
    void sayWhichTheyAre() {
        assertEquals("vector", VECTOR.name());
        assertEquals("scalar", SCALAR.name());
        assertEquals("vector", Kernels.of(Kernels.Choice.AUTO).name(), "tests run with the Vector API");
    }
}
