package org.synfire.bench.ring;

/** A way to carry packed 64-bit packets from one thread to another, seen in the same form for all of them. */
interface PacketChannel extends AutoCloseable {

    /**
     * @param packets the packets
     * @param from index of the first
     * @param to index after the last
     * @return how many were taken, from the first on
     */
    int offer(long[] packets, int from, int to);

    /**
     * @param into receives packets from index 0 on
     * @return how many
     */
    int drain(long[] into);

    @Override
    default void close() {
    }
}
