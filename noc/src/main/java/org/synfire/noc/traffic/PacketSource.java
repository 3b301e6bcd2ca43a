package org.synfire.noc.traffic;

/**
 * A cursor over packets in the order in which they are created: by cycle, then by source node.
 *
 * <p>The {@link #cycle}, {@link #source} and {@link #destination} of the current packet can be read any number of
 * times, until {@link #advance}. Idle cycles cost nothing: a network may skip to {@link #cycle}.
 *
 * <p><b>Threads:</b> one. <b>Memory:</b> no call allocates.
 */
public interface PacketSource {
    /** The {@link #cycle} of a source that has no packet left: later than every valid cycle. */
    long NO_MORE = Long.MAX_VALUE;

    /** The cycle in which the packet is created, or {@link #NO_MORE}; never decreases. */
    long cycle();

    /** The node that sends the packet; undefined after the last one. */
    int source();

    /** The node that is to receive it; undefined after the last one. */
    int destination();

    /** Moves on to the next packet; after the last one, does nothing. */
    void advance();
}
