package org.synfire.network.program;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * A two's complement register of a chip, and what it does with a number that it cannot hold.
 *
 * @param bits {@value #MIN_BITS}..{@value #MAX_BITS}
 * @param overflow what happens to a number out of range
 */
public record Register(int bits, Overflow overflow) {
    /** The narrowest. */
    public static final int MIN_BITS = 8;
    /** The widest. */
    public static final int MAX_BITS = 32;

    /** What a register does with a number out of its range. */
    public enum Overflow {
        /** Keeps the low bits, as a plain adder does. */
        WRAP,
        /** Stays at the end of the range. */
        SATURATE
    }

    /** @throws InputException if the width is out of range */
    public Register {
        if (bits < MIN_BITS || bits > MAX_BITS) {
            throw new InputException(String.format(
                    Locale.ROOT, "a register of %d bits: %d..%d are supported", bits, MIN_BITS, MAX_BITS));
        }
    }

    /** The least number it holds. */
    public int low() {
        return (int) (-1L << (bits - 1));
    }

    /** The greatest number it holds. */
    public int high() {
        return ~low();
    }

    /** Whether a number is in range. */
    public boolean holds(long exact) {
        return exact >= low() && exact <= high();
    }

    /** What is in the register after the exact number was written to it. */
    public int written(long exact) {
        if (overflow == Overflow.SATURATE) {
            return Math.clamp(exact, low(), high());
        }
        int unused = Long.SIZE - bits;
        return (int) (exact << unused >> unused);
    }
}
