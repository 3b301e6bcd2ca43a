package org.synfire.noc.measure;

import java.util.OptionalLong;
import org.synfire.engine.InputException;

/**
 * The length of warm-up and measurement.
 *
 * @param warmupCycles cycles before the measured ones; empty: until the number of packets in flight is steady
 * @param cycles measured cycles; empty: until the mean latency is known to {@code precision}
 * @param precision half the width of the mean packet latency's 95 % confidence interval, as a share of the mean, above
 *     0
 */
public record MeasurementPlan(OptionalLong warmupCycles, OptionalLong cycles, double precision) {
    /** Until steady, then until the mean latency is known to 1 %. */
    public static final MeasurementPlan AUTOMATIC =
            new MeasurementPlan(OptionalLong.empty(), OptionalLong.empty(), 0.01);
    /** The most cycles of either part. */
    public static final long MOST_CYCLES = 1_000_000_000_000L;

    /** @throws InputException if a number is out of its range */
    public MeasurementPlan {
        requireRange(warmupCycles, 0, "warm-up cycles");
        requireRange(cycles, 1, "measured cycles");
        if (!(precision > 0 && precision < 1)) {
            throw new InputException(
                    "A precision of " + precision + " is not possible: give a share between 0 and 1, such as 0.01");
        }
    }

    private static void requireRange(OptionalLong value, long least, String what) {
        if (value.isPresent() && (value.getAsLong() < least || value.getAsLong() > MOST_CYCLES)) {
            throw new InputException(
                    value.getAsLong() + " " + what + " are not possible: give " + least + " to " + MOST_CYCLES);
        }
    }
}
