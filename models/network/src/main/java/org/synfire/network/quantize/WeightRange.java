package org.synfire.network.quantize;

/**
 * Symmetric integers for real weights: {@code round(w / s)}, clamped to {@code -limit..limit}, with one unit s.
 *
 * <p>The unit is that of least squared error among {@value #CANDIDATES} between a part of the largest magnitude and all
 * of it. With few bits it leaves out the rare large weights, for which the many small ones would otherwise all become
 * 0.
 *
 * @param unit real value of 1; 0 where all weights are 0
 * @param limit largest integer, {@code 2^(b-1) - 1}
 */
public record WeightRange(double unit, int limit) {
    private static final int CANDIDATES = 64;

    /** The largest integer of so many bits. */
    public static int limit(int bits) {
        return (1 << (bits - 1)) - 1;
    }

    /**
     * The range of least squared error for a part of some weights.
     *
     * @param from first
     * @param to beyond the last
     * @param bits 2 or more
     */
    public static WeightRange leastSquares(float[] weights, int from, int to, int bits) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(weights[i]));
        }
        WeightRange best = new WeightRange(largest / limit(bits), limit(bits));
        double least = best.squaredError(weights, from, to);
        for (int candidate = 1; candidate < CANDIDATES; candidate++) {
            WeightRange range = new WeightRange(largest * candidate / CANDIDATES / limit(bits), limit(bits));
            double error = range.squaredError(weights, from, to);
            if (error < least) {
                least = error;
                best = range;
            }
        }
        return best;
    }

    /** The integer that stands for a weight. */
    public int integer(double weight) {
        return unit == 0 ? 0 : (int) Math.clamp(Math.rint(weight / unit), -limit, limit);
    }

    /** {@code ||Q(w) - w||^2} over a part of some weights. */
    public double squaredError(float[] weights, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double error = weights[i] - integer(weights[i]) * unit;
            sum += error * error;
        }
        return sum;
    }
}
