package org.synfire.emulator.timing;

import java.util.List;
import java.util.stream.IntStream;
import org.synfire.emulator.map.Slice;

/**
 * What cores need for their work in a step, by the {@code ideal} timing: weight words and neuron updates go on beside
 * each other, so the longer of the two counts.
 *
 * @param wordCycles cycles for a word of weights
 * @param weightsPerWord of each core, the input first
 * @param updateCycles cycles for the updates of all neurons of each core; 0 for the input
 */
public record StepWork(double wordCycles, int[] weightsPerWord, double[] updateCycles) {
    /**
     * That of slices.
     *
     * @param neuronUpdateCycles of one neuron on each core
     */
    static StepWork of(double wordCycles, List<Slice> slices, int[] weightsPerWord, double[] neuronUpdateCycles) {
        return new StepWork(
                wordCycles,
                weightsPerWord,
                IntStream.range(0, slices.size())
                        .mapToDouble(core -> core == 0 ? 0 : slices.get(core).neurons() * neuronUpdateCycles[core])
                        .toArray());
    }

    /** Cores, the input included. */
    public int cores() {
        return weightsPerWord.length;
    }

    /**
     * Cycles of a core that works in a step.
     *
     * @param operations synaptic operations in it
     */
    public double cycles(int core, long operations) {
        return Math.max(Math.ceilDiv(operations, weightsPerWord[core]) * wordCycles, updateCycles[core]);
    }
}
