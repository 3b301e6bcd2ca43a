package org.synfire.emulator.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The codes of up to {@value #WORDS} words of axons, put together from the planes of spike bits in which they came: a
 * spike in the last of n steps is worth 1, one in the step before 2, and so on; a spike of a sign is worth
 * {@code -2^(n-1)}.
 *
 * <p><b>Layout:</b> word {@code b * 8 + w} has bit b of the codes of word w, and after {@link Kernels#codes} the codes
 * themselves: its byte i is that of axon {@code 8 i + b} of word w. <b>Memory:</b> 1 kB on the heap. <b>Limits:</b>
 * {@value #MOST_STEPS} steps. <b>Threads:</b> one for each worker.
 */
public final class CodeWords {
    /** Words of axons at a time. */
    public static final int WORDS = 8;
    /** Most steps that make a code. */
    public static final int MOST_STEPS = Byte.SIZE;

    private final Kernels kernels;
    final long[] bits = new long[WORDS * MOST_STEPS];
    private final long[] axons = new long[WORDS];
    private int sign;
    final int[] listedWeights = new int[Long.SIZE];
    final short[] listedCodes = new short[Long.SIZE];
    private int listedExcess;

    /** @param kernels that turn bits into codes */
    public CodeWords(Kernels kernels) {
        this.kernels = kernels;
    }

    /**
     * Takes spikes out of their planes, which are zeros then.
     *
     * @param planes one for each step in which spikes arrived
     * @param bitOf for each of these what its spikes are worth, as the number of a bit
     * @param count of planes
     * @param signBit the bit that is worth less than nothing, or -1 if none is
     * @param firstWord of the planes
     * @param words 1..{@value #WORDS}
     * @return whether there were any
     */
    public boolean take(MemorySegment[] planes, int[] bitOf, int count, int signBit, int firstWord, int words) {
        Arrays.fill(bits, 0);
        Arrays.fill(axons, 0);
        long all = 0;
        for (int p = 0; p < count; p++) {
            MemorySegment plane = planes[p];
            int first = bitOf[p] * WORDS;
            for (int w = 0; w < words; w++) {
                long spikes = plane.getAtIndex(ValueLayout.JAVA_LONG, firstWord + w);
                plane.setAtIndex(ValueLayout.JAVA_LONG, firstWord + w, 0);
                bits[first + w] = spikes;
                axons[w] |= spikes;
                all |= spikes;
            }
        }
        if (all == 0) {
            return false;
        }
        sign = signBit < 0 ? 0 : 1 << signBit;
        kernels.codes(bits);
        return true;
    }

    /** The axons of a word whose codes are not 0. */
    public long axons(int word) {
        return axons[word];
    }

    /** The code of an axon, 0..63, of a word: -128..255. */
    public int code(int word, int axon) {
        int unsigned = (int) (bits[(axon & 7) * WORDS + word] >>> (axon & 56)) & 0xff;
        return (unsigned ^ sign) - sign;
    }

    /**
     * Lists the axons of a word whose codes are not 0: the codes, and where an axon's weights begin.
     *
     * @param weightBase of axon 0 of the word
     * @param axonStride weights from one axon to the next
     * @return how many
     */
    int list(int word, int weightBase, int axonStride) {
        int count = 0;
        int excess = 0;
        for (long rest = axons[word]; rest != 0; rest &= rest - 1) {
            int axon = Long.numberOfTrailingZeros(rest);
            int code = code(word, axon);
            listedWeights[count] = weightBase + axon * axonStride;
            listedCodes[count++] = (short) code;
            excess += Kernels.RAISE * code + (code < 0 ? 1 << Short.SIZE : 0);
        }
        listedExcess = excess;
        return count;
    }

    /** By how much the sum of the products of the codes listed last with raised weights, as 16 bits, is too high. */
    int listedExcess() {
        return listedExcess;
    }
}
