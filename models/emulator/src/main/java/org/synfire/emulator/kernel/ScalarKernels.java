package org.synfire.emulator.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.synfire.network.graph.StepRounding;
import org.synfire.network.integer.Rescale;

/** Plain loops: what the vector kernels must equal, and what runs where the Vector API is not there. */
final class ScalarKernels implements Kernels {
    /** Masks of the three exchanges by which 8 x 8 bits swap rows and columns. */
    private static final long SWAP_7 = 0x00aa_00aa_00aa_00aaL;

    private static final long SWAP_14 = 0x0000_cccc_0000_ccccL;
    private static final long SWAP_28 = 0x0000_0000_f0f0_f0f0L;

    private static final int LANES = 4;
    static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public boolean isVector() {
        return false;
    }

    @Override
    public ScaledKernels scaled() {
        return new ScalarScaledKernels();
    }

    @Override
    public FiringKernels firing() {
        return new ScalarFiringKernels();
    }

    @Override
    public int lanes16() {
        return LANES;
    }

    @Override
    public int lanes32() {
        return LANES;
    }

    @Override
    public void addTiles(
            short[] sums,
            int base,
            int[] tileOffsets,
            byte[] weights,
            int weightBase,
            int channelStride,
            long channels) {
        for (int t = 0; t < tileOffsets.length; t++) {
            int s = base + tileOffsets[t];
            short s0 = sums[s];
            short s1 = sums[s + 1];
            short s2 = sums[s + 2];
            short s3 = sums[s + 3];
            for (long rest = channels; rest != 0; rest &= rest - 1) {
                int w = weightBase + Long.numberOfTrailingZeros(rest) * channelStride + t * LANES;
                s0 += weights[w];
                s1 += weights[w + 1];
                s2 += weights[w + 2];
                s3 += weights[w + 3];
            }
            sums[s] = s0;
            sums[s + 1] = s1;
            sums[s + 2] = s2;
            sums[s + 3] = s3;
        }
    }

    @Override
    public void addTiles(
            int[] sums, int base, int[] tileOffsets, byte[] weights, int weightBase, int channelStride, long channels) {
        for (int t = 0; t < tileOffsets.length; t++) {
            int s = base + tileOffsets[t];
            int s0 = sums[s];
            int s1 = sums[s + 1];
            int s2 = sums[s + 2];
            int s3 = sums[s + 3];
            for (long rest = channels; rest != 0; rest &= rest - 1) {
                int w = weightBase + Long.numberOfTrailingZeros(rest) * channelStride + t * LANES;
                s0 += weights[w];
                s1 += weights[w + 1];
                s2 += weights[w + 2];
                s3 += weights[w + 3];
            }
            sums[s] = s0;
            sums[s + 1] = s1;
            sums[s + 2] = s2;
            sums[s + 3] = s3;
        }
    }

    @Override
    public void accumulate(MemorySegment potentials, int first, short[] sums, int from, int count, int shift) {
        for (int i = 0; i < count; i++) {
            accumulateOne(potentials, first + i, sums[from + i], shift);
        }
    }

    @Override
    public void accumulate(MemorySegment potentials, int first, int[] sums, int from, int count, int shift) {
        for (int i = 0; i < count; i++) {
            accumulateOne(potentials, first + i, sums[from + i], shift);
        }
    }

    static void accumulateOne(MemorySegment potentials, int index, int sum, int shift) {
        int old = shift < Integer.SIZE ? potentials.getAtIndex(ValueLayout.JAVA_INT, index) << shift : 0;
        potentials.setAtIndex(ValueLayout.JAVA_INT, index, old + sum);
    }

    @Override
    public void codes(long[] bits) {
        for (int w = 0; w < CodeWords.WORDS; w++) {
            swapBits(bits, w, 4, 0x0f0f_0f0f_0f0f_0f0fL);
            swapBits(bits, w, 2, 0x3333_3333_3333_3333L);
            swapBits(bits, w, 1, 0x5555_5555_5555_5555L);
        }
    }

    /** One of three exchanges by which the same byte of eight words swaps rows and columns of 8 x 8 bits. */
    private static void swapBits(long[] bits, int word, int distance, long lower) {
        for (int b = 0; b < CodeWords.MOST_STEPS; b = (b + distance + 1) & ~distance) {
            int low = b * CodeWords.WORDS + word;
            int high = low + distance * CodeWords.WORDS;
            long swapped = ((bits[low] >>> distance) ^ bits[high]) & lower;
            bits[low] ^= swapped << distance;
            bits[high] ^= swapped;
        }
    }

    @Override
    public void addCodes(
            int[] sums,
            int base,
            int[] tileOffsets,
            short[] weights,
            int weightBase,
            int axonStride,
            CodeWords codes,
            int word) {
        for (long rest = codes.axons(word); rest != 0; rest &= rest - 1) {
            int axon = Long.numberOfTrailingZeros(rest);
            int code = codes.code(word, axon);
            for (int t = 0; t < tileOffsets.length; t++) {
                int w = weightBase + axon * axonStride + t * LANES;
                int s = base + tileOffsets[t];
                for (int i = 0; i < LANES; i++) {
                    sums[s + i] += code * (weights[w + pairedLane(i)] - RAISE);
                }
            }
        }
    }

    @Override
    public int rescale(int[] sums, int count, Rescaling rescaling, byte[] codes) {
        if (rescaling.stages().isPresent()) {
            return rescaleInStages(sums, count, rescaling, codes);
        }
        int union = 0;
        for (int first = 0; first < count; first += rescaling.length()) {
            union |= rescale(sums, first, 0, rescaling, codes);
        }
        return union;
    }

    /** Rounding in two stages. No layer that needs it is large enough for a form in vectors. */
    static int rescaleInStages(int[] sums, int count, Rescaling rescaling, byte[] codes) {
        StepRounding.Staged stages = rescaling.stages().orElseThrow();
        int union = 0;
        for (int i = 0; i < count; i++) {
            int e = i % rescaling.length();
            int multiplier = (sums[i] < 0 ? rescaling.negatives() : rescaling.multipliers())[e];
            int code = Rescale.apply(
                    sums[i],
                    multiplier,
                    (int) rescaling.shifts()[e],
                    rescaling.addends()[e],
                    stages,
                    rescaling.low(),
                    rescaling.high());
            union |= code;
            codes[i] = (byte) code;
        }
        return union;
    }

    /** Of one run of entries, from one of them on. */
    static int rescale(int[] sums, int first, int from, Rescaling rescaling, byte[] codes) {
        int union = 0;
        for (int e = from; e < rescaling.length(); e++) {
            int sum = sums[first + e];
            int multiplier = (sum < 0 ? rescaling.negatives() : rescaling.multipliers())[e];
            int code = Rescale.apply(
                    sum,
                    multiplier,
                    (int) rescaling.shifts()[e],
                    rescaling.addends()[e],
                    rescaling.low(),
                    rescaling.high());
            union |= code;
            codes[first + e] = (byte) code;
        }
        return union;
    }

    @Override
    public void bitPlanes(MemorySegment codes, int words) {
        transpose(codes, words);
    }

    static void transpose(MemorySegment codes, int words) {
        for (int w = 0; w < words; w++) {
            codes.setAtIndex(WORD, w, transposed(codes.getAtIndex(WORD, w)));
        }
        gatherPlanes(codes, words);
    }

    /** Swaps the rows and columns of 8 x 8 bits, a byte being a row (H. S. Warren, Hacker's Delight, 7-3). */
    private static long transposed(long bits) {
        long x = bits;
        long swapped = (x ^ (x >>> 7)) & SWAP_7;
        x ^= swapped ^ (swapped << 7);
        swapped = (x ^ (x >>> 14)) & SWAP_14;
        x ^= swapped ^ (swapped << 14);
        swapped = (x ^ (x >>> 28)) & SWAP_28;
        return x ^ swapped ^ (swapped << 28);
    }

    /** Of each eight words, swaps the rows and columns of 8 x 8 bytes, a word being a row. */
    private static void gatherPlanes(MemorySegment codes, int words) {
        for (int first = 0; first < words; first += PLANES) {
            swap(codes, first, 4, 0x0000_0000_ffff_ffffL);
            swap(codes, first, 2, 0x0000_ffff_0000_ffffL);
            swap(codes, first, 1, 0x00ff_00ff_00ff_00ffL);
        }
    }

    private static void swap(MemorySegment codes, int first, int distance, long lower) {
        int bits = distance * Byte.SIZE;
        for (int pair = 0; pair < PLANES; pair = (pair + distance + 1) & ~distance) {
            long a = codes.getAtIndex(WORD, first + pair);
            long b = codes.getAtIndex(WORD, first + pair + distance);
            long swapped = ((a >>> bits) ^ b) & lower;
            codes.setAtIndex(WORD, first + pair, a ^ (swapped << bits));
            codes.setAtIndex(WORD, first + pair + distance, b ^ swapped);
        }
    }
}
