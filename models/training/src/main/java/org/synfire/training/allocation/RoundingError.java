package org.synfire.training.allocation;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.synfire.network.quantize.WeightRange;

/**
 * The effect of uniform symmetric quantisation on the weights of a layer. The range is that of least squared error
 * ({@link WeightRange}).
 */
public final class RoundingError {
    private RoundingError() {}

    /** {@code ||Q_b(W) - W||^2}. */
    public static double squared(float[] weights, int bits) {
        return WeightRange.leastSquares(weights, 0, weights.length, bits).squaredError(weights, 0, weights.length);
    }

    /** {@link #squared} for each number of bits. */
    public static SortedMap<Integer, Double> squared(float[] weights, Collection<Integer> bits) {
        SortedMap<Integer, Double> errors = new TreeMap<>();
        bits.forEach(b -> errors.put(b, squared(weights, b)));
        return errors;
    }

    /** {@code Q_b(W)}. */
    public static float[] rounded(float[] weights, int bits) {
        WeightRange range = WeightRange.leastSquares(weights, 0, weights.length, bits);
        float[] rounded = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            rounded[i] = (float) (range.integer(weights[i]) * range.unit());
        }
        return rounded;
    }
}
