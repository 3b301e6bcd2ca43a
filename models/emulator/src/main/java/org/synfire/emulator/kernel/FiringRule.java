package org.synfire.emulator.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;
import org.synfire.network.neuron.ShiftRule;

/**
 * A {@link ShiftRule} for one core's neurons, as the constants of a loop without branches.
 *
 * <p><b>Equation:</b> with a flip of 0, or of -1 where the comparison is turned round:
 *
 * <pre>{@code
 * H = input + (U >> readShift) - ((U >> decayShift) & decayMask)
 * spike where (H ^ flip) >= (threshold ^ flip)
 * U = clamp((spike ? (H - threshold) & resetMask : H) >> storeShift, least, most)
 * }</pre>
 *
 * <b>Memory:</b> potentials lie in fields of 2, 4, 8, 16 or 32 bits of 32-bit words. Field f of word j is neuron
 * {@code f * words + j}: so a vector of words has the same field of neighbouring neurons in its lanes, and nothing
 * crosses lanes. There are a multiple of {@value #WORDS_STEP} words.
 *
 * @param neurons how many neurons
 * @param fieldBits width of a stored potential
 * @param words words of potentials
 * @param thresholds {@code threshold ^ flip} of neuron {@code i % period}, for so many neurons more than a period that
 *     a vector can be read from each
 * @param flips of the same neurons
 * @param period neurons after which thresholds repeat
 * @param isCounted whether a potential that is limited counts
 */
public record FiringRule(
        int neurons,
        int fieldBits,
        int words,
        int[] thresholds,
        int[] flips,
        int period,
        int readShift,
        int decayShift,
        int decayMask,
        int resetMask,
        int storeShift,
        int least,
        int most,
        boolean isCounted) {
    /** Words are a multiple of this, which is no less than the lanes of a vector. */
    static final int WORDS_STEP = 16;

    private static final int NARROWEST = 2;

    /**
     * The constants of one core.
     *
     * @param rule of the population
     * @param thresholds one for each neuron of a period; they repeat
     * @param inverted as many
     * @param neurons of the core
     */
    public static FiringRule of(ShiftRule rule, int[] thresholds, boolean[] inverted, int neurons) {
        int period = thresholds.length;
        int[] flips = IntStream.range(0, period + WORDS_STEP)
                .map(i -> inverted[i % period] ? -1 : 0)
                .toArray();
        int[] flipped = IntStream.range(0, period + WORDS_STEP)
                .map(i -> thresholds[i % period] ^ flips[i])
                .toArray();
        return new FiringRule(
                neurons,
                fieldBits(rule.potential().bits()),
                words(rule.potential().bits(), neurons),
                flipped,
                flips,
                period,
                rule.readShift(),
                rule.leakShift(),
                rule.leakShift() == 0 ? 0 : -1,
                rule.resetsBySubtraction() ? -1 : 0,
                rule.storeShift(),
                rule.least(),
                rule.most(),
                !rule.limitIsDefined());
    }

    /** The stored potential of a neuron. */
    public int potential(MemorySegment potentials, int neuron) {
        int unused = Integer.SIZE - fieldBits;
        int field = neuron / words;
        int word = potentials.getAtIndex(ValueLayout.JAVA_INT, neuron % words);
        return word << (unused - field * fieldBits) >> unused;
    }

    /** Bits that a potential of so many bits takes. */
    public static int fieldBits(int potentialBits) {
        return Math.max(NARROWEST, Integer.highestOneBit(2 * potentialBits - 1));
    }

    /** 32-bit words that potentials of so many bits take. */
    public static int words(int potentialBits, int neurons) {
        return Math.ceilDiv(Math.ceilDiv(neurons, Integer.SIZE / fieldBits(potentialBits)), WORDS_STEP) * WORDS_STEP;
    }
}
