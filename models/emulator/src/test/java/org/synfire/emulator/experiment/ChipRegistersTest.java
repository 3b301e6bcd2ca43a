package org.synfire.emulator.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.synfire.engine.InputException;
import org.synfire.network.integer.NumberFormats;
import org.synfire.network.program.Register;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

class ChipRegistersTest {
    private static final ChipDescription CHIP = Chips.darwin3();

    @Test
    void darwin3HasRegistersOf16Bits() {
        Register wrapping = new Register(16, Register.Overflow.WRAP);
        assertEquals(new NumberFormats(wrapping, wrapping, 16), ChipRegisters.of(CHIP, Register.Overflow.WRAP));
    }

    @Test
    void widthsComeFromTheChipFile() {
        ChipDescription wider = CHIP.with(ChipFigure.SUM_BITS, 24, "test")
                .with(ChipFigure.POTENTIAL_BITS, 20, "test")
                .with(ChipFigure.MULTIPLIER_BITS, 12, "test");
        assertEquals(
                new NumberFormats(
                        new Register(24, Register.Overflow.SATURATE), new Register(20, Register.Overflow.SATURATE), 12),
                ChipRegisters.of(wider, Register.Overflow.SATURATE));
    }

    @Test
    void aWidthThatIsNotSupportedIsNamed() {
        ChipDescription wrong = CHIP.with(ChipFigure.SUM_BITS, 33, "test");
        var error = assertThrows(InputException.class, () -> ChipRegisters.of(wrong, Register.Overflow.WRAP));
        assertEquals(
                "chip darwin3: core.sumBits is 33; with scaled integration 8..32 are supported", error.getMessage());
    }
}
