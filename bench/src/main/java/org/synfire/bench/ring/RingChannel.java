package org.synfire.bench.ring;

import org.synfire.engine.memory.StateArena;
import org.synfire.engine.ring.PacketRing;

/** The engine's own ring. */
final class RingChannel implements PacketChannel {
    private final StateArena arena;
    private final PacketRing ring;

    RingChannel(int packets) {
        arena = StateArena.ofBytes(PacketRing.sizeBytes(packets), "ring of a benchmark");
        ring = new PacketRing(arena, packets);
    }

    @Override
    public int offer(long[] packets, int from, int to) {
        return ring.offer(0, packets, from, to);
    }

    @Override
    public int drain(PacketRing.Receiver receiver) {
        return ring.drain(receiver);
    }

    @Override
    public void close() {
        arena.close();
    }
}
