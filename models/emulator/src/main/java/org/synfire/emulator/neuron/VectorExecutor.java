package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.synfire.emulator.kernel.FiringKernels;
import org.synfire.emulator.kernel.FiringRule;
import org.synfire.emulator.map.Slice;
import org.synfire.network.neuron.ShiftRule;

/**
 * Programs that have a {@link ShiftRule}: one kernel call for all neurons of a core. <b>Memory:</b> potentials off-heap
 * in the width of the program, packed, see {@link FiringRule}.
 */
final class VectorExecutor implements ProgramExecutor {
    private final FiringKernels kernels;
    private final FiringRule rule;
    private final MemorySegment potentials;

    VectorExecutor(FiringKernels kernels, ShiftRule rule, Slice slice, MemorySegment potentials) {
        this.kernels = kernels;
        this.potentials = potentials;
        boolean isShared = rule.thresholds().length == 1;
        int[] thresholds = isShared
                ? rule.thresholds()
                : Arrays.copyOfRange(rule.thresholds(), slice.channelFrom(), slice.channelTo());
        boolean[] inverted = isShared
                ? rule.inverted()
                : Arrays.copyOfRange(rule.inverted(), slice.channelFrom(), slice.channelTo());
        this.rule = FiringRule.of(rule, thresholds, inverted, slice.neurons());
    }

    @Override
    public long step(int[] inputs, boolean isFirst, long[] spikes) {
        return kernels.fire(potentials, inputs, rule, isFirst, spikes);
    }

    @Override
    public void potentials(int[] into) {
        for (int neuron = 0; neuron < rule.neurons(); neuron++) {
            into[neuron] = rule.potential(potentials, neuron);
        }
    }
}
