package org.synfire.network.quantize;

import java.util.Arrays;

/**
 * How often which magnitude was seen, in bins of a constant relative width: {@value #BINS} for each power of two, so
 * that a bin is 0.1 to 0.2 % of its values wide, however large the largest of them are.
 *
 * <p>Each bin also keeps its largest value, which is what a percentile that falls into it gives. <b>Order:</b> the same
 * values in any order give the same result. <b>Memory:</b> 6 kB for each power of two that was seen.
 */
final class MagnitudeHistogram {
    private static final int MANTISSA_BITS = 9;
    private static final int BINS = 1 << MANTISSA_BITS;
    private static final int EXPONENTS = 1 << Byte.SIZE;
    private static final int SHIFT = 23 - MANTISSA_BITS;
    private static final int CANDIDATES = 128;

    private final Binade[] binades = new Binade[EXPONENTS];
    private float largest;
    private long total;
    private boolean isFinite = true;

    /** The bins of one power of two; those of the least also hold zeros and numbers too small for another. */
    private static final class Binade {
        private final long[] counts = new long[BINS];
        private final float[] largest = new float[BINS];
    }

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
        int bin = Float.floatToRawIntBits(magnitude) >>> SHIFT;
        Binade binade = binades[bin >>> MANTISSA_BITS];
        if (binade == null) {
            binade = new Binade();
            binades[bin >>> MANTISSA_BITS] = binade;
        }
        int within = bin & BINS - 1;
        binade.counts[within]++;
        binade.largest[within] = Math.max(binade.largest[within], magnitude);
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
        for (Binade binade : binades) {
            for (int i = 0; binade != null && i < BINS; i++) {
                seen += binade.counts[i];
                if (binade.counts[i] > 0 && seen >= wanted) {
                    return binade.largest[i];
                }
            }
        }
        return largest;
    }

    private double leastSquares(int largestCode) {
        Spectrum spectrum = Spectrum.of(binades);
        double best = largest;
        double leastError = Double.POSITIVE_INFINITY;
        for (int c = CANDIDATES; c > 0; c--) {
            double limit = (double) largest * c / CANDIDATES;
            double error = spectrum.squaredError(limit, limit / largestCode);
            if (error < leastError) {
                leastError = error;
                best = limit;
            }
        }
        return best;
    }

    /**
     * The bins that hold something.
     *
     * @param values the middle of each, rising
     * @param counts of each
     * @param squares for each the sum of the squares of all values below it
     */
    private record Spectrum(double[] values, long[] counts, double[] squares) {
        static Spectrum of(Binade[] binades) {
            int size = 0;
            for (Binade binade : binades) {
                for (int i = 0; binade != null && i < BINS; i++) {
                    size += binade.counts[i] > 0 ? 1 : 0;
                }
            }
            Spectrum spectrum = new Spectrum(new double[size], new long[size], new double[size + 1]);
            int at = 0;
            for (int exponent = 0; exponent < binades.length; exponent++) {
                Binade binade = binades[exponent];
                for (int i = 0; binade != null && i < BINS; i++) {
                    if (binade.counts[i] > 0) {
                        spectrum.values[at] = middle(exponent << MANTISSA_BITS | i);
                        spectrum.counts[at] = binade.counts[i];
                        spectrum.squares[at + 1] =
                                spectrum.squares[at] + spectrum.counts[at] * spectrum.values[at] * spectrum.values[at];
                        at++;
                    }
                }
            }
            return spectrum;
        }

        /** Each value counts as the middle of its bin; those below half a step become 0. */
        double squaredError(double limit, double scale) {
            int first = Arrays.binarySearch(values, scale / 2);
            first = first < 0 ? -first - 1 : first;
            double sum = squares[first];
            for (int i = first; i < values.length; i++) {
                double difference = values[i] - Math.min(limit, Math.rint(values[i] / scale) * scale);
                sum += counts[i] * difference * difference;
            }
            return sum;
        }
    }

    private static double middle(int bin) {
        double from = Float.intBitsToFloat(bin << SHIFT);
        double to = Float.intBitsToFloat((bin << SHIFT) + (1 << SHIFT) - 1);
        return bin == 0 ? 0 : (from + to) / 2;
    }
}
