package org.synfire.network.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MagnitudeHistogramTest {
    private static MagnitudeHistogram of(float... values) {
        MagnitudeHistogram histogram = new MagnitudeHistogram();
        histogram.add(values);
        return histogram;
    }

    @Test
    void growsWithTheValues() {
        MagnitudeHistogram histogram = of(1e-6f, -3, 1000, 2);
        assertEquals(1000, histogram.limit(new RangeRule.Largest(), 127));
        assertEquals(1000, histogram.limit(new RangeRule.Percentile(100), 127));
        assertEquals(3, histogram.limit(new RangeRule.Percentile(75), 127));
    }

    @Test
    void aPercentileLeavesOutTheLargest() {
        float[] values = new float[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i + 1;
        }
        assertEquals(9990, of(values).limit(new RangeRule.Percentile(99.9), 127), 10);
        assertEquals(5000, of(values).limit(new RangeRule.Percentile(50), 127), 10);
    }

    /** One value far beyond all others must not make the bins of the others wide. */
    @Test
    void anOutlierChangesNoPercentile() {
        float[] values = new float[11_520];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 256) / 256f;
        }
        values[77] = 50_000;
        assertEquals(255 / 256.0, of(values).limit(new RangeRule.Percentile(99.9), 127));
    }

    @Test
    void theOrderOfValuesDoesNotMatter() {
        float[] values = new float[5_000];
        float[] reversed = new float[values.length];
        Random random = new Random(5);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.exp(4 * random.nextGaussian());
            reversed[values.length - 1 - i] = values[i];
        }
        assertEquals(
                of(values).limit(new RangeRule.LeastSquares(), 127),
                of(reversed).limit(new RangeRule.LeastSquares(), 127));
    }

    @Test
    void leastSquaresClipsOneOutlierAmongManyAndNothingOfAFlatDistribution() {
        Random random = new Random(3);
        float[] flat = new float[100_000];
        float[] spiked = new float[100_000];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = random.nextFloat();
            spiked[i] = flat[i];
        }
        spiked[0] = 6;
        // the last of 7 codes stands in the middle of its share: 7 of 7.5
        assertEquals(7 / 7.5, of(flat).limit(new RangeRule.LeastSquares(), 7), 0.01);
        double limit = of(spiked).limit(new RangeRule.LeastSquares(), 7);
        assertTrue(limit > 0.9 && limit < 1.5, "limit " + limit);
    }

    /** A float of such a width would be 0, and the histogram would never reach the values. */
    @Test
    void beginsWithTheLeastMagnitudesThatThereAre() {
        MagnitudeHistogram histogram = of(Float.MIN_VALUE, 70 * Float.MIN_VALUE, 3);
        assertEquals(3, histogram.limit(new RangeRule.Largest(), 127));
        assertEquals(3, histogram.limit(new RangeRule.LeastSquares(), 127), 0.1);
    }

    @Test
    void knowsNothingButZerosAndWhatIsNoNumber() {
        assertEquals(0, of(0, 0).limit(new RangeRule.LeastSquares(), 127));
        assertTrue(of(0, 1).isFinite());
        assertFalse(of(0, Float.NaN).isFinite());
        assertFalse(of(Float.NEGATIVE_INFINITY).isFinite());
    }
}
