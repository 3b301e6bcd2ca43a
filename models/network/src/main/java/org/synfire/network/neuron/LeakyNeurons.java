package org.synfire.network.neuron;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;

/**
 * Plain integer LIF neurons, and IF neurons where nothing leaks.
 *
 * <p><b>Equation:</b> {@code H = I + U - (U >> k)}, a leak of {@code 1 - 2^-k}; without a leak {@code H = I + U}. Where
 * {@code H >= threshold} the neuron fires and {@code U = 0}, or {@code U = H - threshold}; else {@code U = H}.
 * <b>Overflow:</b> U stays at the end of its register's range, {@code -2^(potentialBits-1) .. 2^(potentialBits-1)-1};
 * each neuron and step in which that changes it counts as an overflow. <b>Source:</b> the discrete LIF neuron as
 * Darwin3's and other chips' instruction sets have it, the decay as a shift.
 *
 * @param potentialBits bits of a stored potential, {@value StateWord#MIN_BITS}..{@value StateWord#MAX_BITS}
 * @param leakShift k, 1..{@value #MAX_LEAK_SHIFT}; 0 for no leak
 * @param reset of a neuron that fires
 * @param thresholds one, one per channel or one per neuron, each 1 or more
 */
public record LeakyNeurons(int potentialBits, int leakShift, Reset reset, int[] thresholds) implements NeuronProgram {
    /** The slowest leak. */
    public static final int MAX_LEAK_SHIFT = 31;

    static final String LEAKY = "lif";
    static final String INTEGRATING = "if";

    /** What firing leaves of a potential. */
    public enum Reset {
        /** Nothing. */
        ZERO,
        /** What exceeds the threshold. */
        SUBTRACT
    }

    /** @throws InputException if bits, shift or a threshold are out of range */
    public LeakyNeurons {
        StateWord.potential(potentialBits);
        requireLeak(leakShift);
        requireThresholds(thresholds);
    }

    static void requireLeak(int shift) {
        if (shift < 0 || shift > MAX_LEAK_SHIFT) {
            throw new InputException(String.format(
                    Locale.ROOT, "a leak shift of %d: 1..%d are supported, and 0 for no leak", shift, MAX_LEAK_SHIFT));
        }
    }

    static void requireThresholds(int[] thresholds) {
        for (int threshold : thresholds) {
            if (threshold < 1) {
                throw new InputException(String.format(
                        Locale.ROOT, "a threshold of %d: an integrating neuron needs at least 1", threshold));
            }
        }
    }

    static LeakyNeurons readLeaky(ParameterReader parameters) {
        return read(parameters, parameters.whole("leakShift", 1, MAX_LEAK_SHIFT));
    }

    static LeakyNeurons readIntegrating(ParameterReader parameters) {
        return read(parameters, 0);
    }

    private static LeakyNeurons read(ParameterReader parameters, int leakShift) {
        return new LeakyNeurons(
                parameters.whole("potentialBits", StateWord.MIN_BITS, StateWord.MAX_BITS),
                leakShift,
                parameters.constant("reset", Reset.class),
                parameters.wholes("thresholds", Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    @Override
    public void writeTo(ParameterWriter parameters) {
        parameters.whole("potentialBits", potentialBits);
        if (leakShift > 0) {
            parameters.whole("leakShift", leakShift);
        }
        parameters.constant("reset", reset);
        parameters.wholes("thresholds", thresholds);
    }

    @Override
    public String model() {
        return leakShift == 0 ? INTEGRATING : LEAKY;
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
        int threshold = thresholds[entry];
        int potential = input + (leakShift == 0 ? state[0] : state[0] - (state[0] >> leakShift));
        boolean fires = potential >= threshold;
        int kept = !fires ? potential : reset == Reset.ZERO ? 0 : potential - threshold;
        state[0] = StateWord.saturated(kept, potentialBits);
        return (fires ? SPIKE : 0) | (state[0] == kept ? 0 : OVERFLOW);
    }

    @Override
    public Optional<ShiftRule> shiftRule() {
        StateWord potential = StateWord.potential(potentialBits);
        return Optional.of(new ShiftRule(
                potential,
                thresholds,
                new boolean[thresholds.length],
                0,
                leakShift,
                reset == Reset.SUBTRACT,
                0,
                potential.least(),
                potential.most(),
                false));
    }
}
