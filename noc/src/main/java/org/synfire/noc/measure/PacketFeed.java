package org.synfire.noc.measure;

import java.util.function.BooleanSupplier;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.traffic.PacketSource;

/**
 * Offers the packets of a source to a network just ahead of its clock.
 *
 * <p><b>Threads:</b> one. <b>Memory:</b> 8 bytes a node; no call allocates.
 */
final class PacketFeed {
    /** Far enough ahead for a network's threads to have work. */
    private static final int CYCLES_AHEAD = 64;

    /** So few that they stay in the cache; a cycle that has more is offered in one go. */
    private static final int PACKETS_AHEAD = 1 << 14;

    /** No node. */
    static final int NONE = -1;

    private final CycleNetwork network;
    private final PacketSource packets;
    private final int flits;
    private final long[] created;
    private int fullSource = NONE;

    PacketFeed(CycleNetwork network, PacketSource packets, int flits) {
        this.network = network;
        this.packets = packets;
        this.flits = flits;
        created = new long[network.mesh().nodes()];
    }

    /**
     * Runs the network on, under load.
     *
     * @param cycle the first cycle that is not simulated
     * @param stop whether to end before; asked every few cycles
     */
    void runTo(long cycle, BooleanSupplier stop) {
        while (network.cycle() < cycle && fullSource == NONE && !stop.getAsBoolean()) {
            long ahead = network.cycle() + CYCLES_AHEAD;
            long end = Math.min(cycle, Math.max(ahead, Math.min(cycle, packets.cycle())));
            network.advanceTo(offerBefore(end));
        }
    }

    /** Offers the packets of whole cycles; returns the first cycle whose packets are not offered, the end at most. */
    private long offerBefore(long end) {
        long enough = PACKETS_AHEAD;
        for (long last = packets.cycle(); packets.cycle() < end; last = packets.cycle()) {
            int source = packets.source();
            if (!network.offer(0, source, packets.destination(), flits, packets.cycle())) {
                fullSource = source;
                return end;
            }
            created[source]++;
            packets.advance();
            if (--enough <= 0 && packets.cycle() != last) {
                return Math.min(end, packets.cycle());
            }
        }
        return end;
    }

    /** Whether the source of packets has none left. */
    boolean isExhausted() {
        return packets.cycle() == PacketSource.NO_MORE;
    }

    /** A node whose source queue took no more, which ended the run; {@link #NONE} where none did. */
    int fullSource() {
        return fullSource;
    }

    /** Packets that each node created, copied. */
    long[] createdPackets() {
        return created.clone();
    }
}
