package org.synfire.network.data;

import java.util.List;

/**
 * A sized set of samples for a network, read by index: images, or spikes of time steps.
 *
 * <p><b>Threads:</b> any number of threads may read. <b>Errors:</b> an index outside 0..size()-1 is an
 * {@link IndexOutOfBoundsException}.
 */
public sealed interface SampleSet permits ImageSet, SpikeSet {
    /** What a report calls this set, for example {@code mnist test}. */
    String name();

    /** Number of samples. */
    int size();

    /** Whether each sample has a label. */
    default boolean isLabelled() {
        return true;
    }

    /** Number of classes; labels are 0..classes()-1. 0 if the samples have no labels. */
    int classes();

    /** Names of the classes by label, an empty one where it is not known; no names where the data carry none. */
    default List<String> classNames() {
        return List.of();
    }

    /**
     * The class of sample {@code index}.
     *
     * @throws org.synfire.engine.InputException if the samples have no labels
     */
    int label(int index);

    /** Sentences about the samples that a reader of results must know. */
    List<String> remarks();

    /**
     * The first {@code count} samples, without copying them; all of them where there are fewer.
     *
     * @param count at least 0
     */
    SampleSet take(int count);

    /**
     * The samples from number {@code first} on, without copying them.
     *
     * @param first 0..size()
     */
    SampleSet from(int first);
}
