package org.synfire.emulator.neuron;

import java.util.Arrays;
import java.util.List;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.Overflows;

/**
 * Spiking neurons: they follow a neuron program.
 *
 * <p><b>Order:</b> updated in each of a sample's steps, whatever arrives; a spike leaves in the step of the update that
 * fires it. A sample starts from the initial state of the program. What arrives after a sample's steps is lost with the
 * sample.
 */
public final class ProgramNeurons implements NeuronGroup {
    private final Schedule schedule;
    private final ValueSink sink;
    private final ProgramExecutor executor;
    private final Currents[] currents;
    private final NeuronScratch scratch;
    private final int neurons;
    private final int spikeWords;
    private final int mostSpikes;
    private long overflows;
    private long atMostSpikes;

    /**
     * @param neurons of the core
     * @param mostSpikes of a neuron in a step
     * @param executor of their program
     * @param currents of their drives
     * @param scratch of the worker, at least as many neurons long
     */
    ProgramNeurons(
            Schedule schedule,
            int neurons,
            int mostSpikes,
            ProgramExecutor executor,
            List<Currents> currents,
            NeuronScratch scratch,
            ValueSink sink) {
        this.schedule = schedule;
        this.sink = sink;
        this.executor = executor;
        this.currents = currents.toArray(Currents[]::new);
        this.scratch = scratch;
        this.neurons = neurons;
        this.mostSpikes = mostSpikes;
        this.spikeWords = Math.ceilDiv(neurons, Long.SIZE);
    }

    @Override
    public long firstVisit() {
        return schedule.nextFirstStep(-1);
    }

    @Override
    public boolean isSignStep(long step) {
        return false;
    }

    @Override
    public long update(long step, StepSums sums, SpikeBits spikes) {
        long sample = schedule.integratedSample(step);
        if (sample < 0) {
            spikes.none();
            return schedule.nextFirstStep(step);
        }
        int stepOfSample = schedule.integratedBit(step, sample);
        overflows += executor.step(inputs(sums, sample, stepOfSample), stepOfSample == 0, spikes.planes());
        spikes.describePlanes(spikeWords, mostSpikes, sample, stepOfSample);
        atMostSpikes += mostSpikes > 1 ? spikes.count(mostSpikes - 1) : 0;
        sink.spikes(sample, stepOfSample, spikes);
        return schedule.isLast(stepOfSample, sample) ? schedule.nextFirstStep(step) : step + 1;
    }

    /** What arrives at each neuron: sums and currents. */
    private int[] inputs(StepSums sums, long sample, int stepOfSample) {
        int[] inputs = scratch.sums();
        if (sums == null) {
            Arrays.fill(inputs, 0, neurons, 0);
        } else {
            sums.copyTo(inputs);
        }
        for (Currents of : currents) {
            of.addTo(inputs, sample, stepOfSample);
        }
        return inputs;
    }

    @Override
    public boolean isUpdated(long step) {
        return schedule.integratedSample(step) >= 0;
    }

    @Override
    public long integratedSample(long step) {
        return schedule.integratedSample(step);
    }

    @Override
    public int integratedStep(long step, long sample) {
        return schedule.integratedBit(step, sample);
    }

    @Override
    public void potentials(int stepOfSample, int[] into) {
        executor.potentials(into);
    }

    @Override
    public long instructions() {
        return executor.instructions();
    }

    @Override
    public long atMostSpikes() {
        return atMostSpikes;
    }

    @Override
    public Overflows overflows() {
        return new Overflows(0, overflows);
    }

    @Override
    public void state(StateFields fields) {
        overflows = fields.whole("overflows", overflows);
        atMostSpikes = fields.whole("spikes as often as possible", atMostSpikes);
        fields.part("program", executor);
    }
}
