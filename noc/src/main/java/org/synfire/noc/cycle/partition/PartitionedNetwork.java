package org.synfire.noc.cycle.partition;

import java.util.Arrays;
import java.util.Objects;
import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.NetworkCounters;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.routing.AxisOrder;
import org.synfire.noc.cycle.routing.Flit;

/**
 * A network whose rows are simulated partition by partition: offers, the clock, reports and counters, whatever the form
 * of the partitions.
 *
 * <p><b>Memory:</b> {@link #stateBytes}, 64 bytes a packet in flight, the flits and credits in flight, and 16 bytes a
 * packet delivered since the last report.
 */
public abstract class PartitionedNetwork implements CycleNetwork {
    /** Deliveries are reported, and deadlocks are looked for, at least so often. */
    protected static final long CYCLES_PER_INTERVAL = 4096;

    protected final NetworkSpec spec;
    protected final Mesh mesh;
    protected final NetworkLayout layout;
    private final DeliveryListener listener;
    private final PacketPool pool;
    private Partition[] partitions;
    private final Partition[] partitionOfNode;
    private final WorkerGroup workers;
    private final PooledDelivery delivery;
    private final Fingerprint fingerprint = new Fingerprint();

    private long cycle;
    private long nextDeadlockCheck = CYCLES_PER_INTERVAL;
    private long packetsOffered;
    private long packetsDelivered;
    private long packetsLost;
    private long lastDeliveredCycle;

    /** Written so that the read that fills it is not optimised away. */
    @SuppressWarnings("UnusedVariable")
    private long soonReported;

    /** What partitions and their network share. */
    public static final class Parts {
        private final NetworkSpec spec;
        private final NetworkLayout layout;
        private final PacketPool pool = new PacketPool();
        private final Cores[] cores;

        public Parts(NetworkSpec spec) {
            this.spec = spec;
            layout = new NetworkLayout(spec);
            cores = new Cores[partitionCount()];
            for (int partition = 0; partition < cores.length; partition++) {
                cores[partition] = new Cores(layout, pool, routers(partition));
            }
        }

        public NetworkSpec spec() {
            return spec;
        }

        public NetworkLayout layout() {
            return layout;
        }

        public PacketPool pool() {
            return pool;
        }

        /** The cores of a partition. */
        public Cores cores(int partition) {
            return cores[partition];
        }

        public int partitionCount() {
            return Math.min(spec.threads(), spec.mesh().height());
        }

        /** The first row of a partition, and after the last partition the mesh's height. */
        public int firstRow(int partition) {
            return (int) ((long) spec.mesh().height() * partition / partitionCount());
        }

        /** The first node of a partition. */
        public int firstNode(int partition) {
            return firstRow(partition) * layout.width();
        }

        /** How many routers a partition has. */
        public int routers(int partition) {
            return firstNode(partition + 1) - firstNode(partition);
        }
    }

    /**
     * @param partitions from north to south, all rows of the mesh
     * @param windowCycles cycles that partitions may be apart
     */
    protected PartitionedNetwork(Parts parts, Partition[] partitions, int windowCycles, DeliveryListener listener) {
        spec = parts.spec;
        mesh = spec.mesh();
        layout = parts.layout;
        pool = parts.pool;
        this.listener = listener;
        this.partitions = partitions;
        partitionOfNode = new Partition[mesh.nodes()];
        fillPartitionOfNode();
        workers = new WorkerGroup(partitions, windowCycles);
        delivery = new PooledDelivery(pool, mesh);
    }

    /** Links that a packet will cross. */
    protected abstract int hops(int source, int destination);

    /** The order in which the next packet follows the axes. */
    protected abstract AxisOrder order(int source, int destination);

    /**
     * Checks that no packets wait for each other in a cycle.
     *
     * @throws org.synfire.noc.cycle.DeadlockException if packets wait for each other in a circle
     */
    protected abstract void requireNoDeadlock(long atCycle);

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
        long header = Flit.to(mesh.x(destination), mesh.y(destination))
                | order(source, destination).flag();
        return enqueue(tag, source, flits, createdCycle, header, hops(source, destination), 1);
    }

    protected final void lose(int packets) {
        packetsOffered += packets;
        packetsLost += packets;
    }

    protected final boolean enqueue(
            long tag, int source, int flits, long createdCycle, long header, int hops, int copies) {
        Partition partition = partition(source);
        int node = source - partition.firstNode;
        requireCreated(createdCycle, partition.sources.lastCreatedCycle(node));
        if (partition.sources.packets(node) >= spec.sourceQueuePackets()) {
            return false;
        }
        packetsOffered += copies;
        partition.sources.add(cycle, node, pool.take(tag, source, flits, createdCycle, header, hops, copies));
        return true;
    }

    protected static void requireFlits(int flits, int most) {
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
        long busy = cycle;
        while (cycle < target) {
            busy = advance(intervalEnd(busy, target), false);
        }
    }

    @Override
    public boolean advanceUntilEmpty(long cycleBound) {
        long busy = cycle;
        while (cycle < cycleBound && !isEmpty()) {
            busy = advance(intervalEnd(busy, cycleBound), true);
        }
        return isEmpty();
    }

    /** Cycles in which nothing happens do not count. */
    private long intervalEnd(long busy, long bound) {
        long from = Math.max(cycle, busy);
        long most = mostCyclesPerInterval();
        return from < bound - most ? from + most : bound;
    }

    /** The next cycle in which something happens. */
    private long advance(long target, boolean stopsWhenEmpty) {
        long enough = stopsWhenEmpty ? packetsOffered - packetsLost : Wakeups.NEVER;
        prepareCycles();
        long busy = workers.run(cycle, target, enough);
        report();
        if (!isEmpty() && (busy == Wakeups.NEVER || target >= nextDeadlockCheck)) {
            nextDeadlockCheck = target + CYCLES_PER_INTERVAL;
            requireNoDeadlock(target);
        }
        cycle = stopsWhenEmpty && isEmpty() ? lastDeliveredCycle + 1 : target;
        return busy;
    }

    /** Cycles that may pass from one {@link #prepareCycles} to the next. */
    protected long mostCyclesPerInterval() {
        return CYCLES_PER_INTERVAL;
    }

    /** Called between two cycles, while no partition runs. */
    protected void prepareCycles() {}

    /** Flits in routers, on links and between routers and cores. */
    protected final long flitsInFlight() {
        long flits = 0;
        for (Partition partition : partitions) {
            flits += partition.sentLessReceived();
        }
        return flits;
    }

    /**
     * Goes on with other partitions of the same rows and cores, to be called by {@link #prepareCycles}.
     *
     * @param others from north to south
     * @param windowCycles cycles that they may be apart
     */
    protected final void replacePartitions(Partition[] others, int windowCycles) {
        partitions = others;
        fillPartitionOfNode();
        workers.replacePartitions(others, windowCycles);
    }

    private void fillPartitionOfNode() {
        for (Partition partition : partitions) {
            Arrays.fill(partitionOfNode, partition.firstNode, partition.firstNode + partition.routers, partition);
        }
    }

    private void report() {
        for (Partition earliest = earliest(); earliest != null; earliest = earliest()) {
            report(earliest.deliveries);
        }
    }

    private void report(DeliveryLog log) {
        // a packet may have left the caches while it was in flight: its line is loaded while others are reported
        soonReported ^= pool.tag(log.slotAhead());
        delivery.show(log.slot(), log.node(), log.cycle());
        lastDeliveredCycle = log.cycle();
        fingerprint.add(delivery);
        listener.delivered(delivery);
        pool.release(log.slot());
        packetsDelivered++;
        log.next();
    }

    /** The partition with the next delivery, the northern one of equals; null if there is none. */
    private Partition earliest() {
        Partition earliest = null;
        long at = Wakeups.NEVER;
        for (Partition partition : partitions) {
            if (partition.deliveries.cycle() < at) {
                at = partition.deliveries.cycle();
                earliest = partition;
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
        return Arrays.stream(partitions).mapToLong(Partition::stateBytes).sum();
    }

    @Override
    public int queuedPackets(int source) {
        Partition partition = partition(source);
        return partition.sources.packets(source - partition.firstNode);
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
            routerTraversals += partition(node).routerTraversals(node - partition(node).firstNode);
        }
        for (int link = 0; link < mesh.linkIds(); link++) {
            linkTraversals += linkFlits(link);
        }
        long replicated =
                Arrays.stream(partitions).mapToLong(Partition::replicatedFlits).sum();
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
        Partition partition = partition(node);
        return partition.linkFlits(node - partition.firstNode, Direction.ofLink(link));
    }

    @Override
    public long linkBusyCycles(int link) {
        return linkFlits(link) * (mesh.isChipBoundary(link) ? layout.chipLinkInterval() : 1);
    }

    @Override
    public long injectedFlits(int node) {
        Partition partition = partition(node);
        return partition.sources.injectedFlits(node - partition.firstNode);
    }

    @Override
    public long deliveredFlits(int node) {
        Partition partition = partition(node);
        return partition.deliveredFlits(node - partition.firstNode);
    }

    private Partition partition(int node) {
        return partitionOfNode[node];
    }

    @Override
    public long fingerprint() {
        return fingerprint.value();
    }

    @Override
    public void close() {
        workers.close();
    }
}
