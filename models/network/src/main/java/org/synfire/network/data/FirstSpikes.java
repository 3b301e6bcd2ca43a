package org.synfire.network.data;

import java.util.List;
import java.util.Objects;
import org.synfire.network.graph.Shape;

/** The first {@code size} samples of another set. */
record FirstSpikes(SpikeSet all, int size) implements SpikeSet {
    @Override
    public String name() {
        return all.name();
    }

    @Override
    public boolean isLabelled() {
        return all.isLabelled();
    }

    @Override
    public int classes() {
        return all.classes();
    }

    @Override
    public List<String> classNames() {
        return all.classNames();
    }

    @Override
    public int label(int index) {
        return all.label(Objects.checkIndex(index, size));
    }

    @Override
    public List<String> remarks() {
        return all.remarks();
    }

    @Override
    public Shape shape() {
        return all.shape();
    }

    @Override
    public int steps() {
        return all.steps();
    }

    @Override
    public int spikes(int sample, int step, int[] into) {
        return all.spikes(Objects.checkIndex(sample, size), step, into);
    }
}
