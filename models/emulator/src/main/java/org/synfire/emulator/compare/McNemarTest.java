package org.synfire.emulator.compare;

import java.util.Locale;

/**
 * Whether two networks differ in accuracy, by the samples that only one of them answered right.
 *
 * <p><b>Equation:</b> of n = b + c such samples, b are the first network's. If both were equally accurate, b would be
 * binomial with n draws of probability 1/2. The exact two-sided p-value is {@code min(1, 2 sum(i = 0..min(b, c))
 * binomial(n, i) / 2^n)}. <b>Source:</b> Q. McNemar, "Note on the sampling error of the difference between correlated
 * proportions or percentages", Psychometrika 12 (1947), 153-157; in its exact conditional form as in M. W. Fagerland,
 * S. Lydersen, P. Laake, "The McNemar test for binary matched-pairs data", BMC Medical Research Methodology 13:91
 * (2013).
 *
 * <p><b>Limits:</b> the exact test is conservative: its p-values are rather too large than too small. A p-value is of
 * one pair of runs; it is not corrected for the number of pairs that are compared.
 */
public final class McNemarTest {
    private static final double LOG_2 = Math.log(2);
    private static final double TOO_SMALL_TO_COUNT = 1e-17;

    private McNemarTest() {}

    /**
     * The exact two-sided p-value.
     *
     * @param onlyFirstRight samples that only the first answered right
     * @param onlySecondRight samples that only the second answered right
     * @return 0..1: how probable a difference at least as large is if both are equally accurate; 1 for no such sample
     * @throws IllegalArgumentException if a number is negative
     */
    public static double pValue(int onlyFirstRight, int onlySecondRight) {
        if (onlyFirstRight < 0 || onlySecondRight < 0) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%d and %d samples", onlyFirstRight, onlySecondRight));
        }
        long all = (long) onlyFirstRight + onlySecondRight;
        int fewer = Math.min(onlyFirstRight, onlySecondRight);
        double logLargest = -all * LOG_2;
        for (int i = 1; i <= fewer; i++) {
            logLargest += Math.log((double) (all - fewer + i) / i);
        }
        // relative to the largest term, so that nothing underflows where there are thousands of samples
        double term = 1;
        double sum = 1;
        for (int i = fewer; i > 0 && term > TOO_SMALL_TO_COUNT; i--) {
            term *= (double) i / (all - i + 1);
            sum += term;
        }
        return Math.min(1, 2 * Math.exp(logLargest) * sum);
    }
}
