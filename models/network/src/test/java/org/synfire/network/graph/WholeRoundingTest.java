package org.synfire.network.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Roundings against QONNX's published table, and in fixed point against decimal numbers. */
class WholeRoundingTest {
    /** Rows and columns of QONNX, docs/qonnx-custom-ops/intquant_op.md. */
    @ParameterizedTest
    @CsvSource({
        "5.5, 6, 6, 5, 6, 5, 6, 5",
        "2.5, 2, 3, 2, 3, 2, 3, 2",
        "1.6, 2, 2, 1, 2, 1, 2, 2",
        "1.1, 1, 2, 1, 2, 1, 1, 1",
        "1.0, 1, 1, 1, 1, 1, 1, 1",
        "-1.0, -1, -1, -1, -1, -1, -1, -1",
        "-1.1, -1, -1, -2, -2, -1, -1, -1",
        "-1.6, -2, -1, -2, -2, -1, -2, -2",
        "-2.5, -2, -2, -3, -3, -2, -3, -2",
        "-5.5, -6, -5, -6, -6, -5, -6, -5"
    })
    void isThatOfQonnx(double x, int halfEven, int ceil, int floor, int up, int down, int halfUp, int halfDown) {
        assertEquals(halfEven, (int) WholeRounding.HALF_EVEN.apply(x));
        assertEquals(ceil, (int) WholeRounding.CEIL.apply(x));
        assertEquals(floor, (int) WholeRounding.FLOOR.apply(x));
        assertEquals(up, (int) WholeRounding.UP.apply(x));
        assertEquals(down, (int) WholeRounding.DOWN.apply(x));
        assertEquals(halfUp, (int) WholeRounding.HALF_UP.apply(x));
        assertEquals(halfDown, (int) WholeRounding.HALF_DOWN.apply(x));
    }

    private static RoundingMode decimal(WholeRounding rounding) {
        return switch (rounding) {
            case CEIL -> RoundingMode.CEILING;
            default -> RoundingMode.valueOf(rounding.name());
        };
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameInFixedPoint(WholeRounding rounding) {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            int shift = random.nextInt(53);
            long x = random.nextLong() >> (1 + random.nextInt(63));
            x = random.nextInt(4) == 0 ? (x >> shift << shift) | ((1L << shift) >> 1) : x;
            long expected = BigDecimal.valueOf(x)
                    .divide(BigDecimal.TWO.pow(shift))
                    .setScale(0, decimal(rounding))
                    .longValueExact();
            assertEquals(expected, rounding.shifted(x, shift), rounding + " of " + x + " / 2^" + shift);
            if (Math.abs(x) < 1L << 50) {
                assertEquals(expected, (long) rounding.apply(Math.scalb((double) x, -shift)));
            }
        }
    }

    @Test
    void twoStagesKeepTiesOfBoth() {
        StepRounding twice = new StepRounding.Staged(WholeRounding.HALF_EVEN, 2, WholeRounding.HALF_EVEN);
        assertEquals(0, twice.apply(0.5), "two fine steps are half a step, which goes to 0");
        assertEquals(0, twice.apply(0.625), "two and a half fine steps are two");
        assertEquals(1, twice.apply(0.875), "three and a half fine steps are four");
        assertEquals(2, twice.apply(1.5), "six fine steps are one and a half steps");
    }
}
