package org.synfire.network.data;

import java.util.Objects;

/** The first {@code size} samples of another set. */
record FirstSpikes(SpikeSet all, int size) implements OtherSpikes {
    @Override
    public int label(int index) {
        return all.label(Objects.checkIndex(index, size));
    }

    @Override
    public int steps(int sample) {
        return all.steps(Objects.checkIndex(sample, size));
    }

    @Override
    public int spikes(int sample, int step, int[] into) {
        return all.spikes(Objects.checkIndex(sample, size), step, into);
    }
}
