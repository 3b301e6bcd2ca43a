package org.synfire.emulator.core;

import java.util.Arrays;
import org.synfire.emulator.neuron.SpikeBits;
import org.synfire.engine.checkpoint.StateFields;

/**
 * Max-pooling of neurons that spike: in each step a window's output spikes as often as that of its inputs which spikes
 * most. Keeps no state.
 */
final class AnySpike implements PoolingGate {
    private final HeldWindows held;
    private final long[] out;

    AnySpike(HeldWindows held) {
        this.held = held;
        this.out = new long[Math.ceilDiv(held.outputs(), Long.SIZE)];
    }

    @Override
    public long[] pool(SpikeBits spikes, int plane) {
        int channels = held.channels();
        int[] starts = held.starts();
        int[] members = held.members();
        long[] words = spikes.planes()[plane];
        Arrays.fill(out, 0);
        for (int first = 0; first < channels; first += Long.SIZE) {
            int count = Math.min(Long.SIZE, channels - first);
            for (int w = 0; w + 1 < starts.length; w++) {
                long any = 0;
                for (int m = starts[w]; m < starts[w + 1]; m++) {
                    any |= Bits.get(words, members[m] * channels + first, count);
                }
                Bits.or(out, w * channels + first, any);
            }
        }
        return out;
    }

    @Override
    public void state(StateFields fields) {}
}
