package org.synfire.models.neuron;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.synfire.engine.memory.RecordLayout;
import org.synfire.models.integer.Code;
import org.synfire.models.integer.Population;
import org.synfire.models.integer.Rescale;
import org.synfire.models.kernel.Kernels;
import org.synfire.models.map.Slice;

/**
 * The Spike-Timing Encoder-decoder Model: decodes T steps of spikes into a sum, rescales it, sends the result as T steps of spikes.
 *
 * <p><b>Equations:</b> SDANN eq. 14 summed over its steps; because each bit weighs half of the one before, the potential is doubled before a step's sums are
 * added (Horner's rule), which is the same integer. Then eq. 8 through {@link Rescale} and, at the same update, the first bit of eqs 20-21.
 * <b>Memory:</b> 4 bytes of potential and 1 byte of code per neuron off-heap; both are needed because a layer integrates the next sample while it sends the last.
 * <b>Fixed point:</b> 32-bit potentials that {@code SumBounds} proves sufficient.
 */
public final class StemNeurons implements NeuronGroup {
    private static final int CLEAR = Integer.SIZE;
    private static final int NONE = -1;

    private final Schedule schedule;
    private final Population population;
    private final ValueSink sink;
    private final MemorySegment potentials;
    private final MemorySegment codes;
    private final CodeSender sender;
    private final NeuronScratch scratch;
    private final int neurons;
    private final int[] bias;
    private final int[] multipliers;
    private final int[] shifts;
    private final long[] addends;
    private int lastBit = NONE;

    /** The off-heap fields of a core with so many neurons. */
    public static void describeState(RecordLayout.Builder layout, int neurons) {
        layout.field("potential", ValueLayout.JAVA_INT, neurons);
        layout.field("code", ValueLayout.JAVA_BYTE, Math.ceilDiv(neurons, Long.SIZE) * Long.SIZE);
    }

    /**
     * @param potentials one 32-bit integer per neuron
     * @param codes      one byte per neuron, filled up to a multiple of 64
     * @param scratch    of the worker, at least as many neurons long
     */
    public StemNeurons(Kernels kernels, Schedule schedule, Population population, Slice slice, MemorySegment potentials, MemorySegment codes, NeuronScratch scratch,
                       ValueSink sink) {
        this.schedule = schedule;
        this.scratch = scratch;
        this.population = population;
        this.sink = sink;
        this.potentials = potentials;
        this.codes = codes;
        this.neurons = slice.neurons();
        this.sender = population.isRaw() ? null : new CodeSender(kernels, schedule, population.code(), codes, neurons);
        Rescale rescale = population.rescale();
        int period = isPerNeuron(population) ? neurons : slice.channels();
        bias = new int[period];
        multipliers = new int[period];
        shifts = new int[period];
        addends = new long[period];
        for (int i = 0; i < period; i++) {
            int element = slice.element(population.shape(), i);
            int channel = slice.channelFrom() + i % slice.channels();
            bias[i] = population.bias()[population.entry(population.bias().length, channel, element)];
            if (rescale != null) {
                int entry = population.entry(rescale.entries(), channel, element);
                multipliers[i] = rescale.multiplier(entry);
                shifts[i] = rescale.shift(entry);
                addends[i] = rescale.addend(entry);
            }
        }
    }

    private static boolean isPerNeuron(Population population) {
        int channels = population.shape().channels();
        return population.bias().length > channels || population.rescale() != null && population.rescale().entries() > channels;
    }

    @Override
    public long firstVisit() {
        return schedule.samples() > 0 ? schedule.valueStep(0) : Long.MAX_VALUE;
    }

    @Override
    public boolean isSignStep(long step) {
        long sample = schedule.integratedSample(step);
        return sample >= 0 && schedule.integratedBit(step, sample) == 0;
    }

    @Override
    public long update(long step, StepSums sums, SpikeBits spikes) {
        long sample = schedule.integratedSample(step);
        if (sums != null) {
            integrate(sums, schedule.integratedBit(step, sample));
        }
        if (sample >= 0 && step == schedule.valueStep(sample)) {
            finish(sample);
        }
        if (sender == null) {
            spikes.none();
            return nextValue(step);
        }
        sender.send(step, spikes);
        return Math.min(nextValue(step), sender.nextSend(step));
    }

    private long nextValue(long step) {
        long since = step - schedule.valueStep(0);
        long next = since < 0 ? 0 : since / schedule.intervalSteps() + 1;
        return next < schedule.samples() ? schedule.valueStep(next) : Long.MAX_VALUE;
    }

    private void integrate(StepSums sums, int bit) {
        sums.accumulateInto(potentials, lastBit == NONE ? CLEAR : bit - lastBit);
        lastBit = bit;
    }

    private void finish(long sample) {
        int missing = lastBit == NONE ? CLEAR : schedule.bits() - 1 - lastBit;
        lastBit = NONE;
        int[] sums = scratch.sums();
        if (missing < CLEAR) {
            MemorySegment.copy(potentials, ValueLayout.JAVA_INT, 0, sums, 0, neurons);
        } else {
            Arrays.fill(sums, 0, neurons, 0);
        }
        if (sender == null) {
            for (int i = 0; i < neurons; i++) {
                sink.sum(sample, i, (sums[i] << missing) + bias[i % bias.length]);
            }
            return;
        }
        sender.begin(sample, rescale(sums, missing, scratch.codes()));
        sink.codes(sample, codes);
    }

    /** Turns sums into codes. @return the OR of all codes */
    private int rescale(int[] sums, int missing, byte[] values) {
        Code code = population.code();
        int period = bias.length;
        int union = 0;
        for (int first = 0; first < neurons; first += period) {
            for (int e = 0; e < period; e++) {
                int sum = (sums[first + e] << missing) + bias[e];
                int value = Rescale.apply(sum, multipliers[e], shifts[e], addends[e], code.low(), code.high());
                union |= value;
                values[first + e] = (byte) value;
            }
        }
        sender.set(values);
        return union;
    }
}
