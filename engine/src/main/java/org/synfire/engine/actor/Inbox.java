package org.synfire.engine.actor;

import org.synfire.engine.ring.PacketRing;

/** The rings that lead to one worker, and the delivery of what comes out of them: one call for each run of packets with the same header. */
final class Inbox {

    private static final int BATCH = 1024;

    private final PacketRing[] rings;
    private final Actor[] actors;
    private final Wakes wakes;
    private final long[] drained = new long[BATCH];

    Inbox(PacketRing[] rings, Actor[] actors, Wakes wakes) {
        this.rings = rings;
        this.actors = actors;
        this.wakes = wakes;
    }

    /**
     * Delivers all that had been sent when this was called, and perhaps more.
     *
     * @return how many packets
     */
    int deliver() {
        int packets = 0;
        for (PacketRing ring : rings) {
            int count;
            do {
                count = ring.drain(drained);
                deliver(count);
                packets += count;
            } while (count == BATCH);
        }
        return packets;
    }

    private void deliver(int count) {
        int from = 0;
        while (from < count) {
            long header = PacketFormat.header(drained[from]);
            int to = from + 1;
            while (to < count && PacketFormat.header(drained[to]) == header) {
                to++;
            }
            actors[PacketFormat.actor(header)].receive(header, drained, from, to, wakes);
            from = to;
        }
    }
}
