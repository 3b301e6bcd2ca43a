package org.synfire.network.neuron;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;

/**
 * Integer LIF neurons of MINT: leak of 1/2 as a shift, hard reset, potentials of few bits in the units of the weights.
 *
 * <p><b>Equation:</b> with {@link PotentialRounding#SHIFT_ON_READ} {@code H = I + (U >> 1)}; where {@code H >=
 * threshold} the neuron fires and {@code U = 0}, else {@code U = clamp(H, -L, L)}, {@code L = 2^(potentialBits-1) - 1};
 * {@code >>} is arithmetic and U starts at 0. With {@link PotentialRounding#SHIFT_ON_STORE} {@code H = I + U} and
 * {@code U = clamp(H >> 1, -L, L)}. Where {@code inverted}, a neuron fires for {@code H <= threshold} instead. The
 * threshold is {@code ceil(v_th / alpha)}, alpha being the unit that weights and potentials share. <b>Source:</b> MINT
 * (ASP-DAC 2024), slides, "MINT Quantization".
 *
 * @param potentialBits u, bits of a stored potential, {@value #MIN_BITS}..{@value #MAX_BITS}
 * @param rounding where the shift is
 * @param thresholds one, one per channel or one per neuron
 * @param inverted as many as thresholds: whether the gain that was folded into the threshold is negative
 */
public record MintNeurons(int potentialBits, PotentialRounding rounding, int[] thresholds, boolean[] inverted)
        implements NeuronProgram {
    /** Fewest bits of a potential. */
    public static final int MIN_BITS = 2;
    /** Most bits of a potential. */
    public static final int MAX_BITS = 16;

    static final String MODEL = "mint";

    /**
     * @throws InputException if bits are out of range, the rounding is none of integers, or the arrays differ in length
     */
    public MintNeurons {
        if (potentialBits < MIN_BITS || potentialBits > MAX_BITS) {
            throw new InputException(String.format(
                    Locale.ROOT, "potentials of %d bits: %d..%d are supported", potentialBits, MIN_BITS, MAX_BITS));
        }
        if (rounding == PotentialRounding.PUBLISHED) {
            throw new InputException(
                    "potentials rounded as in MINT's training code have no integer neuron; take a shift on read or on"
                            + " store");
        }
        if (thresholds.length != inverted.length) {
            throw new InputException(
                    String.format(Locale.ROOT, "%d thresholds with %d directions", thresholds.length, inverted.length));
        }
    }

    static MintNeurons read(ParameterReader parameters) {
        return new MintNeurons(
                parameters.whole("potentialBits", MIN_BITS, MAX_BITS),
                parameters.constant("rounding", PotentialRounding.class),
                parameters.wholes("thresholds", Integer.MIN_VALUE, Integer.MAX_VALUE),
                parameters.truths("inverted"));
    }

    @Override
    public void writeTo(ParameterWriter parameters) {
        parameters.whole("potentialBits", potentialBits);
        parameters.constant("rounding", rounding);
        parameters.wholes("thresholds", thresholds);
        parameters.truths("inverted", inverted);
    }

    /**
     * The largest integer of so many bits, the range being symmetric: 2^(bits-1) - 1. <b>Source:</b> MINT's public
     * code.
     */
    public static int levels(int bits) {
        return (1 << (bits - 1)) - 1;
    }

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public List<StateWord> state() {
        return List.of(StateWord.potential(potentialBits));
    }

    @Override
    public int entries() {
        return thresholds.length;
    }

    @Override
    public int step(int[] state, int input, int entry) {
        int potential = input + (shiftsOnRead() ? state[0] >> 1 : state[0]);
        boolean fires = inverted[entry] ? potential <= thresholds[entry] : potential >= thresholds[entry];
        int kept = fires ? 0 : shiftsOnRead() ? potential : potential >> 1;
        int limit = levels(potentialBits);
        state[0] = Math.clamp(kept, -limit, limit);
        return fires ? SPIKE : 0;
    }

    private boolean shiftsOnRead() {
        return rounding == PotentialRounding.SHIFT_ON_READ;
    }

    @Override
    public Optional<ShiftRule> shiftRule() {
        int limit = levels(potentialBits);
        return Optional.of(new ShiftRule(
                StateWord.potential(potentialBits),
                thresholds,
                inverted,
                shiftsOnRead() ? 1 : 0,
                0,
                false,
                shiftsOnRead() ? 0 : 1,
                -limit,
                limit,
                true));
    }
}
