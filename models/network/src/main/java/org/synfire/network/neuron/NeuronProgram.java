package org.synfire.network.neuron;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.synfire.network.program.AssemblyProgram;

/**
 * What the neurons of a population do in a time step, in integers.
 *
 * <p>A program is a value: its components are the parameters of all neurons of a population. A neuron's state is one
 * integer for each {@link StateWord}. <b>Parameters:</b> each is one for all neurons, or one for each of
 * {@link #entries}; what differs from neuron to neuron has an entry for each neuron. <b>Threads:</b> any; a program
 * does not change.
 */
public interface NeuronProgram {
    /** Set in the result of {@link #step} where the neuron spikes. */
    int SPIKE = 1;
    /** Set in the result of {@link #step} where a register lost a part of what was written to it. */
    int OVERFLOW = 1 << 1;
    /** Most spikes that a neuron can send in a step, whatever its program. */
    int MOST_SPIKES = AssemblyProgram.MOST_SPIKES;
    /**
     * The result of {@link #step}, shifted to the right by so many bits, has the spikes behind the first in its 6
     * lowest.
     */
    int FURTHER_SHIFT = 2;

    /**
     * The result of {@link #step}, shifted to the right by so many bits, is how many instructions the neuron executed;
     * 0 for a model that is no program of instructions.
     */
    int INSTRUCTIONS_SHIFT = 8;

    /** The name of the model in files and reports, see {@link NeuronModels}. */
    String model();

    /** The state of one neuron, in the order of the array that {@link #step} takes. */
    List<StateWord> state();

    /**
     * How many sets of parameters there are: 1 if all neurons share them, one per channel, or one per neuron in the
     * order channel, row, column.
     */
    int entries();

    /** Whether a neuron can spike; otherwise it integrates for a readout of its state. */
    default boolean canSpike() {
        return true;
    }

    /** How often a neuron can spike in a step, 1..{@value #MOST_SPIKES}. */
    default int mostSpikes() {
        return 1;
    }

    /** The spikes of a neuron in a step, by the result of {@link #step}. */
    static int spikes(int result) {
        return (result & SPIKE) + (result >>> FURTHER_SHIFT & MOST_SPIKES - 1);
    }

    /** So many spikes, 0..{@value #MOST_SPIKES}, as {@link #step} gives them. */
    static int result(int spikes) {
        return spikes == 0 ? 0 : SPIKE | (spikes - 1) << FURTHER_SHIFT;
    }

    /** Whether a word of the state is the membrane potential. */
    default boolean hasPotential() {
        return state().stream().anyMatch(word -> word.name().equals(StateWord.POTENTIAL));
    }

    /**
     * Sets a neuron's state to what it is before a sample's first step: 0, where a program says nothing else.
     *
     * @param state receives one integer for each word of {@link #state()}
     * @param entry the neuron's entry, 0..{@link #entries()}-1
     */
    default void begin(int[] state, int entry) {
        Arrays.fill(state, 0);
    }

    /**
     * One time step of one neuron.
     *
     * @param state the neuron's state, one integer for each word of {@link #state()}; updated
     * @param input the sum of what arrives in the step
     * @param entry the neuron's entry, 0..{@link #entries()}-1
     * @return {@link #SPIKE} and {@link #OVERFLOW} as bits, further {@link #spikes}, and the instructions, see
     *     {@link #INSTRUCTIONS_SHIFT}
     */
    int step(int[] state, int input, int entry);

    /** The same program in the form of vector kernels; empty where it has none, so that {@link #step} is called. */
    default Optional<ShiftRule> shiftRule() {
        return Optional.empty();
    }

    /**
     * Most instructions that a neuron executes in a step; 0 for a model that is no program of instructions, which costs
     * what the chip's update costs.
     */
    default int mostInstructions() {
        return 0;
    }

    /** Writes the parameters, so that the model's reader in {@link NeuronModels} gives an equal program. */
    void writeTo(ParameterWriter parameters);
}
