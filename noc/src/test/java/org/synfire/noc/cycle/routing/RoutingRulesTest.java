package org.synfire.noc.cycle.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.synfire.noc.Direction;
import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.BernoulliTraffic;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.NetworkCounters;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.Routing;
import org.synfire.noc.cycle.event.NetworkInvariants;
import org.synfire.noc.cycle.form.CycleNetworks;

/**
 * What must hold for every routing, also for one that is added: its paths lead to their destination over working links,
 * it connects exactly the pairs that its rules connect, its channel dependencies have no cycle, and on faulty meshes
 * every packet is either delivered or counted as lost.
 */
@Timeout(300)
class RoutingRulesTest {
    private static final int[] NONE = {};
    private static final int PORTS = Ports.COUNT;

    /** A mesh and what is faulty in it. */
    record Case(String name, Mesh mesh, Faults faults) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        Mesh five = Mesh.ofOneChip(5, 5);
        Mesh twoChips = new Mesh(3, 4, 2, 1);
        Mesh row = Mesh.ofOneChip(6, 1);
        Mesh column = Mesh.ofOneChip(1, 6);
        Map<String, Case> named = new LinkedHashMap<>();
        add(named, "nothing faulty, 5 x 5", five, NONE, NONE);
        add(named, "nothing faulty, 4 x 6", Mesh.ofOneChip(4, 6), NONE, NONE);
        add(named, "one direction of a link", five, new int[] {five.link(five.node(1, 1), Direction.EAST)}, NONE);
        add(named, "both directions of a link", five, both(five, five.node(2, 2), Direction.SOUTH), NONE);
        add(named, "a router in the middle", five, NONE, new int[] {five.node(2, 2)});
        add(named, "a router in an odd column", five, NONE, new int[] {five.node(3, 1)});
        add(named, "a corner", five, NONE, new int[] {five.node(0, 0)});
        add(
                named,
                "links and routers",
                five,
                join(both(five, five.node(0, 3), Direction.EAST), both(five, five.node(3, 3), Direction.NORTH)),
                new int[] {five.node(1, 1), five.node(4, 2)});
        add(named, "a wall with a gap", five, NONE, new int[] {
            five.node(2, 0), five.node(2, 1), five.node(2, 3), five.node(2, 4)
        });
        add(named, "a node without links", five, around(five, five.node(3, 3)), NONE);
        add(named, "a link between chips", twoChips, both(twoChips, twoChips.node(2, 1), Direction.EAST), NONE);
        add(named, "a broken row", row, both(row, 2, Direction.EAST), NONE);
        add(named, "a broken column", column, NONE, new int[] {3});
        SplittableRandom random = new SplittableRandom(17);
        for (int seed = 0; seed < 6; seed++) {
            Mesh mesh = Mesh.ofOneChip(3 + random.nextInt(4), 3 + random.nextInt(4));
            int[] links = IntStream.range(0, mesh.linkIds())
                    .filter(mesh::hasLink)
                    .filter(link -> random.nextInt(mesh.linkIds()) < 6)
                    .toArray();
            int[] routers = IntStream.range(0, mesh.nodes())
                    .filter(node -> random.nextInt(mesh.nodes()) < 2)
                    .toArray();
            add(named, "drawn with number " + seed, mesh, links, routers);
        }
        return List.copyOf(named.values());
    }

    private static void add(Map<String, Case> named, String name, Mesh mesh, int[] links, int[] routers) {
        named.put(name, new Case(name, mesh, Faults.of(mesh, links, routers)));
    }

    private static int[] both(Mesh mesh, int node, Direction direction) {
        int link = mesh.link(node, direction);
        return new int[] {link, mesh.link(mesh.linkTarget(link), Direction.ofLink(direction.ordinal() ^ 2))};
    }

    private static int[] around(Mesh mesh, int node) {
        return Arrays.stream(Direction.values())
                .map(direction -> both(mesh, node, direction))
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    private static int[] join(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }

    @ParameterizedTest
    @EnumSource
    void connectsExactlyThePairsThatItsRulesConnect(Routing routing) {
        for (Case on : cases()) {
            Routes routes = routing.rules().routes(on.mesh, on.faults);
            for (int source = 0; source < on.mesh.nodes(); source++) {
                int[] expected = oracle(routing, on, source);
                for (int destination = 0; destination < on.mesh.nodes(); destination++) {
                    String pair = String.format(Locale.ROOT, "%s, %s: %d to %d", routing, on, source, destination);
                    boolean isReachable = routes.isReachable(source, destination);
                    assertEquals(expected[destination] >= 0, isReachable, pair);
                    if (isReachable) {
                        assertEquals(expected[destination], routes.hops(source, destination), pair);
                    }
                }
            }
        }
    }

    /**
     * @return for every node the links of the shortest path that the rules allow to it; -1 if there is none. Breadth
     *     first over nodes with their port of entry.
     */
    private static int[] oracle(Routing routing, Case on, int source) {
        int[] hops = new int[on.mesh.nodes()];
        Arrays.fill(hops, -1);
        if (on.faults.isRouterFaulty(source)) {
            return hops;
        }
        for (AxisOrder order : AxisOrder.values()) {
            if (routing.rules().channels(order, routing.leastVirtualChannels()) != 0) {
                search(routing, order, on, source, hops);
            }
        }
        return hops;
    }

    private static void search(Routing routing, AxisOrder order, Case on, int source, int[] hops) {
        int[] distance = new int[on.mesh.nodes() * PORTS];
        Arrays.fill(distance, -1);
        Deque<Integer> queue = new ArrayDeque<>(List.of(source * PORTS));
        distance[source * PORTS] = 0;
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int node = state / PORTS;
            int entry = state % PORTS;
            hops[node] = hops[node] < 0 ? distance[state] : Math.min(hops[node], distance[state]);
            for (Direction direction : Direction.values()) {
                int link = on.mesh.link(node, direction);
                boolean isOpen = on.mesh.hasLink(link) && !on.faults.isLinkFaulty(link);
                if (isOpen && mayLeave(routing, order, on.mesh.x(node), entry, direction.port())) {
                    int next = on.mesh.linkTarget(link) * PORTS + Ports.opposite(direction.port());
                    if (distance[next] < 0) {
                        distance[next] = distance[state] + 1;
                        queue.add(next);
                    }
                }
            }
        }
    }

    private static boolean mayLeave(Routing routing, AxisOrder order, int column, int entry, int port) {
        if (entry == Ports.LOCAL) {
            return true;
        }
        boolean comesAlongY = Ports.isAlongY(entry);
        boolean leavesAlongY = Ports.isAlongY(port);
        return entry != port
                && switch (routing.rules()) {
                    case DimensionOrderRouting _ ->
                        comesAlongY == leavesAlongY || comesAlongY == (order == AxisOrder.Y_FIRST);
                    case TurnModelRouting turns -> turns.mayTurn(column, entry, port);
                };
    }

    /** Follows every path that the routing function can choose, and orders the links by who waits for whom. */
    @ParameterizedTest
    @EnumSource
    void everyPathArrivesAndNoChannelsWaitInACycle(Routing routing) {
        for (Case on : cases()) {
            Routes routes = routing.rules().routes(on.mesh, on.faults);
            Map<Integer, BitSet> waits = new HashMap<>();
            int[] drawn = new int[AxisOrder.values().length];
            SplittableRandom random = new SplittableRandom(1);
            for (int source = 0; source < on.mesh.nodes(); source++) {
                for (int destination = 0; destination < on.mesh.nodes(); destination++) {
                    for (int draw = 0; draw < 8 && routes.isReachable(source, destination); draw++) {
                        AxisOrder order = routes.order(source, destination, random);
                        drawn[order.ordinal()]++;
                        new Walk(on, routes, order, source, destination).into(waits);
                    }
                }
            }
            int channels = routing.leastVirtualChannels();
            for (AxisOrder order : AxisOrder.values()) {
                assertEquals(
                        routing.rules().channels(order, channels) != 0,
                        drawn[order.ordinal()] != 0,
                        routing + " has channels for the orders that it draws");
            }
            assertEquals(
                    0,
                    routing.rules().channels(AxisOrder.X_FIRST, channels)
                            & routing.rules().channels(AxisOrder.Y_FIRST, channels),
                    routing + " keeps the orders apart");
            assertAcyclic(routing, on, waits);
        }
    }

    /** All paths of one packet: where several ports are allowed, each is followed. */
    private static final class Walk {
        private final Case on;
        private final Routes routes;
        private final AxisOrder order;
        private final int destination;
        private final int source;
        private Map<Integer, BitSet> waits;

        Walk(Case on, Routes routes, AxisOrder order, int source, int destination) {
            this.on = on;
            this.routes = routes;
            this.order = order;
            this.source = source;
            this.destination = destination;
        }

        void into(Map<Integer, BitSet> edges) {
            waits = edges;
            follow(source, -1, routes.hops(source, destination));
        }

        private void follow(int node, int link, int hopsLeft) {
            int inPort = link < 0
                    ? Ports.LOCAL
                    : Ports.opposite(Direction.ofLink(link).port());
            BitSet ports = new BitSet();
            for (boolean second : new boolean[] {false, true}) {
                ports.set(port(node, inPort, second));
            }
            for (int port = ports.nextSetBit(0); port >= 0; port = ports.nextSetBit(port + 1)) {
                if (port == Ports.LOCAL) {
                    assertEquals(destination, node, () -> describe(node));
                    assertEquals(0, hopsLeft, () -> describe(node));
                    continue;
                }
                int next = on.mesh.link(node, Direction.values()[port - 1]);
                assertTrue(on.mesh.hasLink(next) && !on.faults.isLinkFaulty(next), () -> describe(node));
                assertNotEquals(0, hopsLeft, () -> describe(node));
                if (link >= 0) {
                    waits.computeIfAbsent(channel(link), key -> new BitSet()).set(channel(next));
                }
                follow(on.mesh.linkTarget(next), next, hopsLeft - 1);
            }
        }

        private int channel(int link) {
            return link * AxisOrder.values().length + order.ordinal();
        }

        private int port(int node, int inPort, boolean takesSecond) {
            RouterView view = new RouterView() {
                @Override
                public long position(int router) {
                    return Flit.to(on.mesh.x(router), on.mesh.y(router));
                }

                @Override
                public int freer(int router, int first, int second) {
                    return takesSecond ? second : first;
                }
            };
            long head = Flit.to(on.mesh.x(destination), on.mesh.y(destination)) | order.flag();
            return routes.function().port(view, node, inPort, head);
        }

        private String describe(int node) {
            return String.format(Locale.ROOT, "%s: %d to %d, %s, at node %d", on, source, destination, order, node);
        }
    }

    /** Takes away channels that wait for none until nothing is left. */
    private static void assertAcyclic(Routing routing, Case on, Map<Integer, BitSet> waits) {
        Map<Integer, BitSet> left = new HashMap<>(waits);
        boolean changes = true;
        while (changes) {
            changes =
                    left.entrySet().removeIf(entry -> entry.getValue().stream().noneMatch(left::containsKey));
        }
        assertEquals(Map.of(), left, () -> routing + " on " + on + ": channels wait for each other");
    }

    /** The check above can fail: packets that turn as they like wait in a cycle. */
    @Test
    void aRoutingWithoutForbiddenTurnsIsFoundOut() {
        TurnModelRouting anyTurn = new TurnModelRouting() {
            @Override
            boolean mayTurn(int column, int inPort, int outPort) {
                return true;
            }

            @Override
            public int port(RouterView routers, int router, int inPort, long flit) {
                throw new AssertionError("asked on a mesh with faults");
            }
        };
        Mesh mesh = Mesh.ofOneChip(4, 4);
        Case on = new Case("one faulty link", mesh, Faults.of(mesh, new int[] {mesh.link(0, Direction.EAST)}, NONE));
        Routes routes = anyTurn.routes(mesh, on.faults);
        Map<Integer, BitSet> waits = new HashMap<>();
        for (int source = 0; source < mesh.nodes(); source++) {
            for (int destination = 0; destination < mesh.nodes(); destination++) {
                new Walk(on, routes, AxisOrder.X_FIRST, source, destination).into(waits);
            }
        }
        boolean isAcyclic = true;
        try {
            assertAcyclic(Routing.WEST_FIRST, on, waits);
        } catch (AssertionError expected) {
            isAcyclic = false;
        }
        assertFalse(isAcyclic);
    }

    /** Every node sends to every other, with a router and a packet length of its own on each mesh. */
    @ParameterizedTest
    @EnumSource
    void deliversThePairsThatItConnectsAndCountsTheOthersAsLost(Routing routing) {
        SplittableRandom random = new SplittableRandom(5);
        for (Case on : cases()) {
            RouterConfig router = RouterConfig.ofHopCycles(
                    1 + random.nextInt(5), routing.leastVirtualChannels() + random.nextInt(2), 1 + random.nextInt(3));
            NetworkSpec spec = NetworkSpec.of(on.mesh, router)
                    .withRouting(routing)
                    .withFaults(on.faults)
                    .withThreads(1 + random.nextInt(2))
                    .withSeed(random.nextInt());
            sendAllPairs(spec, on, 1 + random.nextInt(6));
        }
    }

    private static void sendAllPairs(NetworkSpec spec, Case on, int flits) {
        int nodes = on.mesh.nodes();
        String what = spec.routing() + " on " + on;
        BitSet arrived = new BitSet();
        long[] linksCrossed = new long[1];
        DeliveryListener listener = delivery -> {
            assertFalse(arrived.get((int) delivery.tag()), "a packet arrives once");
            arrived.set((int) delivery.tag());
            assertEquals(delivery.tag(), (long) delivery.source() * nodes + delivery.destination());
            linksCrossed[0] += (long) delivery.hops() * delivery.flits();
        };
        BitSet connected = new BitSet();
        int cutOff = 0;
        try (CycleNetwork network = CycleNetworks.eventDriven(spec, listener)) {
            for (int source = 0; source < nodes; source++) {
                int[] hops = oracle(spec.routing(), on, source);
                for (int destination = 0; destination < nodes; destination++) {
                    int pair = source * nodes + destination;
                    boolean bothWork = !on.faults.isRouterFaulty(source) && !on.faults.isRouterFaulty(destination);
                    connected.set(pair, hops[destination] >= 0);
                    cutOff += bothWork && hops[destination] < 0 ? 1 : 0;
                    assertTrue(network.offer(pair, source, destination, flits, 0));
                }
            }
            new NetworkInvariants(network).advanceTo(60);
            assertTrue(network.advanceUntilEmpty(5_000_000), what + " runs empty");
            assertEquals(connected, arrived, what);
            assertEquals(cutOff, network.reachability().cutOffPairs(), what);
            NetworkCounters counters = network.counters();
            assertEquals((long) nodes * nodes, counters.packetsOffered(), what);
            assertEquals(connected.cardinality(), counters.packetsDelivered(), what);
            assertEquals((long) nodes * nodes - connected.cardinality(), counters.packetsLost(), what);
            assertEquals(0, counters.packetsInFlight(), what);
            assertEquals(counters.flitsInjected(), counters.flitsDelivered(), what);
            assertEquals((long) flits * connected.cardinality(), counters.flitsDelivered(), what);
            assertEquals(linksCrossed[0], counters.linkTraversals(), what + ": paths have the length they are said to");
            for (int link = 0; link < on.mesh.linkIds(); link++) {
                assertTrue(network.linkFlits(link) == 0 || !on.faults.isLinkFaulty(link), what + ": link " + link);
            }
        }
    }

    /** Buffers of one or two flits, packets longer than they are, and more load than the network can carry. */
    @ParameterizedTest
    @EnumSource
    void doesNotDeadlockOnFaultyMeshesInOverload(Routing routing) {
        SplittableRandom random = new SplittableRandom(23);
        for (Case on : cases()) {
            RouterConfig router = RouterConfig.ofHopCycles(
                    1 + random.nextInt(5), routing.leastVirtualChannels() + random.nextInt(2), 1 + random.nextInt(2));
            NetworkSpec spec = NetworkSpec.of(on.mesh, router)
                    .withRouting(routing)
                    .withFaults(on.faults)
                    .withSeed(random.nextInt());
            try (CycleNetwork network = CycleNetworks.eventDriven(spec, DeliveryListener.NONE)) {
                new BernoulliTraffic(
                                network,
                                BernoulliTraffic.uniform(on.mesh.nodes()),
                                1,
                                3 + random.nextInt(6),
                                random.nextInt())
                        .runTo(500);
                assertTrue(network.advanceUntilEmpty(10_000_000), () -> spec + " does not run empty");
                NetworkCounters counters = network.counters();
                assertEquals(counters.packetsOffered(), counters.packetsDelivered() + counters.packetsLost());
                assertEquals(counters.flitsInjected(), counters.flitsDelivered());
            }
        }
    }
}
