package org.synfire.emulator.map;

import java.util.Locale;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.chip.ChipDescription;

/**
 * How many entries an axon-in word holds (REFERENCE A4, A5): one metadata entry, four neuron numbers of 12 bits,
 * {@code floor(48 / w)} weights of w bits.
 */
record TableFormat(int idsPerWord, int weightsPerWord, int stateWordsPerNeuron, int longestList) {
    private static final int NEURON_ID_BITS = 12;

    /** @throws ChipLimitException if the chip has no width that holds the weights that end in a population */
    static TableFormat of(IntegerNetwork network, int population, ChipDescription chip) {
        int needed = network.weightBits(population);
        int width = chip.weightBits().values().stream()
                .mapToInt(Integer::intValue)
                .filter(bits -> bits >= needed)
                .min()
                .orElseThrow(() -> new ChipLimitException(String.format(
                        Locale.ROOT,
                        "network %s has weights of %d bits; the widths of chip %s are %s bits: quantise to fewer bits",
                        network.name(),
                        needed,
                        chip.name(),
                        chip.weightBits().valueText())));
        return new TableFormat(
                Math.max(1, chip.weightsPerWord(NEURON_ID_BITS)),
                chip.weightsPerWord(width),
                chip.stateWordsPerNeuron(),
                1 << NEURON_ID_BITS);
    }

    /** Words of a table of neuron numbers. */
    long idWords(long ids) {
        return Math.ceilDiv(ids, (long) idsPerWord);
    }

    /** Words of a table of weights. */
    long weightWords(long weights) {
        return Math.ceilDiv(weights, (long) weightsPerWord);
    }
}
