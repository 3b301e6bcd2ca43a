package org.synfire.network.integer;

import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.program.Register;

/**
 * The widths in which a chip computes a neuron.
 *
 * @param sum the weighted sum of one time step
 * @param potential the membrane potential, and a bias where one is stored
 * @param multiplierBits bits of the fixed-point factors M0 and M1, sign included,
 *     {@value Register#MIN_BITS}..{@value Register#MAX_BITS}; products and shifts are taken as wide as they need to be
 */
public record NumberFormats(Register sum, Register potential, int multiplierBits) {
    /** @throws InputException if the factors' width is out of range */
    public NumberFormats {
        if (multiplierBits < Register.MIN_BITS || multiplierBits > Register.MAX_BITS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "fixed-point factors of %d bits: %d..%d are supported",
                    multiplierBits,
                    Register.MIN_BITS,
                    Register.MAX_BITS));
        }
    }
}
