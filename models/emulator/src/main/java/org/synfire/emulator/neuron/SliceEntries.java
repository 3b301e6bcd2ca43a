package org.synfire.emulator.neuron;

import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.Population;

/**
 * Spreads what a population states once, per channel or per neuron over the neurons of a slice.
 *
 * <p>Neurons lie channels innermost, so arrays repeat with a {@link #period}: the slice's channels, or all of its
 * neurons where something differs from neuron to neuron.
 */
final class SliceEntries {
    private static final int LONG_PERIOD = 128;

    private final Population population;
    private final Slice slice;
    private final int period;

    private SliceEntries(Population population, Slice slice, int mostEntries, int positions) {
        this.population = population;
        this.slice = slice;
        this.period = mostEntries > population.shape().channels() ? slice.neurons() : slice.channels() * positions;
    }

    /** @param mostEntries of the longest array: 1, one per channel, or one per neuron */
    SliceEntries(Population population, Slice slice, int mostEntries) {
        this(population, slice, mostEntries, 1);
    }

    /**
     * With entries for several positions, which divide those of the slice: loops over the neurons of a period are long
     * then.
     */
    static SliceEntries ofLongPeriod(Population population, Slice slice, int mostEntries) {
        int positions = slice.neurons() / slice.channels();
        int together = Math.clamp(LONG_PERIOD / slice.channels(), 1, positions);
        while (positions % together > 0) {
            together--;
        }
        return new SliceEntries(population, slice, mostEntries, together);
    }

    int period() {
        return period;
    }

    /** For each neuron of a period its entry in an array of so many. */
    int[] of(int entries) {
        int[] own = new int[period];
        for (int i = 0; i < period; i++) {
            own[i] = population.entry(
                    entries, slice.channelFrom() + i % slice.channels(), slice.element(population.shape(), i));
        }
        return own;
    }

    /** For each neuron of a period its value. */
    int[] valuesOf(int[] values) {
        int[] own = of(values.length);
        for (int i = 0; i < period; i++) {
            own[i] = values[own[i]];
        }
        return own;
    }
}
