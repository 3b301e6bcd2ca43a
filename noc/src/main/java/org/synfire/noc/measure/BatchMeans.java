package org.synfire.noc.measure;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Mean of a correlated series with a confidence interval: the series is cut into batches of equal time, long enough for
 * their means to be nearly independent (Law and Kelton's method of batch means).
 *
 * <p>There are at most {@value #BATCHES} batches; when time goes on beyond them, each two become one of twice the
 * length.
 *
 * <p><b>Equation:</b> {@code half width = t(0.975, n-1) s / sqrt(n)} over n batch means of standard deviation s: a
 * confidence of 95 %.
 *
 * <p><b>Threads:</b> one. <b>Memory:</b> fixed; no call of {@link #add} allocates.
 */
final class BatchMeans {
    static final int BATCHES = 32;
    private static final int FEWEST = 4;
    private static final double NORMAL_QUANTILE = 1.959964;

    private final double[] sums = new double[BATCHES];
    private final long[] counts = new long[BATCHES];
    private long batchCycles;

    /** @param cycles the time to be cut into batches, at least 1 */
    BatchMeans(long cycles) {
        batchCycles = Math.ceilDiv(cycles, BATCHES);
    }

    /**
     * Adds an observation.
     *
     * @param cycle from the start of the series, at least 0
     * @param value what was observed
     */
    void add(long cycle, double value) {
        while (cycle >= BATCHES * batchCycles) {
            merge();
        }
        int batch = (int) (cycle / batchCycles);
        sums[batch] += value;
        counts[batch]++;
    }

    private void merge() {
        for (int batch = 0; batch < BATCHES; batch++) {
            boolean isKept = batch < BATCHES / 2;
            sums[batch] = isKept ? sums[2 * batch] + sums[2 * batch + 1] : 0;
            counts[batch] = isKept ? counts[2 * batch] + counts[2 * batch + 1] : 0;
        }
        batchCycles *= 2;
    }

    /** Mean over all values; 0 without any. */
    double mean() {
        return mean(0, BATCHES);
    }

    private double mean(int from, int to) {
        long count = Arrays.stream(counts, from, to).sum();
        return count == 0 ? 0 : Arrays.stream(sums, from, to).sum() / count;
    }

    private double[] batchMeans() {
        return IntStream.range(0, BATCHES)
                .filter(batch -> counts[batch] > 0)
                .mapToDouble(batch -> sums[batch] / counts[batch])
                .toArray();
    }

    /**
     * Half the width of the interval that holds the mean with 95 % confidence; NaN with fewer than {@value #FEWEST}
     * batches.
     */
    double halfWidth() {
        double[] means = batchMeans();
        if (means.length < FEWEST) {
            return Double.NaN;
        }
        double centre = Arrays.stream(means).average().orElseThrow();
        double squares = Arrays.stream(means)
                .map(mean -> (mean - centre) * (mean - centre))
                .sum();
        return studentQuantile(means.length - 1) * Math.sqrt(squares / (means.length - 1) / means.length);
    }

    /** Student's t for 95 % by Cornish and Fisher's expansion: within 0.5 % from 3 degrees of freedom on. */
    private static double studentQuantile(int degrees) {
        double z = NORMAL_QUANTILE;
        double z2 = z * z;
        return z
                + z * (z2 + 1) / (4 * degrees)
                + z * (5 * z2 * z2 + 16 * z2 + 3) / (96.0 * degrees * degrees)
                + z * (3 * z2 * z2 * z2 + 19 * z2 * z2 + 17 * z2 - 15) / (384.0 * degrees * degrees * degrees);
    }

    /**
     * Correlation of each batch mean with the next, -1 to 1: near 0 where batches are long enough; 0 where all are
     * equal.
     */
    double correlation() {
        double[] means = batchMeans();
        double centre = Arrays.stream(means).average().orElse(0);
        double squares = Arrays.stream(means)
                .map(mean -> (mean - centre) * (mean - centre))
                .sum();
        double products = IntStream.range(1, means.length)
                .mapToDouble(i -> (means[i] - centre) * (means[i - 1] - centre))
                .sum();
        return squares == 0 ? 0 : products / squares;
    }

    /**
     * Mean of the last quarter of the batches over that of the first: about 1 when steady; 1 where one has no values.
     */
    double rise() {
        int used = BATCHES;
        while (used > 0 && counts[used - 1] == 0) {
            used--;
        }
        double first = mean(0, used / 4);
        double last = mean(used - used / 4, used);
        return first == 0 || last == 0 ? 1 : last / first;
    }
}
