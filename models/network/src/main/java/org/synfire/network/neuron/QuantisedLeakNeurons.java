package org.synfire.network.neuron;

import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * LIF neurons whose potential leaks by a real factor and is then cut off to a sixty-fourth, as SANA-FE has Loihi's.
 *
 * <p><b>Equation:</b> potentials U are stored in 64ths. {@code H = 64 I + trunc(U leak)}, the product in double
 * precision, as {@code (U / 64.0) leak 64.0}; with a leak of 1, {@code H = 64 I + U}. Where {@code H > 64 threshold}
 * the neuron fires and {@code U = 0}, or {@code U = H - 64 threshold}; else {@code U = H}. <b>Overflow:</b> U stays at
 * the end of the range of 32 bits. <b>Source:</b> SANA-FE's {@code leaky_integrate_fire}, whose potentials are doubles
 * that are cut off likewise.
 *
 * @param leak factor of the potential in a step, above 0, at most 1
 * @param reset of a neuron that fires
 * @param thresholds one, one per channel or one per neuron, 0..2^24
 */
public record QuantisedLeakNeurons(double leak, LeakyNeurons.Reset reset, int[] thresholds) implements NeuronProgram {
    /** The largest threshold. */
    public static final int MOST_THRESHOLD = 1 << 24;

    static final String MODEL = "quantised-leak";

    private static final long UNIT = 64;
    private static final StateWord POTENTIAL = StateWord.potential(StateWord.MAX_BITS);

    /** @throws InputException if the leak or a threshold is out of range */
    public QuantisedLeakNeurons {
        if (!(leak > 0 && leak <= 1)) {
            throw new InputException(
                    String.format(Locale.ROOT, "a leak of %s: a factor above 0, at most 1, is possible", leak));
        }
        for (int threshold : thresholds) {
            if (threshold < 0 || threshold > MOST_THRESHOLD) {
                throw new InputException(
                        String.format(Locale.ROOT, "a threshold of %d: 0..%d are possible", threshold, MOST_THRESHOLD));
            }
        }
    }

    static QuantisedLeakNeurons read(ParameterReader parameters) {
        String leak = parameters.text("leak");
        try {
            return new QuantisedLeakNeurons(
                    Double.parseDouble(leak),
                    parameters.constant("reset", LeakyNeurons.Reset.class),
                    parameters.wholes("thresholds", 0, MOST_THRESHOLD));
        } catch (NumberFormatException none) {
            throw new InputException("a leak of '" + leak + "' is no number", none);
        }
    }

    @Override
    public void writeTo(ParameterWriter parameters) {
        parameters.text("leak", Double.toString(leak));
        parameters.constant("reset", reset);
        parameters.wholes("thresholds", thresholds);
    }

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public List<StateWord> state() {
        return List.of(POTENTIAL);
    }

    @Override
    public int entries() {
        return thresholds.length;
    }

    @Override
    public int step(int[] state, int input, int entry) {
        long threshold = UNIT * thresholds[entry];
        long kept = leak == 1 ? state[0] : (long) ((double) state[0] / UNIT * leak * UNIT);
        long potential = kept + UNIT * input;
        boolean fires = potential > threshold;
        long next = !fires ? potential : reset == LeakyNeurons.Reset.ZERO ? 0 : potential - threshold;
        state[0] = StateWord.saturated(next, StateWord.MAX_BITS);
        return (fires ? SPIKE : 0) | (state[0] == next ? 0 : OVERFLOW);
    }
}
