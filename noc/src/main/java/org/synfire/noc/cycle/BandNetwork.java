package org.synfire.noc.cycle;

import java.util.Arrays;
import java.util.Objects;
import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;

/**
 * A network whose rows are simulated band by band: offers, the clock, reports and counters, whatever the form of the
 * bands.
 *
 * <p><b>Memory:</b> {@link #stateBytes}, 64 bytes a packet underway, the flits and credits on their way, and 16 bytes a
 * packet delivered since the last report.
 */
abstract class BandNetwork implements CycleNetwork {
    /** Deliveries are reported, and a standstill is looked for, at least so often. */
    private static final long CYCLES_PER_LEG = 4096;

    final NetworkSpec spec;
    final Mesh mesh;
    final Shape shape;
    private final DeliveryListener listener;
    private final PacketPool pool;
    private final Band[] bands;
    private final Band[] bandOfNode;
    private final Crew crew;
    private final PooledDelivery delivery;
    private final Fingerprint fingerprint = new Fingerprint();

    private long cycle;
    private long nextStandstillCheck = CYCLES_PER_LEG;
    private long packetsOffered;
    private long packetsDelivered;
    private long packetsLost;
    private long lastDeliveredCycle;
    private long soonReported;

    /** What bands and their network share. */
    record Parts(NetworkSpec spec, Shape shape, PacketPool pool) {
        Parts(NetworkSpec spec) {
            this(spec, new Shape(spec), new PacketPool());
        }

        int bandCount() {
            return Math.min(spec.threads(), spec.mesh().height());
        }

        /** @return the first row of a band, and after the last band the mesh's height */
        int firstRow(int band) {
            return (int) ((long) spec.mesh().height() * band / bandCount());
        }
    }

    /**
     * @param bands from north to south, all rows of the mesh
     * @param windowCycles cycles that bands may be apart
     */
    BandNetwork(Parts parts, Band[] bands, int windowCycles, DeliveryListener listener) {
        spec = parts.spec;
        mesh = spec.mesh();
        shape = parts.shape;
        pool = parts.pool;
        this.listener = listener;
        this.bands = bands;
        bandOfNode = new Band[mesh.nodes()];
        for (Band band : bands) {
            Arrays.fill(bandOfNode, band.firstNode, band.firstNode + band.routers, band);
        }
        crew = new Crew(bands, windowCycles);
        delivery = new PooledDelivery(pool, mesh);
    }

    /** @return links that a packet will cross */
    abstract int hops(int source, int destination);

    /** @return the flag of the axis that the packet takes first */
    abstract long order(int source, int destination);

    /** @throws DeadlockException if packets wait for each other in a circle */
    abstract void requireNoCircle(long atCycle);

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
        long header = Flit.to(mesh.x(destination), mesh.y(destination)) | order(source, destination);
        return enqueue(tag, source, flits, createdCycle, header, hops(source, destination), 1);
    }

    final void lose(int packets) {
        packetsOffered += packets;
        packetsLost += packets;
    }

    final boolean enqueue(long tag, int source, int flits, long createdCycle, long header, int hops, int copies) {
        Band band = band(source);
        int node = source - band.firstNode;
        requireCreated(createdCycle, band.sources.lastCreatedCycle(node));
        if (band.sources.packets(node) >= spec.sourceQueuePackets()) {
            return false;
        }
        packetsOffered += copies;
        band.sources.add(cycle, node, pool.take(tag, source, flits, createdCycle, header, hops, copies));
        return true;
    }

    static void requireFlits(int flits, int most) {
        if (flits < 1 || flits > most) {
            throw new IllegalArgumentException("A packet here has 1 to " + most + " flits, found " + flits);
        }
    }

    private void requireCreated(long createdCycle, long lastCreatedCycle) {
        if (createdCycle < Math.max(cycle, lastCreatedCycle) || createdCycle >= Wakeups.MAX_CYCLE) {
            throw new IllegalArgumentException(
                    "A packet's created cycle must be from " + Math.max(cycle, lastCreatedCycle)
                            + " (now, or its source's last offer) to 2^43, found " + createdCycle);
        }
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
            requireNoCircle(target);
        }
        cycle = stopsWhenEmpty && isEmpty() ? lastDeliveredCycle + 1 : target;
    }

    private void report() {
        for (Band earliest = earliest(); earliest != null; earliest = earliest()) {
            report(earliest.deliveries);
        }
    }

    private void report(DeliveryLog log) {
        // a packet under way longer than the caches remember: its line comes while others are reported
        soonReported ^= pool.tag(log.slotAhead());
        delivery.show(log.slot(), log.node(), log.cycle());
        lastDeliveredCycle = log.cycle();
        fingerprint.add(delivery);
        listener.delivered(delivery);
        pool.release(log.slot());
        packetsDelivered++;
        log.next();
    }

    /** @return the band with the next delivery, the northern one of equals; null if there is none */
    private Band earliest() {
        Band earliest = null;
        long at = Wakeups.NEVER;
        for (Band band : bands) {
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
        return Arrays.stream(bands).mapToLong(Band::stateBytes).sum();
    }

    @Override
    public int queuedPackets(int source) {
        Band band = band(source);
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
        long replicated = Arrays.stream(bands).mapToLong(Band::replicatedFlits).sum();
        return new NetworkCounters(
                packetsOffered,
                packetsDelivered,
                packetsLost,
                packetsOffered - packetsDelivered - packetsLost,
                injected,
                replicated,
                delivered,
                injected + replicated - delivered,
                routerTraversals,
                linkTraversals);
    }

    @Override
    public long linkFlits(int link) {
        int node = mesh.linkSource(link);
        Band band = band(node);
        return band.linkFlits(node - band.firstNode, Direction.ofLink(link));
    }

    @Override
    public long linkBusyCycles(int link) {
        return linkFlits(link) * (mesh.isChipBoundary(link) ? shape.chipLinkInterval : 1);
    }

    @Override
    public long injectedFlits(int node) {
        Band band = band(node);
        return band.sources.injectedFlits(node - band.firstNode);
    }

    @Override
    public long deliveredFlits(int node) {
        Band band = band(node);
        return band.deliveredFlits(node - band.firstNode);
    }

    private Band band(int node) {
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
