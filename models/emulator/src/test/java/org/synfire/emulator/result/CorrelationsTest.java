package org.synfire.emulator.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Correlations of spikes in bins, against what a calculation by hand and plain loops give. */
class CorrelationsTest {
    private static final double CLOSE = 1e-12;

    /** Counts (2 0 1 0), (1 0 1 0) and (0 1 0 1); one neuron has no spike, and one the same number in every bin. */
    @Test
    void threeNeuronsByHand() {
        Correlations found = Correlations.of(new int[][] {{0, 0, 2}, {0, 2}, {}, {0, 1, 2, 3}, {1, 3}}, 4, 7)
                .orElseThrow();
        double alike = 1.5 / Math.sqrt(2.75);
        assertEquals(3, found.neurons());
        assertEquals(7, found.binSteps());
        assertEquals(-1.0 / 3, found.mean(), CLOSE);
        assertEquals(Math.sqrt((2 * alike * alike + 1) / 3 - 1.0 / 9), found.deviation(), CLOSE);
        assertArrayEquals(new double[] {-1, -1, -alike, alike, alike}, found.quantiles(), CLOSE);
        assertEquals(-1, found.low(), CLOSE);
        assertEquals(alike, found.high(), CLOSE);
        assertEquals(2, found.histogram()[0] + found.histogram()[1]);
        assertEquals(1, found.histogram()[Correlations.BARS - 1]);
    }

    @Test
    void fewerThanTwoNeuronsHaveNone() {
        assertTrue(Correlations.of(new int[][] {{0, 2}, {}, {0, 1, 2, 3}}, 4, 1).isEmpty());
        assertTrue(Correlations.of(new int[0][], 4, 1).isEmpty());
    }

    @Test
    void neuronsThatAreAllAlikeAreInOneBar() {
        Correlations found = Correlations.of(new int[][] {{1}, {1}, {1}}, 9, 1).orElseThrow();
        assertEquals(1, found.mean(), CLOSE);
        assertEquals(3, found.histogram()[0]);
    }

    @Test
    void randomSpikesAsPlainLoopsHaveThem() {
        Random random = new Random(5);
        int bins = 60;
        int[][] spikes = IntStream.range(0, 12)
                .mapToObj(n -> random.ints(5 + n, 0, bins).sorted().toArray())
                .toArray(int[][]::new);
        double sum = 0;
        for (int one = 0; one < spikes.length; one++) {
            for (int other = 0; other < one; other++) {
                sum += pearson(counts(spikes[one], bins), counts(spikes[other], bins));
            }
        }
        Correlations found = Correlations.of(spikes, bins, 1).orElseThrow();
        assertEquals(sum / 66, found.mean(), CLOSE);
        assertEquals(66, Arrays.stream(found.histogram()).sum());
        assertEquals(66, Correlations.pairs(12));
    }

    private static double[] counts(int[] spikes, int bins) {
        double[] counts = new double[bins];
        for (int bin : spikes) {
            counts[bin]++;
        }
        return counts;
    }

    private static double pearson(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double both = 0;
        double ofX = 0;
        double ofY = 0;
        for (int i = 0; i < x.length; i++) {
            both += (x[i] - meanX) * (y[i] - meanY);
            ofX += (x[i] - meanX) * (x[i] - meanX);
            ofY += (y[i] - meanY) * (y[i] - meanY);
        }
        return both / Math.sqrt(ofX * ofY);
    }
}
