package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.Code;

/**
 * Sends codes bit by bit, most significant first: the generation phase of a STEM neuron.
 *
 * <p><b>Equation:</b> SDANN eqs 20-21; comparing with and subtracting descending powers of two picks the binary digits
 * of a value that is not negative, and a signed code's first digit is its sign. <b>Memory:</b> one byte per neuron
 * off-heap. A step in which no code has its bit set costs one test.
 */
final class CodeSender implements Checkpointed {
    private static final long NO_SAMPLE = -1;
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Kernels kernels;
    private final Schedule schedule;
    private final Code code;
    private final MemorySegment codes;
    private final int words;
    private int usedBits;
    private long sample = NO_SAMPLE;

    /** @param codes one byte per neuron, a multiple of 64 bytes, zeros */
    CodeSender(Kernels kernels, Schedule schedule, Code code, MemorySegment codes, int neurons) {
        this.kernels = kernels;
        this.schedule = schedule;
        this.code = code;
        this.codes = codes;
        this.words = Math.ceilDiv(neurons, Long.SIZE);
    }

    /**
     * Begins to send the codes that lie in the memory of codes, as two's complement of which the low T bits count. The
     * bits take their place.
     *
     * @param ofSample the sample they belong to
     * @param bitUnion the OR of all codes
     */
    void begin(long ofSample, int bitUnion) {
        sample = ofSample;
        usedBits = bitUnion;
        kernels.bitPlanes(codes, words * Kernels.PLANES);
    }

    /** The spikes of a step. */
    void send(long step, SpikeBits spikes) {
        int bitStep = bitStep(step);
        int mask = maskOf(bitStep);
        if (mask == 0) {
            spikes.none();
            return;
        }
        long[] plane = spikes.words();
        long at = Integer.numberOfTrailingZeros(mask);
        int count = 0;
        for (int w = 0; w < words; w++) {
            plane[w] = codes.getAtIndex(WORD, at + (long) w * Kernels.PLANES);
            count += Long.bitCount(plane[w]);
        }
        spikes.describe(count, sample, bitStep, code.isSigned() && bitStep == 0);
    }

    /** The next step after {@code step} in which a code has its bit set, or none. */
    long nextSend(long step) {
        if (sample == NO_SAMPLE) {
            return Long.MAX_VALUE;
        }
        long first = schedule.valueStep(sample);
        for (int bit = (int) (step + 1 - first); bit < code.bits(); bit++) {
            if (maskOf(bit) != 0) {
                return first + bit;
            }
        }
        return Long.MAX_VALUE;
    }

    private int bitStep(long step) {
        return sample == NO_SAMPLE ? code.bits() : (int) Math.min(code.bits(), step - schedule.valueStep(sample));
    }

    private int maskOf(int bitStep) {
        return bitStep < code.bits() ? usedBits & 1 << (code.bits() - 1 - bitStep) : 0;
    }

    @Override
    public void state(StateFields fields) {
        usedBits = (int) fields.whole("bits in use", usedBits);
        sample = fields.whole("sample", sample);
    }
}
