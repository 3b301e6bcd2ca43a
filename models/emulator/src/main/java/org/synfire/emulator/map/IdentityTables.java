package org.synfire.emulator.map;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.synfire.network.integer.Synapses;
import org.synfire.noc.ChipLimitException;

/**
 * The axon-in tables of an identity branch at one core: one metadata word for each different weight, since neuron
 * numbers are relative to the sender's.
 *
 * <p>A weight that one synapse cannot hold repeats the neuron's number: {@code k} parallel synapses take {@code k}
 * numbers, shared by all weights of the same k, and k weights; a single synapse's weight stands in the metadata.
 */
final class IdentityTables {
    private final Synapses.Identity synapses;
    private final boolean[] isSent;
    private final TableFormat format;

    /**
     * @param isSent for each channel whether it is ever sent
     * @throws ChipLimitException if a weight needs more parallel synapses than one list has
     */
    IdentityTables(Synapses.Identity synapses, boolean[] isSent, TableFormat format) {
        this.synapses = synapses;
        this.isSent = isSent;
        this.format = format;
        int most = IntStream.range(0, synapses.in().channels())
                .map(synapses::parallel)
                .max()
                .orElse(0);
        if (most > format.longestList()) {
            throw new ChipLimitException(String.format(
                    Locale.ROOT,
                    "an identity branch of %s has a weight that takes %d parallel synapses; one axon has at most "
                            + "%d targets",
                    synapses.in(),
                    most,
                    format.longestList()));
        }
    }

    /**
     * Where channels land: each at its own part, by an entry shared by all of the same weight; a weight of 0 nowhere.
     */
    AxisArrival channels(int[] bounds) {
        int[] partOf = Cut.partOf(bounds);
        return AxisArrival.of(
                partOf.length,
                channel -> synapses.weight(channel) == 0
                        ? null
                        : new AxisArrival.OneInput(
                                List.of(partOf[channel], synapses.weight(channel)), List.of(partOf[channel])));
    }

    /** Words for the channels from..to-1. */
    AxonIn words(int from, int to) {
        var parallel = new TreeSet<Integer>();
        var weights = new TreeSet<Integer>();
        long metadata = 0;
        long ids = 0;
        long lists = 0;
        for (int channel = from; channel < to; channel++) {
            int synapsesEach = synapses.parallel(channel);
            if (isSent[channel] && synapsesEach > 0 && weights.add(synapses.weight(channel))) {
                metadata++;
                lists += synapsesEach > 1 ? format.weightWords(synapsesEach) : 0;
                ids += parallel.add(synapsesEach) ? format.idWords(synapsesEach) : 0;
            }
        }
        return new AxonIn(metadata, ids, lists, 0);
    }
}
