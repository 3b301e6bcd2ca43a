package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.engine.memory.RecordLayout;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.SampleStarts;

/**
 * The image as neurons: they integrate nothing and send the codes of one sample after the other, or, where the image
 * reaches the first layer as currents, nothing.
 */
public final class InputNeurons implements NeuronGroup {
    private final Schedule schedule;
    private final NetworkInput.Codes source;
    private final ValueSink sink;
    private final MemorySegment codes;
    private final CodeSender sender;
    private final int[] elements;
    private final int[] values;

    /** The off-heap fields of a core with so many inputs. */
    public static void describeState(RecordLayout.Builder layout, int neurons) {
        layout.field(NeuronFactory.CODE, ValueLayout.JAVA_BYTE, Math.ceilDiv(neurons, Long.SIZE) * (long) Long.SIZE);
    }

    /**
     * @param code of the image
     * @param codes one byte per neuron, filled up to a multiple of 64
     * @param sends whether the codes are sent
     */
    public InputNeurons(
            Kernels kernels,
            Schedule schedule,
            Population population,
            Code code,
            Slice slice,
            MemorySegment codes,
            boolean sends,
            NetworkInput.Codes source,
            ValueSink sink) {
        this.schedule = schedule;
        this.source = source;
        this.sink = sink;
        this.codes = codes;
        this.sender = !sends ? null : new CodeSender(kernels, schedule, code, codes, slice.neurons());
        this.values = new int[population.shape().size()];
        this.elements = new int[slice.neurons()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = slice.element(population.shape(), i);
        }
    }

    @Override
    public long firstVisit() {
        return schedule.starts().samples() > 0 ? 0 : Long.MAX_VALUE;
    }

    @Override
    public boolean isSignStep(long step) {
        return false;
    }

    @Override
    public long update(long step, StepSums sums, SpikeBits spikes) {
        long sample = schedule.sentSample(step);
        SampleStarts starts = schedule.starts();
        if (sample >= 0 && step == starts.start(sample)) {
            load(sample);
        }
        long next = starts.lastStarted(step) + 1;
        long nextSample = next < starts.samples() ? starts.start(next) : Long.MAX_VALUE;
        if (sender == null) {
            spikes.none();
            return nextSample;
        }
        sender.send(step, spikes);
        return Math.min(sender.nextSend(step), nextSample);
    }

    private void load(long sample) {
        source.codes(sample, values);
        int union = 0;
        for (int i = 0; i < elements.length; i++) {
            int value = values[elements[i]];
            union |= value;
            codes.set(ValueLayout.JAVA_BYTE, i, (byte) value);
        }
        for (long beyond = elements.length; beyond < codes.byteSize(); beyond++) {
            codes.set(ValueLayout.JAVA_BYTE, beyond, (byte) 0);
        }
        sink.codes(sample, codes);
        if (sender != null) {
            sender.begin(sample, union);
        }
    }

    @Override
    public void state(StateFields fields) {
        if (sender != null) {
            fields.part("codes", sender);
        }
    }
}
