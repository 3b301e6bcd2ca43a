package org.synfire.noc.traffic;

/**
 * The number of independent trials up to and with the first success.
 *
 * <p><b>Equation:</b> {@code 1 + floor(ln U / ln(1-p))} with U uniform in (0, 1]: its mean is 1/p. {@link StrictMath}
 * makes it the same on every machine.
 */
final class Geometric {
    private static final long MOST_FAILURES = (1L << 62) - 1;

    private final double inverseLogFailure;

    /** @param probability of success, above 0, at most 1 */
    Geometric(double probability) {
        inverseLogFailure = 1 / StrictMath.log1p(-probability);
    }

    /** Trials, 1 to 2^62. */
    long draw(NodeStreams random, int node) {
        return 1 + Math.min(MOST_FAILURES, (long) (StrictMath.log(random.nextFraction(node)) * inverseLogFailure));
    }
}
