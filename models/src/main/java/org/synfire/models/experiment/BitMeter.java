package org.synfire.models.experiment;

import java.util.Arrays;
import java.util.List;
import org.synfire.models.emulate.StepObserver;
import org.synfire.models.map.Slice;

/**
 * Counts spikes and synaptic operations of each layer by the bit of the code that they carry, most significant first.
 *
 * <p>Samples start in steps that are multiples of T, with the pipeline or without, and every branch's delay is one too: what is integrated in step t was sent as bit
 * {@code (t - 1) mod T}.
 */
final class BitMeter implements StepObserver {
    private final int bits;
    private final int[] layerOfCore;
    private final long[] spikes;
    private final long[] operations;
    private int integratedBit;

    BitMeter(int layers, int bits, List<Slice> slices) {
        this.bits = bits;
        this.layerOfCore = slices.stream().mapToInt(Slice::population).toArray();
        this.spikes = new long[layers * bits];
        this.operations = new long[layers * bits];
        this.integratedBit = bits - 1;
    }

    @Override
    public void onCore(int core, int coreSpikes, long coreOperations, long sample, int bitStep, long hash) {
        int first = layerOfCore[core] * bits;
        operations[first + integratedBit] += coreOperations;
        if (coreSpikes > 0) {
            spikes[first + bitStep] += coreSpikes;
        }
    }

    @Override
    public void onStepEnd(long step, long hostNanos) {
        integratedBit = (int) (step % bits);
    }

    /** Spikes that a layer sent, by bit. */
    long[] spikes(int layer) {
        return Arrays.copyOfRange(spikes, layer * bits, (layer + 1) * bits);
    }

    /** Synaptic operations in a layer, by the bit whose spikes caused them. */
    long[] operations(int layer) {
        return Arrays.copyOfRange(operations, layer * bits, (layer + 1) * bits);
    }
}
