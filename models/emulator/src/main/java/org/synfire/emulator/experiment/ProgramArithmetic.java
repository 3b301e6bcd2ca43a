package org.synfire.emulator.experiment;

import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.ChipRule;

/** How the registers of neuron programs compute on a chip, as its chip file describes them. */
public final class ProgramArithmetic {
    private ProgramArithmetic() {}

    /**
     * The chip's arithmetic.
     *
     * @throws org.synfire.engine.InputException if the chip's registers have neither 16, 24 nor 32 bits
     */
    public static RegisterArithmetic of(ChipDescription chip) {
        return withBits(chip, (int) chip.figure(ChipFigure.REGISTER_BITS).value());
    }

    /** The same with registers of 32 bits, whose width limits nothing that fits the chip's: exact precision. */
    public static RegisterArithmetic exact(ChipDescription chip) {
        return withBits(chip, RegisterArithmetic.WIDE_BITS);
    }

    private static RegisterArithmetic withBits(ChipDescription chip, int bits) {
        return new RegisterArithmetic(
                new Register(
                        bits,
                        chip.rule(ChipRule.REGISTER_OVERFLOW).word().equals("wrap")
                                ? Register.Overflow.WRAP
                                : Register.Overflow.SATURATE),
                switch (chip.rule(ChipRule.PRODUCT_ROUNDING).word()) {
                    case "towardsZero" -> ProductRounding.TOWARDS_ZERO;
                    case "floor" -> ProductRounding.FLOOR;
                    default -> ProductRounding.NEAREST;
                });
    }
}
