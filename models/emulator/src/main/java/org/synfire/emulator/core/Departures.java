package org.synfire.emulator.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Projection;

/**
 * Which spikes of each core go where: the destinations of a core, grouped by equal axon numbers.
 *
 * <p>Cores are slices here, or units of slices that are computed together.
 */
final class Departures {
    private final IntegerNetwork network;
    private final List<Slice> slices;
    private final List<List<Arrival>> arrivals;
    private final boolean sendersWanted;
    private final List<RouteGroup> routes = new ArrayList<>();

    /**
     * @param slices the cores, at the index of their numbers
     * @param arrivals for each of them what it receives, in the order of its population's inbound projections
     * @param sendersWanted whether somebody wants to know what packets stand for
     */
    Departures(IntegerNetwork network, List<Slice> slices, List<List<Arrival>> arrivals, boolean sendersWanted) {
        this.network = network;
        this.slices = slices;
        this.arrivals = arrivals;
        this.sendersWanted = sendersWanted;
    }

    /** All that were made so far. */
    List<RouteGroup> routes() {
        return routes;
    }

    /** The departures of one core. */
    List<Departure> of(Slice from) {
        List<Departure> departures = new ArrayList<>();
        for (Projection projection : network.outbound(from.population())) {
            departure(departures, projection.gate()).branches().addAll(branches(from, projection));
        }
        return departures;
    }

    private static Departure departure(List<Departure> departures, Optional<MaxGate> gate) {
        for (Departure departure : departures) {
            if (departure.gate().equals(gate)) {
                return departure;
            }
        }
        Departure added = new Departure(gate, departures.size(), new ArrayList<>());
        departures.add(added);
        return added;
    }

    private List<OutputPort.Branch> branches(Slice from, Projection projection) {
        int[] sentElements = sentElements(from, projection);
        int[] inputOf = projection.inputOfSent(network.population(projection.source()));
        List<int[]> axons = new ArrayList<>();
        List<List<Integer>> destinations = new ArrayList<>();
        for (Slice to : slices) {
            if (to.population() == projection.target()) {
                int[] axonOf = axonOf(table(projection, to), sentElements, inputOf);
                if (IntStream.of(axonOf).anyMatch(axon -> axon != SynapseTable.NO_AXON)) {
                    group(axons, destinations, axonOf, to.id());
                }
            }
        }
        List<OutputPort.Branch> branches = new ArrayList<>();
        int input = network.inbound(projection.target()).indexOf(projection);
        for (int g = 0; g < axons.size(); g++) {
            int[] to = destinations.get(g).stream().mapToInt(Integer::intValue).toArray();
            RouteGroup.Senders senders = sendersWanted ? senders(from, projection, axons.get(g), to) : null;
            RouteGroup route =
                    new RouteGroup(routes.size(), projection.id(), from.id(), to, projection.delay(), senders);
            routes.add(route);
            branches.add(new OutputPort.Branch(
                    route,
                    axons.get(g),
                    IntStream.of(to)
                            .mapToLong(core -> CoreActor.header(core, input))
                            .toArray(),
                    sendersWanted ? withAxon(axons.get(g)) : null));
        }
        return branches;
    }

    private RouteGroup.Senders senders(Slice from, Projection projection, int[] axonOf, int[] to) {
        int[] releasedBy = projection
                .gate()
                .map(gate -> HeldWindows.of(gate, from).lastMembers())
                .orElseGet(() -> IntStream.range(0, axonOf.length).toArray());
        int[][] operations = IntStream.of(to)
                .mapToObj(core -> {
                    SynapseTable table = table(projection, slices.get(core));
                    return IntStream.of(axonOf)
                            .map(axon -> axon == SynapseTable.NO_AXON ? 0 : table.operations(axon))
                            .toArray();
                })
                .toArray(int[][]::new);
        return new RouteGroup.Senders(releasedBy, operations);
    }

    /** The bits of what has an axon. */
    static long[] withAxon(int[] axonOf) {
        long[] bits = new long[Math.ceilDiv(axonOf.length, Long.SIZE)];
        IntStream.range(0, axonOf.length)
                .filter(i -> axonOf[i] != SynapseTable.NO_AXON)
                .forEach(i -> bits[i / Long.SIZE] |= 1L << i);
        return bits;
    }

    private SynapseTable table(Projection projection, Slice to) {
        return arrivals.get(to.id())
                .get(network.inbound(projection.target()).indexOf(projection))
                .table();
    }

    /** For each neuron, or gate output, of the core its number in what the population sends. */
    private int[] sentElements(Slice from, Projection projection) {
        return projection
                .gate()
                .map(gate -> windowsSent(from, gate))
                .orElseGet(() -> IntStream.range(0, from.neurons())
                        .map(n -> from.element(
                                network.population(from.population()).shape(), n))
                        .toArray());
    }

    private static int[] windowsSent(Slice from, MaxGate gate) {
        int[] windows = HeldWindows.of(gate, from).windows();
        int positions = gate.out().positions();
        return IntStream.range(0, windows.length * from.channels())
                .map(i -> (from.channelFrom() + i % from.channels()) * positions + windows[i / from.channels()])
                .toArray();
    }

    private static int[] axonOf(SynapseTable table, int[] sentElements, int[] inputOf) {
        return IntStream.of(sentElements)
                .map(sent -> inputOf[sent] < 0 ? SynapseTable.NO_AXON : table.axon(inputOf[sent]))
                .toArray();
    }

    private static void group(List<int[]> axons, List<List<Integer>> destinations, int[] axonOf, int to) {
        for (int g = 0; g < axons.size(); g++) {
            if (Arrays.equals(axons.get(g), axonOf)) {
                destinations.get(g).add(to);
                return;
            }
        }
        axons.add(axonOf);
        destinations.add(new ArrayList<>(List.of(to)));
    }
}
