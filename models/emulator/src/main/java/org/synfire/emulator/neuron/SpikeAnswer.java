package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.memory.RecordLayout;

/**
 * The answer of a spiking network: neurons that add up what arrives in a sample's T steps, and send nothing.
 *
 * <p><b>Memory:</b> 4 bytes per neuron off-heap, which {@code SumBounds} proves sufficient.
 */
public final class SpikeAnswer implements NeuronGroup {
    private static final int ADD = 0;
    private static final int CLEAR = Integer.SIZE;

    private final Schedule schedule;
    private final MemorySegment potentials;
    private final ValueSink sink;
    private final int neurons;
    private boolean isEmpty = true;

    /** The off-heap fields of a core with so many neurons. */
    public static void describeState(RecordLayout.Builder layout, int neurons) {
        layout.field(NeuronFactory.POTENTIAL, ValueLayout.JAVA_INT, neurons);
    }

    /** @param potentials one 32-bit integer per neuron */
    public SpikeAnswer(Schedule schedule, Slice slice, MemorySegment potentials, ValueSink sink) {
        this.schedule = schedule;
        this.potentials = potentials;
        this.sink = sink;
        this.neurons = slice.neurons();
    }

    @Override
    public long firstVisit() {
        return schedule.nextValueStep(-1);
    }

    @Override
    public boolean isSignStep(long step) {
        return false;
    }

    @Override
    public long update(long step, StepSums sums, SpikeBits spikes) {
        spikes.none();
        long sample = schedule.integratedSample(step);
        if (sums != null && sample >= 0) {
            sums.accumulateInto(potentials, isEmpty ? CLEAR : ADD);
            isEmpty = false;
        }
        if (sample >= 0 && step == schedule.valueStep(sample)) {
            for (int i = 0; i < neurons; i++) {
                sink.sum(sample, i, isEmpty ? 0 : potentials.getAtIndex(ValueLayout.JAVA_INT, i));
            }
            isEmpty = true;
        }
        return schedule.nextValueStep(step);
    }
}
