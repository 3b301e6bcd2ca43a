package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.engine.memory.RecordLayout;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Overflows;
import org.synfire.network.integer.Population;

/**
 * The answer of a network of codes: neurons that decode T steps of spikes into a sum, which is read and not sent.
 *
 * <p><b>Equations:</b> SDANN eq. 14 summed over its steps by {@link Potentials}, exact or scaled. <b>Memory:</b> 4
 * bytes of potential per neuron off-heap.
 */
public final class CodeAnswer implements NeuronGroup {
    private final Schedule schedule;
    private final ValueSink sink;
    private final Potentials potentials;
    private final NeuronScratch scratch;
    private final Neurons.Answer answer;
    private final int[] entries;
    private final int neurons;

    /** The off-heap fields of a core with so many neurons. */
    public static void describeState(RecordLayout.Builder layout, int neurons, boolean keepsPotentials) {
        if (keepsPotentials) {
            layout.field(NeuronFactory.POTENTIAL, ValueLayout.JAVA_INT, neurons);
        }
    }

    /**
     * @param potentials one 32-bit integer per neuron; empty if the sums of each sample come at once
     * @param scratch of the worker, at least as many neurons long
     */
    public CodeAnswer(
            Schedule schedule,
            Population population,
            Neurons.Answer answer,
            Slice slice,
            Optional<MemorySegment> potentials,
            NeuronScratch scratch,
            ValueSink sink) {
        this.schedule = schedule;
        this.sink = sink;
        this.scratch = scratch;
        this.neurons = slice.neurons();
        this.answer = answer;
        this.entries = new SliceEntries(population, slice, answer.readout().entries())
                .of(answer.readout().entries());
        int[] bias = answer.effectiveBias();
        this.potentials = Potentials.of(
                answer.integration(),
                potentials,
                neurons,
                schedule.timeSteps(),
                new SliceEntries(population, slice, bias.length).valuesOf(bias));
    }

    @Override
    public long firstVisit() {
        return schedule.nextValueStep(-1);
    }

    @Override
    public boolean isSignStep(long step) {
        long sample = schedule.integratedSample(step);
        return sample >= 0 && schedule.integratedBit(step, sample) == 0;
    }

    @Override
    public long update(long step, StepSums sums, SpikeBits spikes) {
        spikes.none();
        long sample = schedule.integratedSample(step);
        if (sums != null) {
            potentials.integrate(sums, schedule.integratedBit(step, sample));
        }
        if (sample >= 0 && step == schedule.valueStep(sample)) {
            potentials.finish(scratch.sums());
            for (int i = 0; i < neurons; i++) {
                sink.sum(sample, i, answer.read(scratch.sums()[i], entries[i % entries.length]));
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

    /** After the last step the bias is included; the sums of the sample are still in the worker's scratch then. */
    @Override
    public void potentials(int stepOfSample, int[] into) {
        if (stepOfSample == schedule.timeSteps() - 1) {
            System.arraycopy(scratch.sums(), 0, into, 0, neurons);
        } else {
            potentials.read(stepOfSample, into);
        }
    }

    @Override
    public Overflows overflows() {
        return potentials.overflows();
    }

    @Override
    public void state(StateFields fields) {
        potentials.state(fields);
    }
}
