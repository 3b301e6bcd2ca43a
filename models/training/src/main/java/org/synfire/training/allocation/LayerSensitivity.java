package org.synfire.training.allocation;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.synfire.engine.InputException;

/**
 * The sensitivity of a layer to rounding.
 *
 * @param name of the layer
 * @param weights number of weights, 1 or more
 * @param trace trace of the loss's Hessian over its weights, not divided by their number
 * @param errors for each number of bits that can be chosen, its squared error {@code ||Q_b(W) - W||^2}
 */
public record LayerSensitivity(String name, long weights, double trace, SortedMap<Integer, Double> errors) {
    /** @throws InputException if there are no weights, nothing to choose from, or a value is no number */
    public LayerSensitivity {
        errors = new TreeMap<>(errors);
        if (weights < 1
                || errors.isEmpty()
                || !Double.isFinite(trace)
                || errors.values().stream().anyMatch(error -> !(error >= 0) || error.isInfinite())) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "layer %s: %d weights, trace %s, errors %s; expected weights, a finite trace and errors of 0 "
                            + "or more",
                    name,
                    weights,
                    trace,
                    errors));
        }
    }

    /** Mean eigenvalue of the Hessian. */
    public double meanTrace() {
        return trace / weights;
    }

    /**
     * HAWQ-V2's sensitivity at a number of bits: mean trace times squared error. A negative mean trace counts as 0.
     * Away from a minimum the curvature along some directions is negative, but a larger error must not lower the
     * sensitivity.
     */
    public double omega(int bits) {
        return Math.max(0, meanTrace()) * errors.get(bits);
    }

    /** Bits of all weights together. */
    public long sizeBits(int bits) {
        return weights * bits;
    }
}
