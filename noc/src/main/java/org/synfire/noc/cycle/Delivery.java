package org.synfire.noc.cycle;

/**
 * A packet that arrived. One object is reused for all packets, so a listener must copy what it keeps.
 *
 * <p>Packet latency is {@code deliveredCycle - createdCycle}, network latency {@code deliveredCycle - injectedCycle}.
 */
public interface Delivery {
    /** The tag of the offer. */
    long tag();

    /** The node that sent it. */
    int source();

    /** The node at which it arrived; one of several for a multicast. */
    int destination();

    /** The number of its flits. */
    int flits();

    /** The created cycle of the offer, from which it waited in its source queue. */
    long createdCycle();

    /** The cycle in which its head left the source queue. */
    long injectedCycle();

    /** The cycle in which its tail arrived in the core. */
    long deliveredCycle();

    /** The links that its head crossed. */
    int hops();
}
