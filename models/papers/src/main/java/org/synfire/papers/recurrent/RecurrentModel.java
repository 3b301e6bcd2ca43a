package org.synfire.papers.recurrent;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.synfire.engine.InputException;
import org.synfire.network.integer.IntegerNetwork;

/**
 * A recurrent network in steps of 0.1 ms, and what is known of its activity.
 *
 * @param network an input that nobody reads, then the populations
 * @param known of each population behind the input
 */
public record RecurrentModel(IntegerNetwork network, List<Known> known) {
    /** Steps of a second. */
    public static final int STEPS_PER_SECOND = 10_000;

    private static final double LEAST_SCALE = 0.1;

    /**
     * Checks a scale of neurons and synapses: below 0.1 the weights, which grow, do not fit 16 bits.
     *
     * @throws InputException if it is not within 0.1..1
     */
    public static void requireScale(double scale) {
        if (!(scale >= LEAST_SCALE && scale <= 1)) {
            throw new InputException(
                    String.format(Locale.ROOT, "a scale of %s: %s..1 are possible", scale, LEAST_SCALE));
        }
    }

    /** @throws IllegalArgumentException if not every population is known */
    public RecurrentModel {
        known = List.copyOf(known);
        if (known.size() != network.populations().size() - 1) {
            throw new IllegalArgumentException(known.size() + " known populations of "
                    + (network.populations().size() - 1));
        }
    }

    /**
     * What is known of a population.
     *
     * @param isInhibitory whether it inhibits
     * @param expectedRate spikes of a neuron in a second, by which workers share the neurons equally; results do not
     *     depend on it
     * @param statedRate the rate that somebody else's run has, if there is one
     * @param statedIrregularity the mean coefficient of variation of intervals there, if it is stated
     */
    public record Known(
            boolean isInhibitory, double expectedRate, OptionalDouble statedRate, OptionalDouble statedIrregularity) {}
}
