package org.synfire.network.quantize;

import java.util.Arrays;

/**
 * How often which magnitude was seen, over a range that grows with the values.
 *
 * <p>{@value #BINS} bins of one width; a value beyond the last doubles the width, so at least half of them are in use
 * and one pass over the values is enough.
 */
final class MagnitudeHistogram {
    private static final int BINS = 1 << 12;
    private static final int CANDIDATES = 128;

    private final long[] counts = new long[BINS];
    private double width;
    private double largest;
    private long total;
    private boolean isFinite = true;

    void add(float[] values) {
        for (float value : values) {
            add(Math.abs(value));
        }
    }

    private void add(float magnitude) {
        if (!Float.isFinite(magnitude)) {
            isFinite = false;
            return;
        }
        total++;
        largest = Math.max(largest, magnitude);
        if (magnitude == 0) {
            counts[0]++;
            return;
        }
        if (width == 0) {
            // in double: as floats, the least magnitudes would give a width of 0
            width = (double) magnitude / (BINS / 2);
        }
        while (magnitude >= width * BINS) {
            doubleWidth();
        }
        counts[(int) (magnitude / width)]++;
    }

    private void doubleWidth() {
        for (int i = 0; i < BINS / 2; i++) {
            counts[i] = counts[2 * i] + counts[2 * i + 1];
        }
        Arrays.fill(counts, BINS / 2, BINS, 0);
        width *= 2;
    }

    /** Whether all values were finite numbers. */
    boolean isFinite() {
        return isFinite;
    }

    /** The magnitude that the largest code shall stand for; 0 if nothing but zeros was seen. */
    double limit(RangeRule rule, int largestCode) {
        return switch (rule) {
            case RangeRule.Largest ignored -> largest;
            case RangeRule.Percentile p -> percentile(p.percent());
            case RangeRule.LeastSquares ignored -> leastSquares(largestCode);
        };
    }

    private double percentile(double percent) {
        long wanted = (long) Math.ceil(total * percent / 100);
        long seen = 0;
        for (int i = 0; i < BINS; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.min(largest, (i + 1) * width);
            }
        }
        return largest;
    }

    private double leastSquares(int largestCode) {
        double best = largest;
        double leastError = Double.POSITIVE_INFINITY;
        for (int c = CANDIDATES; c > 0; c--) {
            double limit = largest * c / CANDIDATES;
            double error = squaredError(limit, limit / largestCode);
            if (error < leastError) {
                leastError = error;
                best = limit;
            }
        }
        return best;
    }

    private double squaredError(double limit, double scale) {
        double sum = 0;
        for (int i = 1; i < BINS; i++) {
            if (counts[i] > 0) {
                double value = (i + 0.5) * width;
                double difference = value - Math.min(limit, Math.rint(value / scale) * scale);
                sum += counts[i] * difference * difference;
            }
        }
        return sum;
    }
}
