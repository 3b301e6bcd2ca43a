package org.synfire.network.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;

class RegisterTest {
    private static final Register WRAPS = new Register(16, Register.Overflow.WRAP);
    private static final Register SATURATES = new Register(16, Register.Overflow.SATURATE);

    @ParameterizedTest
    @CsvSource({
        "32767, 32767, 32767",
        "32768, -32768, 32767",
        "-32768, -32768, -32768",
        "-32769, 32767, -32768",
        "65536, 0, 32767",
        "8258048, 512, 32767"
    })
    void wrapsOrSaturates(long exact, int wrapped, int saturated) {
        assertEquals(wrapped, WRAPS.written(exact));
        assertEquals(saturated, SATURATES.written(exact));
        assertEquals(exact == wrapped, WRAPS.holds(exact));
        assertEquals(exact == saturated, SATURATES.holds(exact));
    }

    @Test
    void hasTheWholeRangeOf32Bits() {
        Register wide = new Register(32, Register.Overflow.WRAP);
        assertEquals(Integer.MIN_VALUE, wide.low());
        assertEquals(Integer.MAX_VALUE, wide.high());
        assertTrue(wide.holds(Integer.MAX_VALUE));
        assertFalse(wide.holds(Integer.MAX_VALUE + 1L));
        assertEquals(Integer.MIN_VALUE, wide.written(Integer.MAX_VALUE + 1L));
    }

    @Test
    void refusesOtherWidths() {
        assertThrows(InputException.class, () -> new Register(7, Register.Overflow.WRAP));
        assertEquals(
                "a register of 33 bits: 8..32 are supported",
                assertThrows(InputException.class, () -> new Register(33, Register.Overflow.WRAP))
                        .getMessage());
    }
}
