package org.synfire.noc;

import java.util.Arrays;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;

/**
 * Packets over a set of numbered channels: in the step that runs, and in all finished steps. Only channels that carry
 * something in a step cost anything in it.
 */
final class StepLoads implements Checkpointed {
    private final long[] total;
    private final long[] step;
    private final int[] loaded;
    private int loadedCount;

    StepLoads(int channels) {
        total = new long[channels];
        step = new long[channels];
        loaded = new int[channels];
    }

    void add(int channel, long packets) {
        if (step[channel] == 0) {
            loaded[loadedCount++] = channel;
        }
        step[channel] += packets;
    }

    /** Gives every channel that carried packets in this step to the consumer, then starts the next step. */
    void endStep(ChannelConsumer consumer) {
        for (int i = 0; i < loadedCount; i++) {
            int channel = loaded[i];
            long packets = step[channel];
            consumer.accept(channel, packets);
            total[channel] += packets;
            step[channel] = 0;
        }
        loadedCount = 0;
    }

    /** The packets of finished steps, between steps. */
    @Override
    public void state(StateFields fields) {
        fields.all("packets", total);
    }

    long total(int channel) {
        return total[channel];
    }

    long[] totals() {
        return Arrays.copyOf(total, total.length);
    }

    /** Takes one channel's packets of a step. */
    @FunctionalInterface
    interface ChannelConsumer {
        void accept(int channel, long packets);
    }
}
