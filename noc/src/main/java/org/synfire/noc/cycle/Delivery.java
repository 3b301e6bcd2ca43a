package org.synfire.noc.cycle;

/**
 * A packet that arrived. One object shows one packet after the other: what is to be kept must be copied out.
 *
 * <p>Packet latency is {@code deliveredCycle - createdCycle}, network latency {@code deliveredCycle - injectedCycle}.
 */
public interface Delivery {
    /** @return what the offer gave */
    long tag();

    /** @return the node that sent it */
    int source();

    /** @return the node it arrived at; of a multicast one of several */
    int destination();

    /** @return its flits */
    int flits();

    /** @return the cycle from which it waited in its source queue, as the offer gave it */
    long createdCycle();

    /** @return the cycle in which its head left the source queue */
    long injectedCycle();

    /** @return the cycle in which its tail arrived in the core */
    long deliveredCycle();

    /** @return the links that its head crossed */
    int hops();
}
