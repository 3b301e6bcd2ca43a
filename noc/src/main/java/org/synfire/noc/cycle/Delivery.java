package org.synfire.noc.cycle;

/**
 * A packet that arrived. One object is reused for all packets, so a listener must copy what it keeps.
 *
 * <p>Packet latency is {@code deliveredCycle - createdCycle}, network latency {@code deliveredCycle - injectedCycle}.
 */
public interface Delivery {
    /** @return the tag of the offer */
    long tag();

    /** @return the node that sent it */
    int source();

    /** @return the node at which it arrived; one of several for a multicast */
    int destination();

    /** @return the number of its flits */
    int flits();

    /** @return the created cycle of the offer, from which it waited in its source queue */
    long createdCycle();

    /** @return the cycle in which its head left the source queue */
    long injectedCycle();

    /** @return the cycle in which its tail arrived in the core */
    long deliveredCycle();

    /** @return the links that its head crossed */
    int hops();
}
