package org.synfire.emulator.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

/** The built-in chip states 5 instructions for an update. */
class UpdateCostTest {
    private static final ChipDescription CHIP = Chips.darwin3();

    @Test
    void aProgramIsChargedByWhatItExecutes() {
        assertEquals(1800, UpdateCost.charged(CHIP, 1000, 9000, 1000));
        assertEquals(180, UpdateCost.charged(CHIP, 100, 9000, 1000));
        assertEquals(800, UpdateCost.charged(CHIP, 1000, 4000, 1000));
    }

    @Test
    void otherNeuronsAreChargedByTheChipsFigure() {
        assertEquals(1000, UpdateCost.charged(CHIP, 1000, 0, 1000));
        assertEquals(0, UpdateCost.charged(CHIP, 0, 0, 0));
        ChipDescription silent = CHIP.with(ChipFigure.INSTRUCTIONS_PER_UPDATE, 0, "a test");
        assertEquals(1000, UpdateCost.charged(silent, 1000, 9000, 1000));
    }
}
