package org.synfire.noc.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchMeansTest {
    /** Worked by hand: batch means 1, 2, 3, 4 repeated eight times have s^2 = 40/31; t(0.975, 31) is 2.0395. */
    @Test
    void hasStudentsInterval() {
        BatchMeans batches = new BatchMeans(32);
        for (int batch = 0; batch < 32; batch++) {
            batches.add(batch, 1 + batch % 4);
        }
        assertEquals(2.5, batches.mean());
        assertEquals(2.0395 * Math.sqrt(40.0 / 31 / 32), batches.halfWidth(), 1e-4);
    }

    /** Three degrees of freedom: t is 3.1824. */
    @Test
    void usesOnlyBatchesThatHaveValues() {
        BatchMeans batches = new BatchMeans(320);
        assertTrue(Double.isNaN(batches.halfWidth()));
        assertEquals(0, batches.mean());
        for (int batch = 0; batch < 4; batch++) {
            assertTrue(Double.isNaN(batches.halfWidth()));
            batches.add(100 + 10 * batch, batch);
        }
        assertEquals(3.1824 * Math.sqrt(5.0 / 3 / 4), batches.halfWidth(), 0.02);
    }

    /** The interval holds the true mean about 95 times in 100: of 400 tries, 380 with a standard deviation of 4.4. */
    @Test
    void holdsTheMeanAsOftenAsItSays() {
        Random random = new Random(1);
        int held = 0;
        for (int trial = 0; trial < 400; trial++) {
            BatchMeans batches = new BatchMeans(3_200);
            for (int cycle = 0; cycle < 3_200; cycle++) {
                batches.add(cycle, -Math.log(1 - random.nextDouble()));
            }
            held += Math.abs(batches.mean() - 1) <= batches.halfWidth() ? 1 : 0;
        }
        assertEquals(380, held, 4 * 4.4);
    }

    /** Beyond the expected time batches grow; nothing is lost. */
    @Test
    void goesOnBeyondItsTime() {
        BatchMeans batches = new BatchMeans(64);
        for (int cycle = 0; cycle < 1_000; cycle++) {
            batches.add(cycle, cycle);
        }
        assertEquals(499.5, batches.mean());
        assertTrue(batches.rise() > 5, "rise " + batches.rise());
        assertTrue(batches.correlation() > 0.8, "correlation " + batches.correlation());
    }

    @Test
    void knowsWhatIsSteady() {
        BatchMeans batches = new BatchMeans(3_200);
        Random random = new Random(2);
        for (int cycle = 0; cycle < 3_200; cycle++) {
            batches.add(cycle, 10 + random.nextGaussian());
        }
        assertEquals(1, batches.rise(), 0.02);
        assertEquals(0, batches.correlation(), 0.5);
    }
}
