package org.synfire.emulator.measure;

import java.util.Arrays;
import java.util.List;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.Schedule;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.SampleStarts;

/**
 * Counts spikes and synaptic operations of each layer by the bit of the code that they carry, most significant first;
 * of neurons that spike, by the step of the sample.
 *
 * <p>A layer that integrates the first sample's first spikes in step s integrates in step t those of bit {@code (t - s)
 * mod interval}. What arrives after a sample's steps counts to the last of them.
 */
public final class BitCounts implements StepObserver, Checkpointed {
    private final int bits;
    private final int[] layerOfCore;
    private final long[] spikes;
    private final long[] operations;
    private final Schedule[] schedules;
    private long step;

    /** @param starts of the run's samples */
    public BitCounts(IntegerNetwork network, List<Slice> slices, SampleStarts starts) {
        int layers = network.populations().size();
        this.bits = network.timeSteps();
        this.schedules = network.populations().stream()
                .map(layer -> Schedule.of(network, layer.id(), starts))
                .toArray(Schedule[]::new);
        this.layerOfCore = slices.stream().mapToInt(Slice::population).toArray();
        this.spikes = new long[layers * bits];
        this.operations = new long[layers * bits];
    }

    @Override
    public void onCore(int core, int coreSpikes, long coreOperations, long sample, int bitStep, long hash) {
        int layer = layerOfCore[core];
        int first = layer * bits;
        operations[first + schedules[layer].countedStep(step)] += coreOperations;
        if (coreSpikes > 0) {
            spikes[first + bitStep] += coreSpikes;
        }
    }

    @Override
    public void onStepEnd(long ended, long hostNanos) {
        step = ended + 1;
    }

    /** Spikes that a layer sent, by bit. */
    public long[] spikes(int layer) {
        return Arrays.copyOfRange(spikes, layer * bits, (layer + 1) * bits);
    }

    /** Synaptic operations in a layer, by the bit whose spikes caused them. */
    public long[] operations(int layer) {
        return Arrays.copyOfRange(operations, layer * bits, (layer + 1) * bits);
    }

    @Override
    public void state(StateFields fields) {
        fields.all("spikes", spikes);
        fields.all("operations", operations);
        step = fields.whole("step", step);
    }
}
