package org.synfire.emulator.part;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * How many samples the parts of a run have whose finished parts are kept.
 *
 * @param first samples of the first part, at least 1
 * @param seconds that a further part should take; 0 for as many samples as the first has
 */
public record PartSizes(long first, double seconds) {
    private static final int MOST_SHARE = 20;

    /**
     * The first part is small, to find out how long a sample takes; the others take a minute, or a twentieth of the
     * time until then.
     */
    public static final PartSizes BY_TIME = new PartSizes(64, 60);

    /** @throws InputException if there is no sample in a part */
    public PartSizes {
        if (first < 1) {
            throw new InputException(String.format(Locale.ROOT, "parts of %d samples: at least 1 is needed", first));
        }
    }

    /** Parts of so many samples each. */
    public static PartSizes of(long samples) {
        return new PartSizes(samples, 0);
    }

    /** Whether a run of so many samples has more than one part. */
    public boolean divides(long samples) {
        return samples > (seconds > 0 ? 2 : 1) * first;
    }

    /**
     * Samples of the next part.
     *
     * @param left samples that are left, at least 1
     * @param secondsPerSample of the part before; 0 for the first
     * @param secondsDone of all parts before; a part of a long run takes a share of these, so that the parts do not
     *     become too many
     */
    public long next(long left, double secondsPerSample, double secondsDone) {
        if (seconds == 0 || secondsPerSample <= 0) {
            return Math.min(left, first);
        }
        long inTime = (long)
                Math.clamp(Math.max(seconds, secondsDone / MOST_SHARE) / secondsPerSample, first, Integer.MAX_VALUE);
        return inTime + inTime / 2 >= left ? left : inTime;
    }
}
