package org.synfire.emulator.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.Long2LongHashMap;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Population;

/**
 * The axon-out memory that a population's cores need: one metadata word for each neuron, and lists of destination
 * entries, one entry for each core a spike goes to; equal lists of one core are stored once (REFERENCE A5). The outputs
 * of a pooling gate are senders with a metadata word of their own.
 *
 * <p>Darwin3 has one base index for all destinations of a neuron; that one index serves all its projections is assumed
 * here.
 */
final class DestinationLists {
    private final Population population;
    private final List<Departure> departures;

    /**
     * What leaves through one gate, or through none.
     *
     * @param listOf for each element its list
     * @param length for each list its entries; 0 for the list of those without destinations
     */
    private record Departure(boolean isGated, SentElements elements, int[] listOf, int[] length) {
        private static final long UNKNOWN = -1;

        /** The same with the destinations of one more projection. */
        Departure with(Arrival arrival, Population population) {
            int[] inputOf = arrival.projection().inputOfSent(population);
            long entriesBound = arrival.projection().synapses().in().size() + 1L;
            Long2LongHashMap lists = new Long2LongHashMap(UNKNOWN);
            IntArrayList lengths = new IntArrayList();
            int[] extended = new int[listOf.length];
            for (int e = 0; e < extended.length; e++) {
                int entries = inputOf[e] == AxisClasses.NONE ? AxisClasses.NONE : arrival.entries(inputOf[e]);
                long key = listOf[e] * entriesBound + entries + 1;
                long list = lists.get(key);
                if (list == UNKNOWN) {
                    list = lengths.size();
                    lists.put(key, list);
                    lengths.addInt(
                            length[listOf[e]] + (entries == AxisClasses.NONE ? 0 : arrival.entryCount(inputOf[e])));
                }
                extended[e] = (int) list;
            }
            return new Departure(isGated, elements, extended, lengths.toIntArray());
        }
    }

    /** @param outbound how the population's projections land, their targets being cut */
    DestinationLists(Population population, List<Arrival> outbound) {
        this.population = population;
        Map<Optional<MaxGate>, List<Arrival>> byGate = outbound.stream()
                .collect(Collectors.groupingBy(
                        arrival -> arrival.projection().gate(), LinkedHashMap::new, Collectors.toList()));
        this.departures = byGate.entrySet().stream()
                .map(entry -> departure(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Departure departure(Optional<MaxGate> gate, List<Arrival> arrivals) {
        SentElements elements = SentElements.of(population, gate);
        Departure departure = new Departure(gate.isPresent(), elements, new int[elements.count()], new int[1]);
        for (Arrival arrival : arrivals) {
            departure = departure.with(arrival, population);
        }
        return departure;
    }

    /** Axon-out words of every core of a cut. */
    long[] words(Cut cut) {
        long[] words = new long[cut.cores()];
        for (int core = 0; core < words.length; core++) {
            words[core] = cut.slice(core, 0, 0).neurons();
        }
        for (Departure departure : departures) {
            addLists(departure, cut, words);
        }
        return words;
    }

    private static void addLists(Departure departure, Cut cut, long[] words) {
        int[] coreOf = departure.elements.cores(cut);
        boolean[][] isStored = new boolean[words.length][];
        for (int e = 0; e < coreOf.length; e++) {
            int core = coreOf[e];
            int list = departure.listOf[e];
            words[core] += departure.isGated ? 1 : 0;
            isStored[core] = isStored[core] == null ? new boolean[departure.length.length] : isStored[core];
            words[core] += isStored[core][list] ? 0 : departure.length[list];
            isStored[core][list] = true;
        }
    }
}
