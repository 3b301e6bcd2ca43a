package org.synfire.network.quantize;

import org.synfire.engine.InputException;

/** How the range of a code is chosen from what calibration saw. */
public sealed interface RangeRule {
    /** The largest magnitude seen. */
    record Largest() implements RangeRule {}

    /**
     * The magnitude that a share of the values does not exceed.
     *
     * @param percent above 0, up to 100
     */
    record Percentile(double percent) implements RangeRule {
        /** @throws InputException if the share is out of range */
        public Percentile {
            if (!(percent > 0 && percent <= 100)) {
                throw new InputException("a percentile must be above 0 and at most 100, not " + percent);
            }
        }
    }

    /** The range for which the mean squared difference between values and their codes is least, clipping included. */
    record LeastSquares() implements RangeRule {}
}
