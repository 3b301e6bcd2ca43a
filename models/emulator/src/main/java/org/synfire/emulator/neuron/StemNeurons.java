package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.kernel.Rescaling;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.engine.memory.RecordLayout;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Overflows;
import org.synfire.network.integer.Sparsity;
import org.synfire.network.integer.TransferTable;

/**
 * The Spike-Timing Encoder-decoder Model: decodes T steps of spikes into a sum, rescales it, sends the result as T
 * steps of spikes.
 *
 * <p><b>Equations:</b> SDANN eq. 14 summed over its steps by {@link Potentials}, exact or scaled as the population
 * says. Then eq. 8 or 19 through {@link org.synfire.network.integer.Rescale}, a {@link TransferTable} where there is
 * one, the population's {@link Sparsity} and, at the same update, the first bit of eqs 20-21. <b>Memory:</b> 4 bytes of
 * potential and 1 byte of code per neuron off-heap; both are needed because a layer integrates the next sample while it
 * sends the last.
 */
public final class StemNeurons implements NeuronGroup {
    private final Schedule schedule;
    private final Kernels kernels;
    private final ValueSink sink;
    private final Potentials potentials;
    private final MemorySegment codes;
    private final CodeSender sender;
    private final NeuronScratch scratch;
    private final int neurons;
    private final Rescaling rescaling;
    private final byte[][] sentCodes;
    private final int[] functions;

    /** The off-heap fields of a core with so many neurons. */
    public static void describeState(RecordLayout.Builder layout, int neurons, boolean keepsPotentials) {
        if (keepsPotentials) {
            layout.field(NeuronFactory.POTENTIAL, ValueLayout.JAVA_INT, neurons);
        }
        layout.field(NeuronFactory.CODE, ValueLayout.JAVA_BYTE, Math.ceilDiv(neurons, Long.SIZE) * (long) Long.SIZE);
    }

    /**
     * @param constants of the core's neurons
     * @param potentials one 32-bit integer per neuron; empty if the sums of each sample come at once
     * @param codes one byte per neuron, filled up to a multiple of 64
     * @param scratch of the worker, at least as many neurons long
     */
    public StemNeurons(
            Kernels kernels,
            Schedule schedule,
            Neurons.Stem stem,
            StemConstants constants,
            Optional<MemorySegment> potentials,
            MemorySegment codes,
            NeuronScratch scratch,
            ValueSink sink) {
        this.schedule = schedule;
        this.scratch = scratch;
        this.kernels = kernels;
        this.sink = sink;
        this.codes = codes;
        this.neurons = constants.neurons();
        this.sender = new CodeSender(kernels, schedule, stem.code(), codes, neurons);
        this.potentials =
                Potentials.of(stem.integration(), potentials, neurons, schedule.timeSteps(), constants.bias());
        this.rescaling = constants.rescaling();
        this.sentCodes = constants.sentCodes();
        this.functions = constants.functions();
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
        long sample = schedule.integratedSample(step);
        if (sums != null) {
            potentials.integrate(sums, schedule.integratedBit(step, sample));
        }
        if (sample >= 0 && step == schedule.valueStep(sample)) {
            finish(sample);
        }
        sender.send(step, spikes);
        return Math.min(schedule.nextValueStep(step), sender.nextSend(step));
    }

    private void finish(long sample) {
        int[] sums = scratch.sums();
        potentials.finish(sums);
        byte[] values = scratch.codes();
        int union = kernels.rescale(sums, neurons, rescaling, values);
        int sent = sentCodes.length == 0 ? union : replace(values);
        MemorySegment.copy(values, 0, codes, ValueLayout.JAVA_BYTE, 0, neurons);
        for (long beyond = neurons; beyond < codes.byteSize(); beyond++) {
            codes.set(ValueLayout.JAVA_BYTE, beyond, (byte) 0);
        }
        sink.codes(sample, codes);
        sender.begin(sample, sent);
    }

    /**
     * Puts what is sent in place of codes.
     *
     * @return the OR of all that is sent
     */
    private int replace(byte[] values) {
        if (sentCodes.length == 1) {
            return replace(values, sentCodes[0]);
        }
        int period = functions.length;
        int union = 0;
        for (int first = 0; first < neurons; first += period) {
            for (int e = 0; e < period; e++) {
                byte sent = sentCodes[functions[e]][values[first + e] & StemConstants.BYTE_VALUES - 1];
                values[first + e] = sent;
                union |= sent;
            }
        }
        return union;
    }

    private int replace(byte[] values, byte[] sentOf) {
        int union = 0;
        for (int n = 0; n < neurons; n++) {
            byte sent = sentOf[Byte.toUnsignedInt(values[n])];
            values[n] = sent;
            union |= sent;
        }
        return union;
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
        fields.part("potentials", potentials);
        fields.part("codes", sender);
    }
}
