package org.synfire.network.fold;

import java.util.Locale;
import org.synfire.engine.InputException;

/** Rejects numbers that no chip can hold. */
public final class Finite {
    private Finite() {}

    /**
     * Requires that all values are finite.
     *
     * @throws InputException if a value is infinite or not a number; names {@code what} and the index
     */
    public static void require(float[] values, String what) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s has the value %s at index %d: every number must be finite",
                        what,
                        values[i],
                        i));
            }
        }
    }
}
