package org.synfire.emulator.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class McNemarTestTest {
    /** P. Armitage and G. Berry, Statistical Methods in Medical Research (1994), p. 127: 12 and 2 pairs. */
    @Test
    void isThePublishedValue() {
        assertEquals(0.0129, McNemarTest.pValue(12, 2), 5e-5);
        assertEquals(McNemarTest.pValue(12, 2), McNemarTest.pValue(2, 12));
    }

    @Test
    void isTheSumInWholeNumbers() {
        for (int all = 0; all <= 120; all++) {
            for (int first = 0; first <= all; first++) {
                assertEquals(exact(first, all - first), McNemarTest.pValue(first, all - first), 1e-12);
            }
        }
    }

    private static double exact(int first, int second) {
        int all = first + second;
        BigInteger ways = BigInteger.ZERO;
        BigInteger coefficient = BigInteger.ONE;
        for (int i = 0; i <= Math.min(first, second); i++) {
            ways = ways.add(coefficient);
            coefficient = coefficient.multiply(BigInteger.valueOf(all - i)).divide(BigInteger.valueOf(i + 1));
        }
        return Math.min(
                1,
                new BigDecimal(ways.shiftLeft(1))
                        .divide(new BigDecimal(BigInteger.ONE.shiftLeft(all)), MathContext.DECIMAL64)
                        .doubleValue());
    }

    /** 2^-n of more than 1,074 samples is no double. */
    @Test
    void doesNotUnderflow() {
        assertEquals(1, McNemarTest.pValue(50_000, 50_000), 1e-9);
        // normal approximation with continuity correction: z = (300 - 1) / sqrt(10000)
        assertEquals(0.00279, McNemarTest.pValue(4_850, 5_150), 2e-5);
        assertEquals(0, McNemarTest.pValue(0, 5_000), 0);
    }

    @Test
    void refusesFewerThanNone() {
        assertThrows(IllegalArgumentException.class, () -> McNemarTest.pValue(-1, 3));
        assertThrows(IllegalArgumentException.class, () -> McNemarTest.pValue(3, -1));
    }
}
