package org.synfire.emulator.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ConfidenceIntervalTest {
    private static final double TENTH_OF_A_PERCENT = 5e-4;

    /** Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29. */
    @Test
    void isWilsonsInterval() {
        assertInterval(0.2553, 0.3662, 81, 263);
        assertInterval(0.0624, 0.1605, 15, 148);
        assertInterval(0, 0.1611, 0, 20);
        assertInterval(0.0061, 0.1718, 1, 29);
    }

    private static void assertInterval(double low, double high, long right, long samples) {
        ConfidenceInterval interval = ConfidenceInterval.of((double) right / samples, samples);
        assertEquals(low, interval.low(), TENTH_OF_A_PERCENT);
        assertEquals(high, interval.high(), TENTH_OF_A_PERCENT);
    }

    @Test
    void staysWithinZeroAndOne() {
        assertEquals(new ConfidenceInterval(0, 1), ConfidenceInterval.of(0, 0));
        assertEquals(1, ConfidenceInterval.of(1, 7).high(), 1e-12);
        assertTrue(ConfidenceInterval.of(1, 7).high() <= 1);
        assertEquals("64.6 to 100.0 %", ConfidenceInterval.of(1, 7).percent());
    }

    @Test
    void refusesWhatIsNoShare() {
        assertThrows(IllegalArgumentException.class, () -> ConfidenceInterval.of(1.01, 7));
        assertThrows(IllegalArgumentException.class, () -> ConfidenceInterval.of(Double.NaN, 7));
        assertThrows(IllegalArgumentException.class, () -> ConfidenceInterval.of(0.5, -1));
    }
}
