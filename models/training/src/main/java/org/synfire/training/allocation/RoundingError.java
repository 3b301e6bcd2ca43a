package org.synfire.training.allocation;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** What uniform symmetric quantisation does to weights: {@code Q_b(w) = s round(w / s)}, {@code s = max|w| / (2^(b-1) - 1)}. */
public final class RoundingError {
    private RoundingError() {}

    /** {@code ||Q_b(W) - W||^2}. */
    public static double squared(float[] weights, int bits) {
        double largest = 0;
        for (float weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        double step = largest / ((1 << bits - 1) - 1);
        double sum = 0;
        for (float weight : weights) {
            double error = step == 0 ? 0 : weight - step * Math.rint(weight / step);
            sum += error * error;
        }
        return sum;
    }

    /** {@link #squared} for each number of bits. */
    public static SortedMap<Integer, Double> squared(float[] weights, Collection<Integer> bits) {
        SortedMap<Integer, Double> errors = new TreeMap<>();
        bits.forEach(b -> errors.put(b, squared(weights, b)));
        return errors;
    }
}
