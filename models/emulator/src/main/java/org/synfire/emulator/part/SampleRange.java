package org.synfire.emulator.part;

import java.util.Locale;

/**
 * Which samples of a set a part of a run answers.
 *
 * @param origin number of the sample with which the whole run begins
 * @param from number of the first sample, at least the origin
 * @param count how many samples, at least 1
 */
public record SampleRange(long origin, long from, long count) {
    /** @throws IllegalArgumentException if the range is none */
    public SampleRange {
        if (origin < 0 || from < origin || count < 1 || from + count < from) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "%d samples from number %d on, of a run from %d on", count, from, origin));
        }
    }

    /** Samples of the whole run before the first. */
    public long before() {
        return from - origin;
    }

    /** Number of the sample after the last. */
    public long end() {
        return from + count;
    }

    /** In words. */
    @Override
    public String toString() {
        return count == 1
                ? String.format(Locale.ROOT, "sample %d", from)
                : String.format(Locale.ROOT, "samples %d..%d", from, from + count - 1);
    }
}
