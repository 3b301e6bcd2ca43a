package org.synfire.noc.cycle.partition;

import org.synfire.noc.Direction;
import org.synfire.noc.cycle.routing.Ports;

/**
 * The nodes of some rows of the mesh, simulated by one thread: source queues, routers, and cores that receive.
 *
 * <p>What a partition sends arrives in a later cycle, so the order of partitions within a cycle does not matter.
 */
public abstract class Partition {
    protected static final int PORTS = Ports.COUNT;

    protected final NetworkLayout layout;
    protected final int firstNode;
    protected final int routers;
    protected final SourceQueues sources;
    final DeliveryLog deliveries;
    private final Cores cores;

    protected Partition(NetworkLayout layout, Cores cores, int firstNode, int routers) {
        this.layout = layout;
        this.firstNode = firstNode;
        this.routers = routers;
        this.cores = cores;
        sources = cores.sources;
        deliveries = cores.deliveries;
    }

    /** Simulates a cycle. */
    protected abstract void step(long cycle);

    /** The next cycle in which something can happen here or by what was sent from here. */
    protected abstract long nextCycle();

    /** A source sends a flit into its router. */
    protected abstract void inject(int router, int channel, long flit);

    /** Flits that were put on a router's link. */
    protected abstract long linkFlits(int router, Direction direction);

    /** Flits that crossed a router's switch. */
    protected abstract long routerTraversals(int router);

    /** Bytes of its buffers, credits, requests and counters; without flits and packets in flight. */
    protected abstract long routerBytes();

    /** Flits that forks have added. */
    protected long replicatedFlits() {
        return 0;
    }

    /** Bytes of routers and source queues, without flits and packets in flight. */
    public final long stateBytes() {
        return cores.bytes() + routerBytes();
    }

    /** Bytes of the source queues and of what cores count. */
    public final long coreBytes() {
        return cores.bytes();
    }

    /** A flit arrives in a core. */
    protected final void arrive(long cycle, int router, int slot, boolean isTail) {
        cores.arrive(cycle, firstNode, router, slot, isTail);
    }

    /** Its first node, of the whole mesh. */
    public final int firstNode() {
        return firstNode;
    }

    /** How many routers it has. */
    public final int routers() {
        return routers;
    }

    final long deliveredFlits(int router) {
        return cores.deliveredFlits[router];
    }

    final long deliveredPackets() {
        return cores.deliveredPackets();
    }

    /** Flits that its sources have sent, less those that its cores have received. */
    final long sentLessReceived() {
        return cores.sentLessReceived();
    }
}
