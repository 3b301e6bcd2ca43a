package org.synfire.emulator.experiment;

import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.integer.NumberFormats;
import org.synfire.network.program.Register;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;

/** The registers in which a chip's cores compute, as its chip file describes them. */
public final class ChipRegisters {
    private ChipRegisters() {}

    /**
     * The widths of sums, potentials and factors.
     *
     * @param overflow what the registers do with what they cannot hold; not published for Darwin3
     * @throws InputException if a width of the chip file is not supported
     */
    public static NumberFormats of(ChipDescription chip, Register.Overflow overflow) {
        return new NumberFormats(
                new Register(width(chip, ChipFigure.SUM_BITS), overflow),
                new Register(width(chip, ChipFigure.POTENTIAL_BITS), overflow),
                width(chip, ChipFigure.MULTIPLIER_BITS));
    }

    private static int width(ChipDescription chip, ChipFigure which) {
        int bits = (int) chip.figure(which).value();
        if (bits < Register.MIN_BITS || bits > Register.MAX_BITS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "chip %s: %s is %d; with scaled integration %d..%d are supported",
                    chip.name(),
                    which.path(),
                    bits,
                    Register.MIN_BITS,
                    Register.MAX_BITS));
        }
        return bits;
    }
}
