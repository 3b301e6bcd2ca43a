package org.synfire.noc.traffic;

/**
 * A cursor over packets in the order in which they are created: by cycle, then by source node.
 *
 * <p>It stands on a packet, whose {@link #cycle}, {@link #source} and {@link #destination} can be read as often as
 * wanted, until {@link #advance}. Idle cycles cost nothing: a network may jump to {@link #cycle}.
 *
 * <p><b>Threads:</b> one. <b>Memory:</b> no call allocates.
 */
public interface PacketSource {
    /** The {@link #cycle} of a source that has no packet left: beyond every real one. */
    long NO_MORE = Long.MAX_VALUE;

    /** @return the cycle in which the packet is created, or {@link #NO_MORE}; never runs back */
    long cycle();

    /** @return the node that sends the packet; without meaning after the last one */
    int source();

    /** @return the node that is to receive it; without meaning after the last one */
    int destination();

    /** Moves on to the next packet; after the last one, does nothing. */
    void advance();
}
