package org.synfire.emulator.core;

import java.util.List;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.neuron.ParameterWriter;
import org.synfire.network.neuron.StateWord;

/**
 * The neurons of published integer benchmarks: a potential that decays towards zero in 12 bits, a threshold, a reset
 * value and a refractory time.
 *
 * @param decay d: v becomes |v| (4096 - d) >> 12, its sign kept
 * @param threshold reached by a neuron that fires
 * @param subtracts whether a spike takes the reset value off the potential, instead of setting it
 */
record DecayingNeurons(int decay, int threshold, boolean subtracts, int reset, int refractorySteps)
        implements NeuronProgram {
    @Override
    public String model() {
        return "decaying";
    }

    @Override
    public List<StateWord> state() {
        return List.of(StateWord.potential(32), new StateWord("refractory", 16));
    }

    @Override
    public int entries() {
        return 1;
    }

    @Override
    public int step(int[] state, int input, int entry) {
        if (state[1] > 0) {
            state[1]--;
            return 0;
        }
        int kept = (Math.abs(state[0]) * (4096 - decay)) >> 12;
        int potential = (state[0] < 0 ? -kept : kept) + input;
        boolean fires = potential >= threshold;
        state[0] = !fires ? potential : subtracts ? potential - reset : reset;
        state[1] = fires ? refractorySteps : 0;
        return fires ? SPIKE : 0;
    }

    @Override
    public void writeTo(ParameterWriter parameters) {
        throw new UnsupportedOperationException("only for tests");
    }
}
