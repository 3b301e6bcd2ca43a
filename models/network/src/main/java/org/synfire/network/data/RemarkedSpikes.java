package org.synfire.network.data;

import java.util.ArrayList;
import java.util.List;
import org.synfire.network.graph.Shape;

/**
 * Spikes of another set with more remarks.
 *
 * @param all the other set
 * @param more behind its own remarks
 */
record RemarkedSpikes(SpikeSet all, List<String> more) implements SpikeSet {
    RemarkedSpikes {
        more = List.copyOf(more);
    }

    @Override
    public String name() {
        return all.name();
    }

    @Override
    public int size() {
        return all.size();
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
        return all.label(index);
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(all.remarks());
        remarks.addAll(more);
        return remarks;
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
        return all.spikes(sample, step, into);
    }
}
