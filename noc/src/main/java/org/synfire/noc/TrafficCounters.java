package org.synfire.noc;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.stream.IntStream;
import org.agrona.collections.Long2LongHashMap;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;

/**
 * The counters of the {@code ideal} timing: exact numbers of packets, hops and packets per link, without contention.
 *
 * <p>A pair of nodes that communicate is registered once with {@link #route}, before the first step. In a step,
 * {@link #add} counts the packets of that route, and {@link #endStep} adds them to the links of their paths. All
 * results cover finished steps only; methods named {@code step...} cover the last finished step.
 *
 * <p>The sum over all links always equals {@link #hops}. A packet from a node to itself has 0 hops and passes the
 * injection and ejection ports of the node.
 *
 * <p><b>Threads:</b> one at a time. <b>Memory:</b> {@link #add} and {@link #endStep} allocate nothing; 28 bytes a link
 * id, 512 more for a link that a route crosses, 40 bytes a node, 36 bytes a route and its entry in a hash map.
 * <b>Cost:</b> {@link #add} is constant, {@link #endStep} is the sum of the path lengths of the routes used in the
 * step.
 */
public final class TrafficCounters implements Checkpointed {
    private static final long NO_ROUTE = -1;
    private static final int FIRST_CAPACITY = 64;

    private final Mesh mesh;
    private final RouterTiming timing;
    private final DimensionOrderRoute path;
    private final BitSet chipBoundaries = new BitSet();
    private final Long2LongHashMap routeOfPair = new Long2LongHashMap(NO_ROUTE);

    private int routeCount;
    private int[] from = new int[FIRST_CAPACITY];
    private int[] to = new int[FIRST_CAPACITY];
    private int[] dx = new int[FIRST_CAPACITY];
    private int[] dy = new int[FIRST_CAPACITY];
    private long[] routePackets = new long[FIRST_CAPACITY];
    private long[] pendingPackets = new long[FIRST_CAPACITY];
    private int[] pendingRoutes = new int[FIRST_CAPACITY];
    private int pendingCount;

    private final StepLoads links;
    private final LinkTimeline timeline;
    private final StepLoads injection;
    private final StepLoads ejection;
    private final LinkConsumer loadLink = this::loadLink;
    private final StepLoads.ChannelConsumer closeLink = this::closeLink;
    private final StepLoads.ChannelConsumer closePort = this::closePort;
    private long packetsOnPath;

    private long steps;
    private long packets;
    private long hops;
    private long chipCrossings;
    private long stepPackets;
    private long stepHops;
    private long stepBusiestLinkPackets;
    private long stepBusiestChannelCycles;

    /**
     * @param mesh the nodes and links
     * @param timing flits per packet, and how fast links between chips are
     */
    public TrafficCounters(Mesh mesh, RouterTiming timing) {
        this.mesh = mesh;
        this.timing = timing;
        path = new DimensionOrderRoute(mesh);
        IntStream.range(0, mesh.linkIds()).filter(mesh::isChipBoundary).forEach(chipBoundaries::set);
        links = new StepLoads(mesh.linkIds());
        timeline = new LinkTimeline(mesh.linkIds());
        injection = new StepLoads(mesh.nodes());
        ejection = new StepLoads(mesh.nodes());
    }

    /**
     * Lets steps pass in which nothing is sent, before the first step is counted: those of a longer run, of which this
     * is a part.
     *
     * @param passed how many, at least 0
     */
    public void pass(long passed) {
        for (long step = 0; step < passed; step++) {
            timeline.endStep();
        }
        steps += passed;
    }

    /**
     * Registers a pair of nodes; the same pair gives the same route.
     *
     * @param fromNode the node that sends
     * @param toNode the node that receives
     * @return the route's id: 0, 1, 2, ... in the order of registration
     * @throws IndexOutOfBoundsException if a node is not on the mesh
     */
    public int route(int fromNode, int toNode) {
        Objects.checkIndex(fromNode, mesh.nodes());
        Objects.checkIndex(toNode, mesh.nodes());
        long pair = (long) fromNode << Integer.SIZE | toNode;
        long known = routeOfPair.get(pair);
        if (known != NO_ROUTE) {
            return (int) known;
        }
        int route = routeCount++;
        growTo(routeCount);
        from[route] = fromNode;
        to[route] = toNode;
        dx[route] = path.dx(fromNode, toNode);
        dy[route] = path.dy(fromNode, toNode);
        routeOfPair.put(pair, route);
        path.forEachLinkRelative(fromNode, dx[route], dy[route], timeline::reserve);
        return route;
    }

    /**
     * Counts packets of the current step.
     *
     * @param route a registered route
     * @param packetCount packets that took it, 0 or more
     */
    public void add(int route, long packetCount) {
        assert route < routeCount && packetCount >= 0 : "route " + route + ", packets " + packetCount;
        if (packetCount == 0) {
            return;
        }
        if (pendingPackets[route] == 0) {
            pendingRoutes[pendingCount++] = route;
        }
        pendingPackets[route] += packetCount;
    }

    /** Ends the current step: adds its packets to their links and to the totals, and begins the next step. */
    public void endStep() {
        stepPackets = 0;
        stepHops = 0;
        stepBusiestLinkPackets = 0;
        stepBusiestChannelCycles = 0;
        for (int i = 0; i < pendingCount; i++) {
            send(pendingRoutes[i]);
        }
        pendingCount = 0;
        links.endStep(closeLink);
        timeline.endStep();
        injection.endStep(closePort);
        ejection.endStep(closePort);
        packets += stepPackets;
        hops += stepHops;
        steps++;
    }

    private void send(int route) {
        packetsOnPath = pendingPackets[route];
        pendingPackets[route] = 0;
        routePackets[route] += packetsOnPath;
        stepPackets += packetsOnPath;
        stepHops += packetsOnPath * routeHops(route);
        injection.add(from[route], packetsOnPath);
        ejection.add(to[route], packetsOnPath);
        path.forEachLinkRelative(from[route], dx[route], dy[route], loadLink);
    }

    private void loadLink(int link) {
        links.add(link, packetsOnPath);
    }

    private void closeLink(int link, long linkPackets) {
        boolean isBetweenChips = chipBoundaries.get(link);
        if (isBetweenChips) {
            chipCrossings += linkPackets;
        }
        timeline.add(link, linkPackets);
        stepBusiestLinkPackets = Math.max(stepBusiestLinkPackets, linkPackets);
        keepBusiest(linkPackets, isBetweenChips ? timing.interChipLinkCycles() : 1);
    }

    private void closePort(int node, long portPackets) {
        keepBusiest(portPackets, 1);
    }

    private void keepBusiest(long channelPackets, int cyclesPerFlit) {
        long cycles = channelPackets * timing.packetFlits() * cyclesPerFlit;
        stepBusiestChannelCycles = Math.max(stepBusiestChannelCycles, cycles);
    }

    /** All counters, between steps; the same routes are registered when they are restored. */
    @Override
    public void state(StateFields fields) {
        long[] ofRoutes = Arrays.copyOf(routePackets, routeCount);
        fields.all("packets of routes", ofRoutes);
        System.arraycopy(ofRoutes, 0, routePackets, 0, routeCount);
        fields.part("links", links);
        fields.part("links over time", timeline);
        fields.part("ports into the network", injection);
        fields.part("ports out of the network", ejection);
        steps = fields.whole("steps", steps);
        packets = fields.whole("packets", packets);
        hops = fields.whole("hops", hops);
        chipCrossings = fields.whole("links between chips crossed", chipCrossings);
        stepPackets = fields.whole("packets of the last step", stepPackets);
        stepHops = fields.whole("hops of the last step", stepHops);
        stepBusiestLinkPackets = fields.whole("packets of its busiest link", stepBusiestLinkPackets);
        stepBusiestChannelCycles = fields.whole("cycles of its busiest channel", stepBusiestChannelCycles);
    }

    /** Registered routes. */
    public int routes() {
        return routeCount;
    }

    /**
     * The links it crosses.
     *
     * @param route a registered route
     */
    public int routeHops(int route) {
        return Math.abs(dx[route]) + Math.abs(dy[route]);
    }

    /**
     * The links between chips it crosses.
     *
     * @param route a registered route
     */
    public int routeChipCrossings(int route) {
        return mesh.chipCrossings(from[route], to[route]);
    }

    /**
     * The packets that took it.
     *
     * @param route a registered route
     */
    public long routePackets(int route) {
        return routePackets[route];
    }

    /** Finished steps, those included that have {@linkplain #pass passed}. */
    public long steps() {
        return steps;
    }

    /** Packets sent. */
    public long packets() {
        return packets;
    }

    /** Links crossed by all packets, those between chips included. */
    public long hops() {
        return hops;
    }

    /** Links between chips crossed by all packets. */
    public long chipCrossings() {
        return chipCrossings;
    }

    /**
     * The packets that crossed it; 0 for one that does not exist.
     *
     * @param link a link id of the mesh
     */
    public long linkPackets(int link) {
        return links.total(link);
    }

    /** A copy of all links' packets, by link id. */
    public long[] linkPackets() {
        return links.totals();
    }

    /** The packets of every link over time. */
    public LinkTimeline timeline() {
        return timeline;
    }

    /** Packets of the last step. */
    public long stepPackets() {
        return stepPackets;
    }

    /** Links crossed in the last step. */
    public long stepHops() {
        return stepHops;
    }

    /** Flits that the last step put on its busiest link. */
    public long stepBusiestLinkFlits() {
        return stepBusiestLinkPackets * timing.packetFlits();
    }

    /**
     * The cycles that the busiest channel of the last step needs for its flits, a lower bound for the step. Links
     * inside chips and the ports between core and router carry one flit per cycle, links between chips one every
     * {@link RouterTiming#interChipLinkCycles} cycles.
     *
     * @return cycles, 0 where nothing was sent
     */
    public long stepBusiestChannelCycles() {
        return stepBusiestChannelCycles;
    }

    private void growTo(int routes) {
        if (routes <= from.length) {
            return;
        }
        int capacity = 2 * from.length;
        from = Arrays.copyOf(from, capacity);
        to = Arrays.copyOf(to, capacity);
        dx = Arrays.copyOf(dx, capacity);
        dy = Arrays.copyOf(dy, capacity);
        routePackets = Arrays.copyOf(routePackets, capacity);
        pendingPackets = Arrays.copyOf(pendingPackets, capacity);
        pendingRoutes = Arrays.copyOf(pendingRoutes, capacity);
    }
}
