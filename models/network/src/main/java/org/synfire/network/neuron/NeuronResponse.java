package org.synfire.network.neuron;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;

/**
 * What one neuron does with given inputs, step by step.
 *
 * @param inputs what arrived in each step
 * @param states the state words behind each step, in the order of {@link NeuronProgram#state}
 * @param spikeSteps the steps in which it spiked, rising, each as often as it did
 * @param overflowSteps the steps in which a register or state word overflowed, rising
 * @param instructions how many it executed in each step; 0 for a model without instructions
 */
public record NeuronResponse(
        int[] inputs, List<int[]> states, List<Integer> spikeSteps, List<Integer> overflowSteps, int[] instructions) {
    /** Most steps of a response. */
    public static final int MAX_STEPS = 100_000;

    /**
     * The response of a neuron from its state before a sample's first step.
     *
     * @param program of the neuron, which has the first entry of its parameters
     * @param inputs one for each step
     * @throws InputException if there are no or too many steps
     */
    public static NeuronResponse of(NeuronProgram program, int[] inputs) {
        if (inputs.length < 1 || inputs.length > MAX_STEPS) {
            throw new InputException(
                    String.format(Locale.ROOT, "a response of %d steps: 1..%d are possible", inputs.length, MAX_STEPS));
        }
        int[] state = new int[program.state().size()];
        program.begin(state, 0);
        List<int[]> states = new ArrayList<>();
        List<Integer> spikes = new ArrayList<>();
        List<Integer> overflows = new ArrayList<>();
        int[] instructions = new int[inputs.length];
        for (int step = 0; step < inputs.length; step++) {
            int result = program.step(state, inputs[step], 0);
            states.add(state.clone());
            for (int spike = NeuronProgram.spikes(result); spike > 0; spike--) {
                spikes.add(step);
            }
            if ((result & NeuronProgram.OVERFLOW) != 0) {
                overflows.add(step);
            }
            instructions[step] = result >>> NeuronProgram.INSTRUCTIONS_SHIFT;
        }
        return new NeuronResponse(inputs.clone(), states, spikes, overflows, instructions);
    }

    /** Instructions of all steps. */
    public long allInstructions() {
        return IntStream.of(instructions).asLongStream().sum();
    }
}
