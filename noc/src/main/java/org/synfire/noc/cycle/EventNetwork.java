package org.synfire.noc.cycle;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.synfire.engine.InputException;
import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;

/**
 * The event form: bands of rows, in each of which only routers with something to decide are visited, and cycles in which nothing can
 * happen are skipped.
 *
 * <p><b>Memory:</b> {@link #stateBytes}, 64 bytes a packet underway, the flits and credits on their way, and 16 bytes a
 * packet delivered since the last report.
 */
final class EventNetwork implements CycleNetwork {
    /** Deliveries are reported, and a standstill is looked for, at least so often. */
    private static final long CYCLES_PER_LEG = 4096;

    private final NetworkSpec spec;
    private final Mesh mesh;
    private final Shape shape;
    private final DeliveryListener listener;
    private final PacketPool pool = new PacketPool();
    private final RouterBand[] bands;
    private final RouterBand[] bandOfNode;
    private final Crew crew;
    private final WaitGraph waits;
    private final AxisRoutes axisRoutes;
    /** The ways round dead parts of an adaptive routing; null if nothing is dead. */
    private final TurnRoutes turnRoutes;
    private final MulticastTrees trees;
    private final PooledDelivery delivery;
    private final Fingerprint fingerprint = new Fingerprint();
    private final SplittableRandom random;

    private long cycle;
    private long nextStandstillCheck = CYCLES_PER_LEG;
    private long packetsOffered;
    private long packetsDelivered;
    private long packetsLost;
    private long lastDeliveredCycle;

    EventNetwork(NetworkSpec spec, DeliveryListener listener) {
        this(spec, listener, null);
    }

    /** @param otherChooser in place of the routing's own; null to take that */
    EventNetwork(NetworkSpec spec, DeliveryListener listener, PortChooser otherChooser) {
        this.spec = spec;
        this.listener = listener;
        mesh = spec.mesh();
        shape = new Shape(spec);
        axisRoutes = new AxisRoutes(mesh, spec.faults(), spec.routing());
        turnRoutes = isAdaptive(spec.routing()) && !spec.faults().isEmpty() ? new TurnRoutes(mesh, spec.faults(), spec.routing()) : null;
        trees = new MulticastTrees(mesh, axisRoutes);
        bandOfNode = new RouterBand[mesh.nodes()];
        bands = bands(Math.min(spec.threads(), mesh.height()), otherChooser == null ? chooser() : otherChooser);
        crew = new Crew(bands);
        waits = new WaitGraph(shape, bandOfNode);
        delivery = new PooledDelivery(pool, mesh);
        random = new SplittableRandom(spec.seed());
    }

    private static boolean isAdaptive(Routing routing) {
        return routing == Routing.WEST_FIRST || routing == Routing.ODD_EVEN;
    }

    private PortChooser chooser() {
        if (turnRoutes != null) {
            return turnRoutes;
        }
        return switch (spec.routing()) {
            case XY, YX, O1TURN -> new DimensionOrderChooser();
            case WEST_FIRST -> new WestFirstChooser();
            case ODD_EVEN -> new OddEvenChooser();
        };
    }

    private RouterBand[] bands(int count, PortChooser chooser) {
        Wires.Inlet[] inlets = new Wires.Inlet[count];
        int[] firstRow = new int[count + 1];
        for (int band = 0; band < count; band++) {
            inlets[band] = Wires.Inlet.of(shape.wheelCycles, band > 0, band + 1 < count);
            firstRow[band + 1] = (int) ((long) mesh.height() * (band + 1) / count);
        }
        RouterBand[] made = new RouterBand[count];
        for (int band = 0; band < count; band++) {
            int routers = (firstRow[band + 1] - firstRow[band]) * mesh.width();
            int northRouters = band == 0 ? 0 : (firstRow[band] - firstRow[band - 1]) * mesh.width();
            int firstNode = firstRow[band] * mesh.width();
            Wires wires = new Wires(shape, firstNode, routers, northRouters, inlets[band],
                    band == 0 ? null : inlets[band - 1], band + 1 == count ? null : inlets[band + 1]);
            made[band] = band(new RouterBand.Parts(shape, firstNode, routers, wires, inlets[band], pool, chooser));
            Arrays.fill(bandOfNode, firstNode, firstNode + routers, made[band]);
        }
        return made;
    }

    private RouterBand band(RouterBand.Parts parts) {
        if (spec.multicast()) {
            return new ForkingBand(parts, spec.router(), trees);
        }
        return shape.channels == 1 ? new SingleChannelBand(parts) : new MultiChannelBand(parts, spec.router());
    }

    @Override
    public NetworkSpec spec() {
        return spec;
    }

    @Override
    public long cycle() {
        return cycle;
    }

    @Override
    public boolean offer(long tag, int source, int destination, int flits, long createdCycle) {
        Objects.checkIndex(source, mesh.nodes());
        Objects.checkIndex(destination, mesh.nodes());
        requireFlits(flits, MAX_PACKET_FLITS);
        if (!reachability().isReachable(source, destination)) {
            requireCreated(createdCycle, cycle);
            lose(1);
            return true;
        }
        int hops = turnRoutes == null ? mesh.hops(source, destination) : turnRoutes.hops(source, destination);
        long header = Flit.to(mesh.x(destination), mesh.y(destination)) | order(source, destination);
        return enqueue(tag, source, flits, createdCycle, header, hops, 1);
    }

    private void lose(int packets) {
        packetsOffered += packets;
        packetsLost += packets;
    }

    private boolean enqueue(long tag, int source, int flits, long createdCycle, long header, int hops, int copies) {
        RouterBand band = band(source);
        int node = source - band.firstNode;
        requireCreated(createdCycle, band.sources.lastCreatedCycle(node));
        if (band.sources.packets(node) >= spec.sourceQueuePackets()) {
            return false;
        }
        packetsOffered += copies;
        band.sources.add(cycle, node, pool.take(tag, source, flits, createdCycle, header, hops, copies));
        return true;
    }

    /** @return the flag of the axis that the packet takes first; of two orders one is drawn, if neither is cut off */
    private long order(int source, int destination) {
        boolean isYFirst = switch (spec.routing()) {
            case YX -> true;
            case O1TURN -> drawsYFirst(source, destination);
            default -> false;
        };
        return isYFirst ? Flit.Y_FIRST : 0;
    }

    private boolean drawsYFirst(int source, int destination) {
        boolean draw = random.nextBoolean();
        return axisRoutes.isOpen(source, destination, !draw) ? draw : !draw;
    }

    @Override
    public Reachability reachability() {
        return turnRoutes == null ? axisRoutes : turnRoutes;
    }

    private static void requireFlits(int flits, int most) {
        if (flits < 1 || flits > most) {
            throw new IllegalArgumentException("A packet here has 1 to " + most + " flits, found " + flits);
        }
    }

    private void requireCreated(long createdCycle, long lastCreatedCycle) {
        if (createdCycle < Math.max(cycle, lastCreatedCycle) || createdCycle >= Wakeups.MAX_CYCLE) {
            throw new IllegalArgumentException("A packet's created cycle must be from " + Math.max(cycle, lastCreatedCycle)
                    + " (now, or its source's last offer) to 2^43, found " + createdCycle);
        }
    }

    @Override
    public int multicastGroup(int source, int[] destinations) {
        if (!spec.multicast()) {
            throw new InputException("This network's routers cannot fork: build it with NetworkSpec.withMulticast()");
        }
        Objects.checkIndex(source, mesh.nodes());
        for (int destination : destinations) {
            Objects.checkIndex(destination, mesh.nodes());
        }
        return trees.register(source, destinations);
    }

    @Override
    public boolean offerMulticast(long tag, int group, int flits, long createdCycle) {
        Objects.checkIndex(group, trees.groups());
        requireFlits(flits, Math.min(shape.bufferFlits, MAX_PACKET_FLITS));
        int copies = trees.destinations(group);
        boolean isTaken = copies == 0 || enqueue(tag, trees.source(group), flits, createdCycle, Flit.toGroup(group), 0, copies);
        lose(isTaken ? trees.cutOff(group) : 0);
        return isTaken;
    }

    @Override
    public void advanceTo(long target) {
        if (target < cycle) {
            throw new IllegalArgumentException("The clock is at cycle " + cycle + " and cannot run back to " + target);
        }
        while (cycle < target) {
            leg(Math.min(target, cycle + CYCLES_PER_LEG), false);
        }
    }

    @Override
    public boolean advanceUntilEmpty(long cycleBound) {
        while (cycle < cycleBound && !isEmpty()) {
            leg(Math.min(cycleBound, cycle + CYCLES_PER_LEG), true);
        }
        return isEmpty();
    }

    private void leg(long target, boolean stopsWhenEmpty) {
        long enough = stopsWhenEmpty ? packetsOffered - packetsLost : Wakeups.NEVER;
        boolean isAtRest = crew.run(cycle, target, enough);
        report();
        if (!isEmpty() && (isAtRest || target >= nextStandstillCheck)) {
            nextStandstillCheck = target + CYCLES_PER_LEG;
            waits.requireNone(target);
        }
        cycle = stopsWhenEmpty && isEmpty() ? lastDeliveredCycle + 1 : target;
    }

    private void report() {
        for (RouterBand earliest = earliest(); earliest != null; earliest = earliest()) {
            report(earliest.deliveries);
        }
    }

    private void report(DeliveryLog log) {
        delivery.show(log.slot(), log.node(), log.cycle());
        lastDeliveredCycle = log.cycle();
        fingerprint.add(delivery);
        listener.delivered(delivery);
        pool.release(log.slot());
        packetsDelivered++;
        log.next();
    }

    /** @return the band with the next delivery, the northern one of equals; null if there is none */
    private RouterBand earliest() {
        RouterBand earliest = null;
        long at = Wakeups.NEVER;
        for (RouterBand band : bands) {
            if (band.deliveries.cycle() < at) {
                at = band.deliveries.cycle();
                earliest = band;
            }
        }
        return earliest;
    }

    @Override
    public boolean isEmpty() {
        return packetsOffered == packetsDelivered + packetsLost;
    }

    @Override
    public long stateBytes() {
        return Arrays.stream(bands).mapToLong(RouterBand::stateBytes).sum();
    }

    @Override
    public int queuedPackets(int source) {
        RouterBand band = band(source);
        return band.sources.packets(source - band.firstNode);
    }

    @Override
    public NetworkCounters counters() {
        long injected = 0;
        long delivered = 0;
        long routerTraversals = 0;
        long linkTraversals = 0;
        for (int node = 0; node < mesh.nodes(); node++) {
            injected += injectedFlits(node);
            delivered += deliveredFlits(node);
            routerTraversals += band(node).routerTraversals(node - band(node).firstNode);
        }
        for (int link = 0; link < mesh.linkIds(); link++) {
            linkTraversals += linkFlits(link);
        }
        long replicated = Arrays.stream(bands).mapToLong(RouterBand::replicatedFlits).sum();
        return new NetworkCounters(packetsOffered, packetsDelivered, packetsLost, packetsOffered - packetsDelivered - packetsLost,
                injected, replicated, delivered, injected + replicated - delivered, routerTraversals, linkTraversals);
    }

    @Override
    public long linkFlits(int link) {
        int node = mesh.linkSource(link);
        RouterBand band = band(node);
        return band.linkFlits(node - band.firstNode, Direction.ofLink(link));
    }

    @Override
    public long linkBusyCycles(int link) {
        return linkFlits(link) * (mesh.isChipBoundary(link) ? shape.chipLinkInterval : 1);
    }

    @Override
    public long injectedFlits(int node) {
        RouterBand band = band(node);
        return band.sources.injectedFlits(node - band.firstNode);
    }

    @Override
    public long deliveredFlits(int node) {
        RouterBand band = band(node);
        return band.deliveredFlits(node - band.firstNode);
    }

    RouterBand[] bands() {
        return bands;
    }

    private RouterBand band(int node) {
        return bandOfNode[node];
    }

    @Override
    public long fingerprint() {
        return fingerprint.value();
    }

    @Override
    public void close() {
        crew.close();
    }
}
