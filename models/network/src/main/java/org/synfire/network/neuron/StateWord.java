package org.synfire.network.neuron;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * One word of a neuron's state.
 *
 * @param name what it holds, such as {@code potential}
 * @param bits width of its register, {@value #MIN_BITS}..{@value #MAX_BITS}, sign included
 */
public record StateWord(String name, int bits) {
    /** The name of the membrane potential. */
    public static final String POTENTIAL = "potential";

    /** Fewest bits. */
    public static final int MIN_BITS = 2;
    /** Most bits. */
    public static final int MAX_BITS = 32;

    /** @throws InputException if the width is out of range */
    public StateWord {
        if (bits < MIN_BITS || bits > MAX_BITS) {
            throw new InputException(
                    String.format(Locale.ROOT, "%ss of %d bits: %d..%d are supported", name, bits, MIN_BITS, MAX_BITS));
        }
    }

    /** The word named {@code potential}, which every model so far has. */
    public static StateWord potential(int bits) {
        return new StateWord(POTENTIAL, bits);
    }

    /** The least number that the register holds: {@code -2^(bits-1)}. */
    public int least() {
        return (int) (-1L << (bits - 1));
    }

    /** The greatest number that the register holds: {@code 2^(bits-1) - 1}. */
    public int most() {
        return ~least();
    }

    /** A number as a register of so many bits holds it: the nearest end of the range where the number is beyond it. */
    static int saturated(long number, int bits) {
        int least = (int) (-1L << (bits - 1));
        return Math.clamp(number, least, ~least);
    }
}
