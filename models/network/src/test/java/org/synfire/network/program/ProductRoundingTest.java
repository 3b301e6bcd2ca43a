package org.synfire.network.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductRoundingTest {
    @ParameterizedTest
    @CsvSource({
        "384, 2, 1, 1",
        "-384, -2, -1, -2",
        "383, 1, 1, 1",
        "-383, -1, -1, -2",
        "128, 1, 0, 0",
        "-128, -1, 0, -1",
        "-127, 0, 0, -1",
        "0, 0, 0, 0",
        "-256, -1, -1, -1"
    })
    void byHand(long product, long nearest, long towardsZero, long floor) {
        assertEquals(nearest, ProductRounding.NEAREST.shifted(product, 8));
        assertEquals(towardsZero, ProductRounding.TOWARDS_ZERO.shifted(product, 8));
        assertEquals(floor, ProductRounding.FLOOR.shifted(product, 8));
    }

    @ParameterizedTest
    @CsvSource({
        "5, 1, 3",
        "-5, 1, -3",
        "4, 1, 2",
        "-4, 1, -2",
        "6, 2, 2",
        "-6, 2, -2",
        "5, 2, 1",
        "-5, 2, -1",
        "7, 0, 7",
        "-7, 0, -7",
        "1, 40, 0",
        "-1, 1, -1"
    })
    void productsAreRoundedToTheNearestWithHalvesAwayFromZero(long product, int shift, long rounded) {
        assertEquals(rounded, ProductRounding.NEAREST.shifted(product, shift));
    }

    @Property
    void asDecimalFractionsRound(
            @ForAll @LongRange(min = -(1L << 62), max = 1L << 62) long product,
            @ForAll @IntRange(min = 0, max = 15) int shift) {
        BigDecimal exact = BigDecimal.valueOf(product).divide(BigDecimal.valueOf(1L << shift));
        assertEquals(rounded(exact, RoundingMode.HALF_UP), ProductRounding.NEAREST.shifted(product, shift));
        assertEquals(rounded(exact, RoundingMode.DOWN), ProductRounding.TOWARDS_ZERO.shifted(product, shift));
        assertEquals(rounded(exact, RoundingMode.FLOOR), ProductRounding.FLOOR.shifted(product, shift));
    }

    private static long rounded(BigDecimal exact, RoundingMode mode) {
        return exact.setScale(0, mode).longValueExact();
    }
}
