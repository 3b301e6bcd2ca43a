package org.synfire.emulator.part;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.synfire.engine.InputException;

class PartSizesTest {
    @Test
    void aShortRunIsNotDivided() {
        assertFalse(PartSizes.BY_TIME.divides(128));
        assertTrue(PartSizes.BY_TIME.divides(129));
        assertFalse(PartSizes.of(7).divides(7));
        assertTrue(PartSizes.of(7).divides(8));
    }

    @Test
    void aPartTakesAMinuteOrATwentiethOfTheTimeUntilThen() {
        assertEquals(64, PartSizes.BY_TIME.next(10_000, 0, 0));
        assertEquals(600, PartSizes.BY_TIME.next(10_000, 0.1, 6));
        assertEquals(1_000, PartSizes.BY_TIME.next(10_000, 0.1, 2_000));
        assertEquals(64, PartSizes.BY_TIME.next(10_000, 10, 640));
    }

    @Test
    void noSmallPartIsLeft() {
        assertEquals(600, PartSizes.BY_TIME.next(901, 0.1, 6));
        assertEquals(900, PartSizes.BY_TIME.next(900, 0.1, 6));
        assertEquals(3, PartSizes.of(7).next(3, 0.1, 6));
        assertEquals(7, PartSizes.of(7).next(900, 0.1, 6));
    }

    @Test
    void aPartHasASample() {
        assertThrows(InputException.class, () -> PartSizes.of(0));
    }
}
