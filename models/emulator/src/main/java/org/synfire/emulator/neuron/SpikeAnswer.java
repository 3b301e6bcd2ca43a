package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.checkpoint.StateFields;
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
    /** The sample whose spikes lie in the potentials. */
    private long filledBy = -1;

    private long lastSample = -1;

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
        lastSample = schedule.integratedSample(step);
        if (sums != null && lastSample >= 0) {
            sums.accumulateInto(potentials, filledBy == lastSample ? ADD : CLEAR);
            filledBy = lastSample;
        }
        if (lastSample >= 0 && step == schedule.valueStep(lastSample)) {
            boolean isEmpty = filledBy != lastSample;
            for (int i = 0; i < neurons; i++) {
                sink.sum(lastSample, i, isEmpty ? 0 : potentials.getAtIndex(ValueLayout.JAVA_INT, i));
            }
        }
        return schedule.nextValueStep(step);
    }

    @Override
    public long integratedSample(long step) {
        return schedule.integratedSample(step);
    }

    @Override
    public int integratedStep(long step, long sample) {
        return schedule.integratedBit(step, sample);
    }

    /** The sum so far; after the last step it is the answer. */
    @Override
    public void potentials(int stepOfSample, int[] into) {
        if (filledBy == lastSample) {
            MemorySegment.copy(potentials, ValueLayout.JAVA_INT, 0, into, 0, neurons);
        } else {
            Arrays.fill(into, 0, neurons, 0);
        }
    }

    @Override
    public void state(StateFields fields) {
        filledBy = fields.whole("sample in the potentials", filledBy);
        lastSample = fields.whole("sample of the last step", lastSample);
    }
}
