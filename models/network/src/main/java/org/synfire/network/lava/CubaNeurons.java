package org.synfire.network.lava;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.program.ProgramLibrary;
import org.synfire.network.program.RegisterArithmetic;

/**
 * Loihi's current-based neurons, with the numbers of the file.
 *
 * <p><b>Equation:</b> the programs {@code loihi-cuba} and {@code loihi-refractory} of {@link ProgramLibrary}. Arrays
 * have one value for all neurons, one for each channel, or one for each neuron.
 *
 * @param currentDecay iDecay: what a current loses in a step, in 2^-12, 0..{@value #ONE}
 * @param potentialDecay vDecay: what a potential loses in a step, in 2^-12, 0..{@value #ONE}
 * @param threshold vThMant: in 64ths of the unit of a potential, 1..{@value #MOST_THRESHOLD}
 * @param refractory refDelay: steps from a spike to the next that is possible, 1..{@value #MOST_REFRACTORY}
 * @param weightExponent a weight of 1 is {@code 2^(6 + weightExponent)} in the unit of a current: wgtExp of the file,
 *     and the zeros at the end of all weights, which are left out of the weights
 */
public record CubaNeurons(
        int[] currentDecay, int[] potentialDecay, int[] threshold, int refractory, int weightExponent) {
    /** A decay that leaves nothing. */
    static final int ONE = 1 << 12;
    /** The most that Loihi's field of a threshold holds. */
    static final int MOST_THRESHOLD = (1 << 17) - 1;
    /** The most that Loihi's field of a refractory period holds. */
    static final int MOST_REFRACTORY = 63;
    /** The exponents of weights that Loihi's shift to the left can have. */
    static final int LEAST_EXPONENT = -6;

    static final int MOST_EXPONENT = 7;
    /** Bits by which thresholds, biases and weights are shifted. */
    static final int UNIT_BITS = 6;

    /** The highest exponent with which a unit fits a register of 24 bits. */
    static final int MOST_UNIT_EXPONENT = 16;

    /** Which potential makes a neuron spike. */
    public enum SpikeRule {
        /** One above the threshold: Loihi, slayerPytorch, and lava-dl since its threshold has {@code threshold_eps}. */
        ABOVE_THRESHOLD,
        /** One that equals it too: lava-dl before that. */
        AT_THRESHOLD
    }

    /** The same neurons behind weights whose last bits are left out. */
    CubaNeurons withoutBits(int bits) {
        return new CubaNeurons(currentDecay, potentialDecay, threshold, refractory, weightExponent + bits);
    }

    /**
     * The neurons as a program.
     *
     * @param bias added to the potential in every step, in 64ths of its unit
     */
    AssemblyNeurons program(int[] bias, SpikeRule rule, RegisterArithmetic arithmetic) {
        boolean rests = refractory > 1;
        AssemblyNeurons neurons = AssemblyNeurons.of(
                        ProgramLibrary.program(rests ? "loihi-refractory" : "loihi-cuba"), arithmetic)
                .with("R13", 1 << (UNIT_BITS + weightExponent));
        if (rests) {
            neurons = neurons.with("R6", refractory - 1);
        }
        int above = switch (rule) {
            case ABOVE_THRESHOLD -> 1;
            case AT_THRESHOLD -> 0;
        };
        return neurons.with("R11", each(currentDecay, decay -> ONE - decay))
                .with("R12", each(potentialDecay, decay -> ONE - decay))
                .with("R1", each(threshold, mantissa -> (mantissa << UNIT_BITS) + above))
                .with("R10", each(bias, value -> value << UNIT_BITS));
    }

    /** One value where all are alike. */
    private static int[] each(int[] values, IntUnaryOperator change) {
        int[] changed = Arrays.stream(values).map(change).toArray();
        return Arrays.stream(changed).allMatch(value -> value == changed[0]) ? new int[] {changed[0]} : changed;
    }
}
