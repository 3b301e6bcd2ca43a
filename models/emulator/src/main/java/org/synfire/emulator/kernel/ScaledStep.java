package org.synfire.emulator.kernel;

import org.synfire.network.integer.ScaledIntegration;
import org.synfire.network.program.Register;

/**
 * What one bit step does to the potentials of a core with scaled integration: {@code U = register(U +
 * symmetric(multiplier * sum, shift))}.
 *
 * @param clears whether U is 0 before, because the step is the sample's first
 * @param multiplier of M0, above 0
 * @param shift 0 or more
 * @param register of the potential
 * @param isNarrow whether everything on the way fits 32 bits
 */
public record ScaledStep(boolean clears, int multiplier, int shift, Register register, boolean isNarrow) {
    private static final int NARROW_BITS = 16;
    private static final int NARROW_POTENTIAL_BITS = 30;

    /** A bit step of a sample. */
    public static ScaledStep of(ScaledIntegration integration, int bits, int bitStep, boolean clears) {
        int shift = integration.shift(bits, bitStep);
        boolean isNarrow = integration.formats().sum().bits() <= NARROW_BITS
                && integration.formats().multiplierBits() <= NARROW_BITS
                && integration.formats().potential().bits() <= NARROW_POTENTIAL_BITS
                && shift < Integer.SIZE - 1;
        return new ScaledStep(
                clears, integration.multiplier(), shift, integration.formats().potential(), isNarrow);
    }
}
