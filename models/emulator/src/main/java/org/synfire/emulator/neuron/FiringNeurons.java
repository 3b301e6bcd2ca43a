package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.synfire.emulator.kernel.FiringKernels;
import org.synfire.emulator.kernel.FiringRule;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.memory.RecordLayout;
import org.synfire.network.integer.NeuronProgram;
import org.synfire.network.integer.Overflows;
import org.synfire.network.integer.Population;

/**
 * Neurons that spike by a {@link NeuronProgram}: MINT's, LIF, IF.
 *
 * <p><b>Order:</b> updated in each of a sample's T steps, whatever arrives; a spike leaves in the step of the update
 * that fires it. Potentials start a sample at 0. <b>Memory:</b> potentials off-heap in the width of the program,
 * packed, see {@link FiringRule}; where there are currents, 4 bytes each beside them.
 */
public final class FiringNeurons implements NeuronGroup {
    private final Schedule schedule;
    private final ValueSink sink;
    private final FiringKernels kernels;
    private final FiringRule rule;
    private final MemorySegment potentials;
    private final DirectCurrents currents;
    private final NeuronScratch scratch;
    private final int neurons;
    private final int spikeWords;
    private long overflows;

    /** The off-heap fields of a core with so many neurons of a population. */
    public static void describeState(RecordLayout.Builder layout, Population population, int neurons) {
        layout.field(
                "potential",
                ValueLayout.JAVA_INT,
                FiringRule.words(population.program().potentialBits(), neurons));
        if (population.direct() != null) {
            layout.field("current", ValueLayout.JAVA_INT, neurons);
        }
    }

    /**
     * @param potentials as described
     * @param currents from the image; {@code null} for none
     * @param scratch of the worker, at least as many neurons long
     */
    public FiringNeurons(
            Kernels kernels,
            Schedule schedule,
            Population population,
            Slice slice,
            MemorySegment potentials,
            DirectCurrents currents,
            NeuronScratch scratch,
            ValueSink sink) {
        this.schedule = schedule;
        this.sink = sink;
        this.kernels = kernels.firing();
        this.rule = rule(population, slice);
        this.potentials = potentials;
        this.currents = currents;
        this.scratch = scratch;
        this.neurons = slice.neurons();
        this.spikeWords = Math.ceilDiv(neurons, Long.SIZE);
    }

    private static FiringRule rule(Population population, Slice slice) {
        NeuronProgram program = population.program();
        boolean isShared = program.thresholds().length == 1;
        int[] thresholds = isShared
                ? program.thresholds()
                : Arrays.copyOfRange(program.thresholds(), slice.channelFrom(), slice.channelTo());
        boolean[] inverted = isShared
                ? program.inverted()
                : Arrays.copyOfRange(program.inverted(), slice.channelFrom(), slice.channelTo());
        return FiringRule.of(program, thresholds, inverted, slice.neurons());
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
        long[] words = spikes.words();
        overflows += kernels.fire(potentials, inputs(sums, sample, stepOfSample), rule, stepOfSample == 0, words);
        int count = 0;
        for (int w = 0; w < spikeWords; w++) {
            count += Long.bitCount(words[w]);
        }
        spikes.describe(count, sample, stepOfSample, false);
        sink.spikes(sample, stepOfSample, words);
        return stepOfSample < schedule.bits() - 1 ? step + 1 : schedule.nextFirstStep(step);
    }

    /** What arrives at each neuron: currents and sums. */
    private int[] inputs(StepSums sums, long sample, int stepOfSample) {
        int[] inputs = scratch.sums();
        if (currents == null) {
            if (sums == null) {
                Arrays.fill(inputs, 0, neurons, 0);
            } else {
                sums.copyTo(inputs);
            }
            return inputs;
        }
        if (stepOfSample == 0) {
            currents.load(sample);
        }
        currents.copyTo(inputs);
        if (sums != null) {
            sums.addTo(inputs);
        }
        return inputs;
    }

    @Override
    public boolean isUpdated(long step) {
        return schedule.integratedSample(step) >= 0;
    }

    @Override
    public Overflows overflows() {
        return new Overflows(0, overflows);
    }
}
