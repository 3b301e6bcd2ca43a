package org.synfire.noc.cycle.partition;

/**
 * The cores of a partition: their source queues, and what has arrived in them. They stay when other routers take over.
 *
 * <p><b>Memory:</b> the source queues', and 8 bytes a node.
 */
public final class Cores {
    final SourceQueues sources;
    final DeliveryLog deliveries = new DeliveryLog();
    final long[] deliveredFlits;
    private long allDeliveredFlits;
    private long deliveredPackets;

    Cores(NetworkLayout layout, PacketPool pool, int nodes) {
        sources = new SourceQueues(layout, pool, nodes);
        deliveredFlits = new long[nodes];
    }

    /** A flit arrives in a core. */
    void arrive(long cycle, int firstNode, int router, int slot, boolean isTail) {
        deliveredFlits[router]++;
        allDeliveredFlits++;
        if (isTail) {
            deliveredPackets++;
            deliveries.add(cycle, firstNode + router, slot);
        }
    }

    long deliveredPackets() {
        return deliveredPackets;
    }

    /** Flits that its sources have sent, less those that its cores have received. */
    long sentLessReceived() {
        return sources.sentFlits() - allDeliveredFlits;
    }

    long bytes() {
        return sources.stateBytes() + deliveredFlits.length * (long) Long.BYTES;
    }
}
