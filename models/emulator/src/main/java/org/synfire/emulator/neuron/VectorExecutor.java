package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import org.synfire.emulator.kernel.FiringKernels;
import org.synfire.emulator.kernel.FiringRule;
import org.synfire.network.neuron.ShiftRule;

/**
 * Programs that have a {@link ShiftRule}: one kernel call for all neurons of a core. <b>Memory:</b> potentials off-heap
 * in the width of the program, packed, see {@link FiringRule}.
 */
final class VectorExecutor implements ProgramExecutor {
    private final FiringKernels kernels;
    private final FiringRule rule;
    private final MemorySegment potentials;

    /** @param rule as {@link #rule} makes it */
    VectorExecutor(FiringKernels kernels, FiringRule rule, MemorySegment potentials) {
        this.kernels = kernels;
        this.rule = rule;
        this.potentials = potentials;
    }

    /**
     * The constants of a core.
     *
     * @param entries for each neuron of a period its entry among the rule's thresholds
     * @param neurons of the core
     */
    static FiringRule rule(ShiftRule rule, int[] entries, int neurons) {
        int[] thresholds = new int[entries.length];
        boolean[] inverted = new boolean[entries.length];
        for (int i = 0; i < entries.length; i++) {
            thresholds[i] = rule.thresholds()[entries[i]];
            inverted[i] = rule.inverted()[entries[i]];
        }
        return FiringRule.of(rule, thresholds, inverted, neurons);
    }

    @Override
    public long step(int[] inputs, boolean isFirst, long[][] spikes) {
        return kernels.fire(potentials, inputs, rule, isFirst, spikes[0]);
    }

    @Override
    public void potentials(int[] into) {
        for (int neuron = 0; neuron < rule.neurons(); neuron++) {
            into[neuron] = rule.potential(potentials, neuron);
        }
    }
}
