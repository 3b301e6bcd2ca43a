package org.synfire.bench.ring;

import java.util.function.Function;
import org.synfire.engine.memory.StateArena;
import org.synfire.engine.ring.PacketRing;

/** The engine's own rings. */
final class RingChannel implements PacketChannel {
    private final StateArena arena;
    private final PacketRing ring;

    RingChannel(long sizeBytes, Function<StateArena, PacketRing> ring) {
        arena = StateArena.ofBytes(sizeBytes, "ring of a benchmark");
        this.ring = ring.apply(arena);
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
