package org.synfire.bench.ring;

import org.synfire.engine.ring.PacketRing;

/** A way to carry packed 64-bit packets from one thread to another, seen in the same form for all of them. */
interface PacketChannel extends AutoCloseable {
    /** Packets are the numbers from 0 to this, exclusive. */
    int DISTINCT_PACKETS = 1 << 12;

    /**
     * Offers packets and says how many were taken, from the first on.
     *
     * @param packets the packets
     * @param from index of the first
     * @param to index after the last
     */
    int offer(long[] packets, int from, int to);

    /**
     * Takes packets out and says how many.
     *
     * @param receiver gets packets that are there, with a header of 0
     */
    int drain(PacketRing.Receiver receiver);

    @Override
    default void close() {}
}
