package org.synfire.emulator.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Plain loops: what the vector kernels must equal, and what runs where the Vector API is not there. */
final class ScalarKernels implements Kernels {
    private static final int LANES = 4;

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
    public int spikeBits(MemorySegment codes, int count, int mask, long[] words) {
        int total = 0;
        for (int first = 0, w = 0; first < count; first += Long.SIZE, w++) {
            long word = 0;
            for (int i = 0; i < Long.SIZE; i++) {
                if ((codes.get(ValueLayout.JAVA_BYTE, first + i) & mask) != 0) {
                    word |= 1L << i;
                }
            }
            words[w] = word;
            total += Long.bitCount(word);
        }
        return total;
    }
}
