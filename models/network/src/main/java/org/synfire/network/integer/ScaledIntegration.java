package org.synfire.network.integer;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * How neurons add up in registers of limited width: SDANN's scaled integration and bias calibration.
 *
 * <p><b>Equations:</b> SDANN eqs 14 and 16-19. With w_t the exact weighted sum of bit step t, sign-step spikes counted
 * negative:
 *
 * <pre>
 *   I_t = 2^(T-1-t) * sum register(w_t)
 *   U   = potential register(U + round(M0 * I_t)),  U = 0 before the first bit step
 *   U   = potential register(U + bias)              after the last
 *   V   = rescale(U)                                M1, the calibrated bias, rounding and limits
 * </pre>
 *
 * <b>Fixed point:</b> M0 is {@code multiplier / 2^shift}; the product is rounded by {@link Rescale#symmetric}. A
 * calibrated bias (eq. 10, S_b = S_Y) is in the addend of {@code rescale}; one that is not is M0 times what the chip
 * stores, in units of U.
 *
 * <p><b>Overflow</b> is a matter of the exact sum of a whole step, never of the order in which spikes arrive: each
 * neuron and step whose exact w_t does not fit the sum register counts once, and so does each whose U does not fit the
 * potential register.
 *
 * @param formats the registers
 * @param multiplier of M0, 1 or more
 * @param shift of M0, T-1..{@value Rescale#MAX_SHIFT}, so that every bit step's shift is 0 or more
 * @param bias added to U at the end: one value, one per channel or one per neuron
 * @param rescale from U to the code; the identity for answers, whose value is U
 * @param calibrated whether the bias is in the code's units
 */
public record ScaledIntegration(
        NumberFormats formats, int multiplier, int shift, int[] bias, Rescale rescale, boolean calibrated)
        implements Integration {
    /** @throws InputException if M0 is out of range */
    public ScaledIntegration {
        if (multiplier < 1 || shift < 0 || shift > Rescale.MAX_SHIFT) {
            throw new InputException(String.format(
                    Locale.ROOT, "scaled integration: multiplier %d, shift %d is out of range", multiplier, shift));
        }
    }

    /** M0 as a real number. */
    public double factor() {
        return Math.scalb((double) multiplier, -shift);
    }

    /**
     * By how much the product of multiplier and weighted sum is shifted right in a bit step: M0 times the step's
     * weight.
     */
    public int shift(int bits, int bitStep) {
        return shift - (bits - 1 - bitStep);
    }
}
