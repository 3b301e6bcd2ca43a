package org.synfire.training.handover;

import org.synfire.engine.InputException;
import org.synfire.training.precision.PotentialRounding;
import org.synfire.training.precision.Precision;

/**
 * Integer LIF neurons of MINT.
 *
 * <p><b>Equation:</b> with {@link PotentialRounding#SHIFT_ON_READ} {@code H = I + (U >> 1)}; where {@code H >= threshold} the neuron fires and {@code U = 0}, else
 * {@code U = clamp(H, -L, L)}, {@code L = 2^(potentialBits-1) - 1}; {@code >>} is arithmetic and U starts at 0. With {@link PotentialRounding#SHIFT_ON_STORE}
 * {@code H = I + U} and {@code U = clamp(H >> 1, -L, L)}. Where {@code inverted}, a neuron fires for {@code H <= threshold} instead.
 * <b>Source:</b> MINT's slides, "MINT Quantization".
 *
 * @param potentialBits u, bits of a stored potential
 * @param rounding      where the shift is
 * @param thresholds    one, or one per channel
 * @param inverted      as many as thresholds: whether the gain that was folded into the threshold is negative
 */
public record MintNeurons(int potentialBits, PotentialRounding rounding, int[] thresholds, boolean[] inverted) {
    /** @throws InputException if bits are out of range, the rounding is none of integers, or the arrays differ in length */
    public MintNeurons {
        if (potentialBits < Precision.MIN_BITS || potentialBits > Precision.MAX_BITS) {
            throw new InputException("potentials of %d bits: %d..%d are supported".formatted(potentialBits, Precision.MIN_BITS, Precision.MAX_BITS));
        }
        if (rounding == PotentialRounding.PUBLISHED) {
            throw new InputException("potentials rounded as in MINT's training code have no integer neuron; take a shift on read or on store");
        }
        if (thresholds.length != inverted.length) {
            throw new InputException("%d thresholds with %d directions".formatted(thresholds.length, inverted.length));
        }
    }

    /** L, the largest magnitude stored. */
    public int levels() {
        return Precision.levels(potentialBits);
    }

    /** What the next step adds for a potential H that did not fire. */
    public int carried(int potential) {
        return rounding == PotentialRounding.SHIFT_ON_READ ? clamp(potential) >> 1 : clamp(potential >> 1);
    }

    /** Whether a neuron of a channel fires. */
    public boolean fires(int potential, int channel) {
        int entry = thresholds.length == 1 ? 0 : channel;
        return inverted[entry] ? potential <= thresholds[entry] : potential >= thresholds[entry];
    }

    private int clamp(int value) {
        return Math.clamp(value, -levels(), levels());
    }
}
