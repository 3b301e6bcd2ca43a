package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.synfire.emulator.neuron.SpikeBits;
import org.synfire.engine.checkpoint.StateFields;

/**
 * Exact max-pooling of codes that are sent most significant bit first, bit by bit, on a core that holds whole windows.
 *
 * <p>In each step a window's output bit is the OR over the bits of those inputs that are still tied for the maximum; a
 * tied input whose bit is 0 where the OR is 1 drops out. In a sign step it is the AND, and an input whose sign is 1
 * where the AND is 0 drops out. All channels of a position are done at once, up to 64 in a word. <b>Memory:</b> one bit
 * per window member and channel, off-heap.
 */
final class BitSerialMax implements PoolingGate {
    private static final long NO_SAMPLE = -1;

    private final int channels;
    private final int chunks;
    private final int[] starts;
    private final int[] members;
    private final MemorySegment tied;
    private final long[] out;
    private long sample = NO_SAMPLE;

    /** @param tied {@link #stateWords} words */
    BitSerialMax(HeldWindows held, MemorySegment tied) {
        this.channels = held.channels();
        this.chunks = chunks(held);
        this.starts = held.starts();
        this.members = held.members();
        this.tied = tied;
        this.out = new long[Math.ceilDiv(held.outputs(), Long.SIZE)];
    }

    static long stateWords(HeldWindows held) {
        return (long) held.members().length * chunks(held);
    }

    private static int chunks(HeldWindows held) {
        return Math.ceilDiv(held.channels(), Long.SIZE);
    }

    @Override
    public long[] pool(SpikeBits spikes, int plane) {
        if (spikes.sample() != sample) {
            sample = spikes.sample();
            tied.fill((byte) -1);
        }
        Arrays.fill(out, 0);
        for (int chunk = 0; chunk < chunks; chunk++) {
            int first = chunk * Long.SIZE;
            int count = Math.min(Long.SIZE, channels - first);
            for (int w = 0; w + 1 < starts.length; w++) {
                long bits = spikes.isSignStep()
                        ? allOf(w, chunk, spikes.words(), first, count)
                        : anyOf(w, chunk, spikes.words(), first, count);
                Bits.or(out, w * channels + first, bits);
            }
        }
        return out;
    }

    private long anyOf(int window, int chunk, long[] words, int first, int count) {
        long any = 0;
        for (int m = starts[window]; m < starts[window + 1]; m++) {
            any |= Bits.get(words, members[m] * channels + first, count) & tiedOf(m, chunk);
        }
        if (any != 0) {
            for (int m = starts[window]; m < starts[window + 1]; m++) {
                setTied(m, chunk, tiedOf(m, chunk) & (Bits.get(words, members[m] * channels + first, count) | ~any));
            }
        }
        return any;
    }

    private long allOf(int window, int chunk, long[] words, int first, int count) {
        long all = -1L >>> -count;
        for (int m = starts[window]; m < starts[window + 1]; m++) {
            all &= Bits.get(words, members[m] * channels + first, count);
        }
        for (int m = starts[window]; m < starts[window + 1]; m++) {
            setTied(m, chunk, ~Bits.get(words, members[m] * channels + first, count) | all);
        }
        return all;
    }

    private long tiedOf(int member, int chunk) {
        return tied.getAtIndex(ValueLayout.JAVA_LONG, (long) member * chunks + chunk);
    }

    private void setTied(int member, int chunk, long bits) {
        tied.setAtIndex(ValueLayout.JAVA_LONG, (long) member * chunks + chunk, bits);
    }

    @Override
    public void state(StateFields fields) {
        sample = fields.whole("sample", sample);
    }
}
