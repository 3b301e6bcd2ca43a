package org.synfire.network.training;

import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.neuron.MintNeurons;

/**
 * Bits of one layer. Integers are symmetric: b bits hold {@code -(2^(b-1)-1)..2^(b-1)-1}, so 2 bits are ternary.
 *
 * <p><b>Source:</b> MINT's public code.
 *
 * @param weightBits bits of a weight: {@value #MIN_BITS}..{@value #MAX_BITS}, or {@value #FLOAT_BITS} for floating
 *     point
 * @param potentialBits bits of a stored membrane potential, in the same range; floating point if and only if the
 *     weights are
 */
public record Precision(int weightBits, int potentialBits) {
    /** Fewest bits of an integer. */
    public static final int MIN_BITS = 2;
    /** Most bits of an integer. */
    public static final int MAX_BITS = 16;
    /** The number that stands for floating point. */
    public static final int FLOAT_BITS = 32;
    /** No quantisation. */
    public static final Precision FLOAT = new Precision(FLOAT_BITS, FLOAT_BITS);

    /** @throws InputException if bits are out of range, or one part is floating point and the other is not */
    public Precision {
        requireBits("weights", weightBits);
        requireBits("potentials", potentialBits);
        if ((weightBits == FLOAT_BITS) != (potentialBits == FLOAT_BITS)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "weights of %d bits with potentials of %d: only both can be floating point",
                    weightBits,
                    potentialBits));
        }
    }

    private static void requireBits(String what, int bits) {
        if (bits != FLOAT_BITS && (bits < MIN_BITS || bits > MAX_BITS)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s of %d bits: %d..%d are supported, and %d for floating point",
                    what,
                    bits,
                    MIN_BITS,
                    MAX_BITS,
                    FLOAT_BITS));
        }
    }

    /** Weights and potentials of the same width. */
    public static Precision of(int bits) {
        return new Precision(bits, bits);
    }

    /** Whether nothing is quantised. */
    public boolean isFloat() {
        return weightBits == FLOAT_BITS;
    }

    /** Largest weight. */
    public int weightLevels() {
        return MintNeurons.levels(weightBits);
    }

    /** Largest potential. */
    public int potentialLevels() {
        return MintNeurons.levels(potentialBits);
    }
}
