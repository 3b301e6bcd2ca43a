package org.synfire.engine.actor;

import java.util.stream.IntStream;
import org.synfire.engine.memory.StateArena;
import org.synfire.engine.ring.PacketRing;

/** One ring from each worker to each other. */
final class PacketGrid {
    private final PacketRing[][] rings;

    PacketGrid(StateArena arena, int workers, int capacity) {
        rings = new PacketRing[workers][workers];
        for (int from = 0; from < workers; from++) {
            for (int to = 0; to < workers; to++) {
                rings[from][to] = from == to ? null : new PacketRing(arena, capacity);
            }
        }
    }

    static long sizeBytes(int workers, int capacity) {
        return PacketRing.sizeBytes(capacity) * workers * (workers - 1);
    }

    /** The rings from a worker, at the index of the one that they lead to; null at its own. */
    PacketRing[] from(int worker) {
        return rings[worker].clone();
    }

    /**
     * What a worker receives, in the order of whom it comes from.
     *
     * @param actors all of them
     * @param wakes the worker's
     * @param delays [from][to] steps after which a packet is needed, at least
     */
    Inbox[] inboxes(int worker, Actor[] actors, WakeCalendar wakes, int[][] delays) {
        return IntStream.range(0, rings.length)
                .filter(from -> from != worker)
                .mapToObj(from -> new Inbox(rings[from][worker], actors, wakes, delays[from][worker]))
                .toArray(Inbox[]::new);
    }
}
