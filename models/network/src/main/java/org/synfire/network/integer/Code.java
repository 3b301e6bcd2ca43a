package org.synfire.network.integer;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * The integers that a population's neurons send, T bits each, most significant first.
 *
 * <p>A signed code is two's complement: its first bit weighs {@code -2^(T-1)} (SDANN eq. 11). An unsigned one has no
 * sign: its first bit weighs {@code +2^(T-1)}. The real value is {@code scale * (code - zeroPoint)}.
 *
 * @param bits T, 2..8
 * @param isSigned whether the first bit is a sign
 * @param low smallest code; 0 for what follows a ReLU of zero point 0
 * @param high largest code
 * @param scale real value of one step of the code, above 0
 * @param zeroPoint the code of the real value 0; a synapse that reads a code with another zero point than 0 has it in
 *     its target's bias
 */
public record Code(int bits, boolean isSigned, int low, int high, double scale, int zeroPoint) {
    /** Fewest bits of a code. */
    public static final int MIN_BITS = 2;
    /** Most bits of a code. */
    public static final int MAX_BITS = 8;

    /** @throws InputException if the range does not fit the bits, or bits or scale are out of range */
    public Code {
        if (bits < MIN_BITS || bits > MAX_BITS) {
            throw new InputException(
                    String.format(Locale.ROOT, "codes of %d bits: %d..%d are supported", bits, MIN_BITS, MAX_BITS));
        }
        int least = isSigned ? -(1 << (bits - 1)) : 0;
        int most = isSigned ? (1 << (bits - 1)) - 1 : (1 << bits) - 1;
        if (low < least || high > most || low > high) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "a code range of %d..%d does not fit %d %s bits (%d..%d)",
                    low,
                    high,
                    bits,
                    isSigned ? "signed" : "unsigned",
                    least,
                    most));
        }
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new InputException("a code's scale must be positive and finite, not " + scale);
        }
    }

    /** What a spike in the given bit step weighs: step 0 is the most significant bit. */
    public int weight(int bitStep) {
        int magnitude = 1 << (bits - 1 - bitStep);
        return isSigned && bitStep == 0 ? -magnitude : magnitude;
    }

    /** The real value of a code. */
    public double real(int code) {
        return scale * (code - zeroPoint);
    }
}
