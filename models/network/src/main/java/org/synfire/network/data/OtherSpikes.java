package org.synfire.network.data;

import java.time.Duration;
import java.util.List;
import org.synfire.network.graph.Shape;

/** Spikes of another set, changed in what an implementation says anew. */
interface OtherSpikes extends SpikeSet {
    /** The other set. */
    SpikeSet all();

    @Override
    default String name() {
        return all().name();
    }

    @Override
    default int size() {
        return all().size();
    }

    @Override
    default boolean isLabelled() {
        return all().isLabelled();
    }

    @Override
    default int classes() {
        return all().classes();
    }

    @Override
    default List<String> classNames() {
        return all().classNames();
    }

    @Override
    default int label(int index) {
        return all().label(index);
    }

    @Override
    default List<String> remarks() {
        return all().remarks();
    }

    @Override
    default Shape shape() {
        return all().shape();
    }

    @Override
    default int mostSpikes() {
        return all().mostSpikes();
    }

    @Override
    default int steps() {
        return all().steps();
    }

    @Override
    default boolean hasOwnLengths() {
        return all().hasOwnLengths();
    }

    @Override
    default int steps(int sample) {
        return all().steps(sample);
    }

    @Override
    default void readAhead(int samples, Duration most) {
        all().readAhead(Math.min(samples, size()), most);
    }

    @Override
    default int spikes(int sample, int step, int[] into) {
        return all().spikes(sample, step, into);
    }
}
