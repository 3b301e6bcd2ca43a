package org.synfire.network.data;

import java.time.Duration;
import java.util.Objects;

/** The samples of another set from number {@code first} on. */
record LaterSpikes(SpikeSet all, int first) implements OtherSpikes {
    @Override
    public int size() {
        return all.size() - first;
    }

    private int inAll(int index) {
        return first + Objects.checkIndex(index, size());
    }

    @Override
    public int label(int index) {
        return all.label(inAll(index));
    }

    @Override
    public int steps(int sample) {
        return all.steps(inAll(sample));
    }

    /** Reads nothing ahead: the other set can do so only from its first sample on. */
    @Override
    public void readAhead(int samples, Duration most) {}

    @Override
    public int spikes(int sample, int step, int[] into) {
        return all.spikes(inAll(sample), step, into);
    }
}
