package org.synfire.emulator.result;

import java.util.Locale;

/**
 * Where the share of right answers lies with 95 % confidence, as far as the samples tell.
 *
 * <p><b>Equation:</b> Wilson's score interval, {@code (p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)} with z
 * = {@value #QUANTILE}. <b>Source:</b> E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", Journal of the American Statistical Association 22 (1927), 209-212.
 *
 * @param low 0..1
 * @param high 0..1, at least {@code low}
 */
public record ConfidenceInterval(double low, double high) {
    /** The 97.5th percentile of the normal distribution. */
    private static final double QUANTILE = 1.959964;

    private static final double PERCENT = 100;

    /**
     * The interval of a share.
     *
     * @param share 0..1
     * @param samples on which it was found; 0 gives 0..1
     * @throws IllegalArgumentException if the share is outside its range or {@code samples} is negative
     */
    public static ConfidenceInterval of(double share, long samples) {
        if (!(share >= 0 && share <= 1) || samples < 0) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "a share of %s on %d samples", share, samples));
        }
        if (samples == 0) {
            return new ConfidenceInterval(0, 1);
        }
        double square = QUANTILE * QUANTILE;
        double centre = share + square / (2 * samples);
        double half = QUANTILE * Math.sqrt(share * (1 - share) / samples + square / (4.0 * samples * samples));
        double scale = 1 + square / samples;
        return new ConfidenceInterval(Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale));
    }

    /** In percent, such as {@code 97.1 to 98.9 %}. */
    public String percent() {
        return String.format(Locale.ROOT, "%.1f to %.1f %%", PERCENT * low, PERCENT * high);
    }
}
