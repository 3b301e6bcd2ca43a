package org.synfire.network.neuron;

import java.util.List;
import org.synfire.engine.InputException;

/**
 * Integer LIF neurons with a synaptic current (current-based LIF): spikes drive a current that decays, and the current
 * drives the potential.
 *
 * <p><b>Equation:</b> with I what arrives in the step, {@code C = C - (C >> currentShift) + I} and {@code H = U - (U >>
 * leakShift) + C}; where {@code H >= threshold} the neuron fires and {@code U = 0}, or {@code U = H - threshold}; else
 * {@code U = H}. A shift of 0 is no decay. <b>Overflow:</b> C and U each stay at the end of their register's range; a
 * neuron and step in which that changes either counts as one overflow. <b>Source:</b> the discrete current-based LIF
 * neuron with exponential decays (NIR's CubaLIF, Lava's CUBA), each decay as a shift.
 *
 * @param currentBits bits of a stored current, {@value StateWord#MIN_BITS}..{@value StateWord#MAX_BITS}
 * @param potentialBits bits of a stored potential, likewise
 * @param currentShift decay of the current, 1..{@value LeakyNeurons#MAX_LEAK_SHIFT}; 0 for none
 * @param leakShift decay of the potential, likewise
 * @param reset of a neuron that fires
 * @param thresholds one, one per channel or one per neuron, each 1 or more
 */
public record CurrentNeurons(
        int currentBits, int potentialBits, int currentShift, int leakShift, LeakyNeurons.Reset reset, int[] thresholds)
        implements NeuronProgram {
    static final String MODEL = "cuba";

    /** @throws InputException if bits, a shift or a threshold are out of range */
    public CurrentNeurons {
        current(currentBits);
        StateWord.potential(potentialBits);
        LeakyNeurons.requireLeak(currentShift);
        LeakyNeurons.requireLeak(leakShift);
        LeakyNeurons.requireThresholds(thresholds);
    }

    private static StateWord current(int bits) {
        return new StateWord("current", bits);
    }

    static CurrentNeurons read(ParameterReader parameters) {
        return new CurrentNeurons(
                parameters.whole("currentBits", StateWord.MIN_BITS, StateWord.MAX_BITS),
                parameters.whole("potentialBits", StateWord.MIN_BITS, StateWord.MAX_BITS),
                parameters.whole("currentShift", 0, LeakyNeurons.MAX_LEAK_SHIFT),
                parameters.whole("leakShift", 0, LeakyNeurons.MAX_LEAK_SHIFT),
                parameters.constant("reset", LeakyNeurons.Reset.class),
                parameters.wholes("thresholds", 1, Integer.MAX_VALUE));
    }

    @Override
    public void writeTo(ParameterWriter parameters) {
        parameters.whole("currentBits", currentBits);
        parameters.whole("potentialBits", potentialBits);
        parameters.whole("currentShift", currentShift);
        parameters.whole("leakShift", leakShift);
        parameters.constant("reset", reset);
        parameters.wholes("thresholds", thresholds);
    }

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public List<StateWord> state() {
        return List.of(current(currentBits), StateWord.potential(potentialBits));
    }

    @Override
    public int entries() {
        return thresholds.length;
    }

    @Override
    public int step(int[] state, int input, int entry) {
        int threshold = thresholds[entry];
        long current = decayed(state[0], currentShift) + input;
        state[0] = StateWord.saturated(current, currentBits);
        long potential = decayed(state[1], leakShift) + state[0];
        boolean fires = potential >= threshold;
        long kept = !fires ? potential : reset == LeakyNeurons.Reset.ZERO ? 0 : potential - threshold;
        state[1] = StateWord.saturated(kept, potentialBits);
        return (fires ? SPIKE : 0) | (state[0] == current && state[1] == kept ? 0 : OVERFLOW);
    }

    private static long decayed(int value, int shift) {
        return shift == 0 ? value : (long) value - (value >> shift);
    }
}
