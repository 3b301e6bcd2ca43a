package org.synfire.network.event;

import java.util.Locale;
import org.synfire.engine.InputException;

/** How the time of an event gives its time step. */
public sealed interface StepRule {
    /** How a quotient becomes a whole number. */
    enum Rounding {
        /** Down, so that a step begins at a multiple of its length. */
        FLOOR,
        /** To the nearest, halves to the even number, as slayerPytorch and lava-dl do. */
        HALF_EVEN
    }

    /**
     * Steps of a given length.
     *
     * @param micros length of a step in microseconds, at least 1
     * @param rounding of the quotient
     */
    record Length(long micros, Rounding rounding) implements StepRule {
        /** @throws InputException if the length is below 1 us */
        public Length {
            if (micros < 1) {
                throw new InputException(
                        String.format(Locale.ROOT, "a step of %d microseconds: at least 1 is needed", micros));
            }
        }
    }

    /**
     * A given number of steps between the first and the last event. A step has a whole number of microseconds, so the
     * last events may lie behind the last step; they are left out.
     *
     * @param steps at least 1
     */
    record Parts(int steps) implements StepRule {
        /** @throws InputException if there is no step */
        public Parts {
            if (steps < 1) {
                throw new InputException(String.format(Locale.ROOT, "%d steps: at least 1 is needed", steps));
            }
        }
    }
}
