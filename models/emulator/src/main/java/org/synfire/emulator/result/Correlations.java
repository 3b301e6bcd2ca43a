package org.synfire.emulator.result;

import java.util.Arrays;
import java.util.Optional;

/**
 * How alike the spikes of neurons are: Pearson's correlation of the spikes in bins, over all pairs.
 *
 * <p>Neurons whose bins all hold the same number of spikes have no correlation and are left out.
 *
 * @param neurons whose pairs are counted, at least 2
 * @param binSteps time steps of a bin
 * @param mean of all pairs
 * @param deviation their standard deviation
 * @param quantiles what 5, 25, 50, 75 and 95 % of the pairs do not exceed
 * @param low the least correlation, where the histogram begins
 * @param high the largest, where it ends
 * @param histogram pairs in {@value #BARS} ranges of equal width
 */
public record Correlations(
        int neurons,
        int binSteps,
        double mean,
        double deviation,
        double[] quantiles,
        double low,
        double high,
        long[] histogram) {
    /** Ranges of the histogram. */
    public static final int BARS = 20;
    /** Neurons whose pairs are counted, at most. */
    public static final int MOST_NEURONS = 250;

    private static final int[] PERCENT = {5, 25, 50, 75, 95};
    private static final double WHOLE = 100;

    /** Pairs of neurons. */
    public static int pairs(int neurons) {
        return neurons * (neurons - 1) / 2;
    }

    /**
     * Those of some neurons.
     *
     * <p><b>Equation:</b> {@code (n Sxy - Sx Sy) / sqrt((n Sxx - Sx^2) (n Syy - Sy^2))} of the spikes x and y in n
     * bins; sums are exact.
     *
     * @param bins of each neuron the bin of each spike, rising; at most {@value #MOST_NEURONS} neurons
     * @param count n, all bins, those without spikes included
     * @param binSteps time steps of a bin
     * @return nothing if fewer than two neurons have a correlation
     */
    public static Optional<Correlations> of(int[][] bins, long count, int binSteps) {
        Counts[] neurons = Arrays.stream(bins)
                .map(Counts::of)
                .filter(counts -> counts.variation(count) > 0)
                .toArray(Counts[]::new);
        if (neurons.length < 2) {
            return Optional.empty();
        }
        double[] pairs = new double[pairs(neurons.length)];
        int pair = 0;
        for (int one = 1; one < neurons.length; one++) {
            for (int other = 0; other < one; other++) {
                pairs[pair++] = neurons[one].with(neurons[other], count);
            }
        }
        Arrays.sort(pairs);
        double mean = Arrays.stream(pairs).average().orElseThrow();
        double variance = Arrays.stream(pairs)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        double low = pairs[0];
        double high = pairs[pairs.length - 1];
        long[] histogram = new long[BARS];
        for (double value : pairs) {
            histogram[high == low ? 0 : Math.min(BARS - 1, (int) (BARS * (value - low) / (high - low)))]++;
        }
        return Optional.of(new Correlations(
                neurons.length,
                binSteps,
                mean,
                Math.sqrt(variance),
                Arrays.stream(PERCENT)
                        .mapToDouble(percent -> pairs[(int) Math.rint((pairs.length - 1) * (percent / WHOLE))])
                        .toArray(),
                low,
                high,
                histogram));
    }

    /**
     * A neuron's spikes in bins.
     *
     * @param bins with spikes, rising
     * @param spikes in each of them
     * @param sum of all
     * @param squares sum of their squares
     */
    private record Counts(int[] bins, int[] spikes, long sum, long squares) {
        static Counts of(int[] binOfSpike) {
            int[] bins = Arrays.stream(binOfSpike).distinct().toArray();
            int[] spikes = new int[bins.length];
            int at = 0;
            for (int bin : binOfSpike) {
                at += bins[at] == bin ? 0 : 1;
                spikes[at]++;
            }
            long squares = 0;
            for (int count : spikes) {
                squares += (long) count * count;
            }
            return new Counts(bins, spikes, binOfSpike.length, squares);
        }

        /** n times the sum of squared differences from the mean. */
        long variation(long count) {
            return count * squares - sum * sum;
        }

        double with(Counts other, long count) {
            long products = 0;
            int j = 0;
            for (int i = 0; i < bins.length; i++) {
                while (j < other.bins.length && other.bins[j] < bins[i]) {
                    j++;
                }
                products += j < other.bins.length && other.bins[j] == bins[i] ? (long) spikes[i] * other.spikes[j] : 0;
            }
            return (count * products - sum * other.sum) / Math.sqrt((double) variation(count) * other.variation(count));
        }
    }
}
