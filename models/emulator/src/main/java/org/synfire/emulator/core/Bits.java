package org.synfire.emulator.core;

/** Runs of up to 64 bits at any bit position of a word array. */
final class Bits {
    private Bits() {}

    /** Bits {@code at .. at + count - 1}, the first in the lowest place; {@code count} is 1..64. */
    static long get(long[] words, int at, int count) {
        int word = at >>> 6;
        int shift = at & 63;
        long low = words[word] >>> shift;
        long bits = shift + count > Long.SIZE ? low | words[word + 1] << -shift : low;
        return bits & -1L >>> -count;
    }

    /** ORs bits in from {@code at} on; {@code bits} has none beyond those meant. */
    static void or(long[] words, int at, long bits) {
        int word = at >>> 6;
        int shift = at & 63;
        words[word] |= bits << shift;
        if (shift != 0 && bits >>> -shift != 0) {
            words[word + 1] |= bits >>> -shift;
        }
    }

    /** How many bits are set. */
    static int count(long[] words, int wordCount) {
        int count = 0;
        for (int w = 0; w < wordCount; w++) {
            count += Long.bitCount(words[w]);
        }
        return count;
    }

    /**
     * Writes the numbers of the bits that are set to {@code into}, rising.
     *
     * @return how many
     */
    static int list(long[] words, int wordCount, int[] into) {
        int count = 0;
        for (int w = 0; w < wordCount; w++) {
            for (long rest = words[w]; rest != 0; rest &= rest - 1) {
                into[count++] = (w << 6) + Long.numberOfTrailingZeros(rest);
            }
        }
        return count;
    }
}
