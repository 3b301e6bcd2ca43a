package org.synfire.network.onnx;

import java.util.Locale;
import org.synfire.engine.InputException;

/** Rejects numbers that no chip can hold. */
final class Finite {
    private Finite() {}

    /** @throws InputException if a value is infinite or not a number; names {@code what} and the index */
    static void require(float[] values, String what) {
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
