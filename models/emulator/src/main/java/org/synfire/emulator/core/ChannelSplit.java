package org.synfire.emulator.core;

import java.util.Arrays;

/**
 * Takes the bits of some channels out of words in which the channels of a position are neighbours.
 *
 * <p>The pattern of these bits repeats after as many words as the channels need to end at a word's end.
 */
final class ChannelSplit {
    private final long[] masks;
    private final int[] bits;

    /**
     * @param channels of a position
     * @param from the first to be taken
     * @param to after the last
     */
    ChannelSplit(int channels, int from, int to) {
        int period = channels / Math.min(Integer.lowestOneBit(channels), Long.SIZE);
        masks = new long[period];
        for (int bit = 0; bit < period * Long.SIZE; bit++) {
            int channel = bit % channels;
            if (channel >= from && channel < to) {
                masks[bit / Long.SIZE] |= 1L << bit;
            }
        }
        bits = Arrays.stream(masks).mapToInt(Long::bitCount).toArray();
    }

    /**
     * Takes them.
     *
     * @param into receives them without gaps; one word longer than they need
     * @return how many are set
     */
    int take(long[] words, int wordCount, long[] into) {
        int set = 0;
        int filled = 0;
        int out = 0;
        long open = 0;
        for (int w = 0, p = 0; w < wordCount; w++) {
            long part = Long.compress(words[w], masks[p]);
            int count = bits[p];
            p = p + 1 == masks.length ? 0 : p + 1;
            set += Long.bitCount(part);
            open |= part << filled;
            filled += count;
            if (filled >= Long.SIZE) {
                into[out++] = open;
                filled -= Long.SIZE;
                open = filled == 0 ? 0 : part >>> (count - filled);
            }
        }
        if (filled > 0) {
            into[out] = open;
        }
        return set;
    }
}
