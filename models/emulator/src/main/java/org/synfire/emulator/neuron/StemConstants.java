package org.synfire.emulator.neuron;

import java.util.stream.IntStream;
import org.synfire.emulator.kernel.Rescaling;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Rescale;

/**
 * What a core's {@link StemNeurons} need of their population; cores with the same part of equal populations share it.
 *
 * @param neurons of the core
 * @param bias of the neurons of a period
 * @param rescaling of the neurons of a period
 * @param sentCodes for each byte that holds a rescaled sum the byte that is sent in its place: one table, or one per
 *     channel; none where all are sent as they are
 * @param functions for each neuron of a period its table
 */
public record StemConstants(int neurons, int[] bias, Rescaling rescaling, byte[][] sentCodes, int[] functions) {
    static final int BYTE_VALUES = 1 << Byte.SIZE;

    /** Of a slice of a population. */
    public static StemConstants of(Neurons.Stem stem, Population population, Slice slice) {
        Rescale rescale = stem.effectiveRescale();
        SliceEntries entries = SliceEntries.ofLongPeriod(
                population,
                slice,
                Math.max(stem.effectiveBias().length, Math.max(rescale.entries(), stem.sentFunctions())));
        return new StemConstants(
                slice.neurons(),
                entries.valuesOf(stem.effectiveBias()),
                rescaling(rescale, entries, stem.rescaledCode()),
                sentCodes(stem),
                entries.of(stem.sentFunctions()));
    }

    private static Rescaling rescaling(Rescale rescale, SliceEntries entries, Code code) {
        int[] entryOf = entries.of(rescale.entries());
        return new Rescaling(
                IntStream.of(entryOf).map(rescale::multiplier).toArray(),
                IntStream.of(entryOf).map(rescale::negative).toArray(),
                IntStream.of(entryOf).mapToLong(rescale::shift).toArray(),
                IntStream.of(entryOf).mapToLong(rescale::addend).toArray(),
                rescale.stages(),
                code.low(),
                code.high());
    }

    private static byte[][] sentCodes(Neurons.Stem stem) {
        if (stem.sendsAsRescaled()) {
            return new byte[0][];
        }
        byte[][] sent = new byte[stem.sentFunctions()][BYTE_VALUES];
        for (int channel = 0; channel < sent.length; channel++) {
            for (int value = stem.rescaledCode().low();
                    value <= stem.rescaledCode().high();
                    value++) {
                sent[channel][value & BYTE_VALUES - 1] = (byte) stem.sent(channel, value);
            }
        }
        return sent;
    }
}
