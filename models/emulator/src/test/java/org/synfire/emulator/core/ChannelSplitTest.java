package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChannelSplitTest {
    @Property(tries = 500)
    void takesTheBitsOfItsChannels(
            @ForAll @IntRange(min = 1, max = 200) int channels,
            @ForAll @IntRange(min = 1, max = 40) int positions,
            @ForAll long seed) {
        Random random = new Random(seed);
        int from = random.nextInt(channels);
        int to = from + 1 + random.nextInt(channels - from);
        int own = to - from;
        long[] words = new long[Math.ceilDiv(channels * positions, Long.SIZE)];
        long[] expected = new long[Math.ceilDiv(own * positions, Long.SIZE)];
        int set = 0;
        for (int bit = 0; bit < channels * positions; bit++) {
            if (random.nextBoolean()) {
                words[bit / Long.SIZE] |= 1L << bit;
                int channel = bit % channels;
                if (channel >= from && channel < to) {
                    int at = bit / channels * own + channel - from;
                    expected[at / Long.SIZE] |= 1L << at;
                    set++;
                }
            }
        }
        long[] into = new long[expected.length + 1];
        Arrays.fill(into, -1);
        into[expected.length] = 0;
        assertEquals(set, new ChannelSplit(channels, from, to).take(words, words.length, into));
        assertArrayEquals(expected, Arrays.copyOf(into, expected.length));
    }
}
