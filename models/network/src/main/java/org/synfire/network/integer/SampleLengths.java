package org.synfire.network.integer;

import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;

/**
 * How many time steps each sample of an input has: the network's T, or a number of its own.
 *
 * <p><b>Memory:</b> 4 bytes for each sample that has a number of its own. <b>Threads:</b> immutable.
 */
public final class SampleLengths {
    /** Every sample has the network's T steps. */
    public static final SampleLengths EQUAL = new SampleLengths(new int[0]);

    private final int[] steps;

    private SampleLengths(int[] steps) {
        this.steps = steps;
    }

    /**
     * Each sample has a number of its own.
     *
     * @param steps of each sample, at least 1
     * @throws InputException if a sample has no step
     */
    public static SampleLengths of(int[] steps) {
        IntStream.range(0, steps.length)
                .filter(sample -> steps[sample] < 1)
                .findFirst()
                .ifPresent(sample -> {
                    throw new InputException(String.format(
                            Locale.ROOT, "sample %d has %d time steps; at least 1 is needed", sample, steps[sample]));
                });
        return new SampleLengths(steps.clone());
    }

    /** Whether all samples have the network's T steps, as none has a number of its own. */
    public boolean areEqual() {
        return steps.length == 0;
    }

    /**
     * Time steps of a sample.
     *
     * @param sample from 0
     * @param most T of the network, beyond which a sample is cut off
     */
    public int steps(long sample, int most) {
        return areEqual() ? most : Math.min(most, steps[Math.toIntExact(sample)]);
    }
}
