package org.synfire.emulator.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.synfire.emulator.map.Slice;
import org.synfire.network.graph.Shape;
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
    private final List<List<Slice>> slicesOf = new ArrayList<>();
    private final List<List<Arrival>> arrivals;
    private final boolean sendersWanted;
    private final List<List<Way>> ways;
    private final List<RouteGroup> routes = new ArrayList<>();

    /** What decides which neuron is which axon: how a core's neurons are numbered, and who receives them. */
    private record AxonKey(
            SynapseTable table, Optional<MaxGate> gate, Optional<int[]> order, Slice.Bounds from, Shape shape) {}

    /**
     * One set of destinations, before its route has a number.
     *
     * @param input the port by which they receive it
     * @param senders as {@link RouteGroup} says
     */
    private record Way(Projection projection, AxonNumbers axons, int[] to, int input, RouteGroup.Senders senders) {}

    /**
     * @param slices the cores, at the index of their numbers
     * @param arrivals for each of them what it receives, in the order of its population's inbound projections
     * @param sendersWanted whether somebody wants to know what packets stand for
     */
    Departures(IntegerNetwork network, List<Slice> slices, List<List<Arrival>> arrivals, boolean sendersWanted) {
        this.network = network;
        this.arrivals = arrivals;
        this.sendersWanted = sendersWanted;
        network.populations().forEach(population -> slicesOf.add(new ArrayList<>(1)));
        slices.forEach(slice -> slicesOf.get(slice.population()).add(slice));
        Map<AxonKey, AxonNumbers> numbers = new ConcurrentHashMap<>();
        this.ways = slices.parallelStream().map(slice -> ways(slice, numbers)).toList();
    }

    /** All that were made so far. */
    List<RouteGroup> routes() {
        return routes;
    }

    /**
     * The departures of one core: gives its routes their numbers. A projection that reaches no core still has its gate,
     * which keeps what inputs are tied.
     */
    List<Departure> of(Slice from) {
        List<Departure> departures = new ArrayList<>(1);
        for (Projection projection : network.outbound(from.population())) {
            departure(departures, projection.gate());
        }
        for (Way way : ways.get(from.id())) {
            departure(departures, way.projection.gate()).branches().add(branch(from, way));
        }
        return departures;
    }

    private static Departure departure(List<Departure> departures, Optional<MaxGate> gate) {
        for (Departure departure : departures) {
            if (departure.gate().equals(gate)) {
                return departure;
            }
        }
        Departure added = new Departure(gate, new ArrayList<>(1));
        departures.add(added);
        return added;
    }

    private OutputPort.Branch branch(Slice from, Way way) {
        RouteGroup route = new RouteGroup(
                routes.size(), way.projection.id(), from.id(), way.to, way.projection.delay(), way.senders);
        routes.add(route);
        return new OutputPort.Branch(
                route,
                way.axons,
                IntStream.of(way.to)
                        .mapToLong(core -> CoreActor.header(core, way.input))
                        .toArray(),
                sendersWanted ? withAxon(way.axons.axonOf()) : null);
    }

    /** @param numbers those that were found so far */
    private List<Way> ways(Slice from, Map<AxonKey, AxonNumbers> numbers) {
        List<Way> all = new ArrayList<>(1);
        for (Projection projection : network.outbound(from.population())) {
            addWays(from, projection, numbers, all);
        }
        return all;
    }

    /** What a core sends over a projection, found once for all cores that it may reach, when it is first needed. */
    private final class SentInputs {
        private final Slice from;
        private final Projection projection;
        private Optional<int[]> inputs = Optional.empty();

        SentInputs(Slice from, Projection projection) {
            this.from = from;
            this.projection = projection;
        }

        /** For each neuron, or gate output, of the core the element of the synapses' input that it is, or -1. */
        int[] inputs() {
            if (inputs.isEmpty()) {
                int[] inputOf = projection.inputOfSent(network.population(projection.source()));
                inputs = Optional.of(IntStream.of(sentElements(from, projection))
                        .map(sent -> inputOf[sent])
                        .toArray());
            }
            return inputs.get();
        }
    }

    /** Cores whose neurons are numbered alike follow in the order of the first of each kind. */
    private void addWays(Slice from, Projection projection, Map<AxonKey, AxonNumbers> numbers, List<Way> ways) {
        SentInputs sent = new SentInputs(from, projection);
        int input = network.inbound(projection.target()).indexOf(projection);
        List<AxonNumbers> kinds = new ArrayList<>(1);
        List<List<Integer>> destinations = new ArrayList<>(1);
        for (Slice to : slicesOf.get(projection.target())) {
            AxonNumbers axons = numbers.computeIfAbsent(
                    key(from, projection, table(to.id(), input)), key -> axons(sent.inputs(), key.table));
            if (!axons.isEmpty()) {
                group(kinds, destinations, axons, to.id());
            }
        }
        for (int k = 0; k < kinds.size(); k++) {
            int[] to = destinations.get(k).stream().mapToInt(Integer::intValue).toArray();
            RouteGroup.Senders senders =
                    sendersWanted ? senders(from, projection, kinds.get(k).axonOf(), to, input) : null;
            ways.add(new Way(projection, kinds.get(k), to, input, senders));
        }
    }

    private RouteGroup.Senders senders(Slice from, Projection projection, int[] axonOf, int[] to, int input) {
        int[] releasedBy = projection
                .gate()
                .map(gate -> HeldWindows.of(gate, from).lastMembers())
                .orElseGet(() -> IntStream.range(0, axonOf.length).toArray());
        int[][] operations = IntStream.of(to)
                .mapToObj(core -> {
                    SynapseTable table = table(core, input);
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

    private SynapseTable table(int core, int input) {
        return arrivals.get(core).get(input).table();
    }

    private AxonKey key(Slice from, Projection projection, SynapseTable table) {
        return new AxonKey(
                table,
                projection.gate(),
                projection.order(),
                from.bounds(),
                network.population(from.population()).shape());
    }

    /** Most pairs of cores of large maps have no axon; none of them keeps an array. */
    private static AxonNumbers axons(int[] inputs, SynapseTable table) {
        AxonNumbers found = new AxonNumbers(IntStream.of(inputs)
                .map(input -> input < 0 ? SynapseTable.NO_AXON : table.axon(input))
                .toArray());
        return found.isEmpty() ? AxonNumbers.NONE : found;
    }

    /** For each neuron, or gate output, of the core its number in what the population sends. */
    private int[] sentElements(Slice from, Projection projection) {
        Shape shape = network.population(from.population()).shape();
        return projection
                .gate()
                .map(gate -> windowsSent(from, gate))
                .orElseGet(() -> IntStream.range(0, from.neurons())
                        .map(n -> from.element(shape, n))
                        .toArray());
    }

    private static int[] windowsSent(Slice from, MaxGate gate) {
        int[] windows = HeldWindows.of(gate, from).windows();
        int positions = gate.out().positions();
        return IntStream.range(0, windows.length * from.channels())
                .map(i -> (from.channelFrom() + i % from.channels()) * positions + windows[i / from.channels()])
                .toArray();
    }

    private static void group(List<AxonNumbers> kinds, List<List<Integer>> destinations, AxonNumbers axons, int to) {
        for (int k = 0; k < kinds.size(); k++) {
            if (kinds.get(k) == axons || Arrays.equals(kinds.get(k).axonOf(), axons.axonOf())) {
                destinations.get(k).add(to);
                return;
            }
        }
        kinds.add(axons);
        destinations.add(new ArrayList<>(List.of(to)));
    }
}
