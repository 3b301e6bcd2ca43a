package org.synfire.network.data;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.synfire.network.graph.Shape;

/**
 * A set of samples of spikes: which elements of a shape spike in which time step.
 *
 * <p><b>Order:</b> an element is numbered after channel, row, column.
 */
public non-sealed interface SpikeSet extends SampleSet {
    /** Channels, rows and columns of each step. */
    Shape shape();

    /** Time steps of a sample at most, at least 1; a part of a set has the same as the whole set. */
    int steps();

    /** Whether samples have numbers of steps of their own. */
    default boolean hasOwnLengths() {
        return false;
    }

    /**
     * Time steps of a sample.
     *
     * @param sample 0..size()-1
     * @return 1..{@link #steps()}
     */
    default int steps(int sample) {
        return steps();
    }

    /**
     * The spikes of a step of a sample.
     *
     * @param sample 0..size()-1
     * @param step 0..steps(sample)-1
     * @param into receives the number of the element of each spike, none before the one that it follows; as long as the
     *     shape has elements, times {@link #mostSpikes}
     * @return how many there are
     * @throws org.synfire.engine.InputException if the sample cannot be read, or has another shape than the set
     */
    int spikes(int sample, int step, int[] into);

    /** How often an element can spike in a step. */
    default int mostSpikes() {
        return 1;
    }

    /**
     * Reads samples before a run, so that one that cannot be read is refused early. A set in memory reads nothing.
     *
     * @param samples the first so many
     * @param most time, after which the others are left to the run
     * @throws org.synfire.engine.InputException if a sample cannot be read, or has another shape than the set
     */
    default void readAhead(int samples, Duration most) {}

    /** These spikes with more remarks. */
    default SpikeSet remarking(List<String> more) {
        return more.isEmpty() ? this : new RemarkedSpikes(this, more);
    }

    @Override
    default SpikeSet from(int first) {
        Objects.checkIndex(first, size() + 1);
        return first == 0 ? this : new LaterSpikes(this, first);
    }

    @Override
    default SpikeSet take(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("a set of " + count + " samples");
        }
        return count >= size() ? this : new FirstSpikes(this, count);
    }
}
