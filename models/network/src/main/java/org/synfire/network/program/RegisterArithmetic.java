package org.synfire.network.program;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * How a machine computes with its registers.
 *
 * <p>Every instruction computes exactly and writes its result to a register once. A sum of several products, as UPTVT
 * has, is one result; each of its products is rounded by itself. Shifts to the right are arithmetic. <b>Assumed:</b>
 * neither the rounding nor what a result beyond its register becomes is published for Darwin3, and both are figures of
 * a chip file.
 *
 * @param register width, 16, 24 or 32 bits, and what it makes of a result that it cannot hold
 * @param products how products round
 */
public record RegisterArithmetic(Register register, ProductRounding products) {
    /** Bits of a register of the chip. */
    public static final int NARROW_BITS = 16;
    /** Bits of the words that Loihi's neurons have. */
    public static final int LOIHI_BITS = 24;
    /** Bits of a register where the chip's width is not to limit anything. */
    public static final int WIDE_BITS = 32;

    /** @throws InputException if the register has another width */
    public RegisterArithmetic {
        if (register.bits() != NARROW_BITS && register.bits() != LOIHI_BITS && register.bits() != WIDE_BITS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "neuron programs with registers of %d bits: %d, %d and %d are supported",
                    register.bits(),
                    NARROW_BITS,
                    LOIHI_BITS,
                    WIDE_BITS));
        }
    }

    /** Whether a result beyond a register's range stays at the end of the range. */
    public boolean isSaturating() {
        return register.overflow() == Register.Overflow.SATURATE;
    }
}
