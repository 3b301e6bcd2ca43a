package org.synfire.noc.cycle;

/**
 * Takes the packets that arrived.
 *
 * <p><b>Order:</b> by delivered cycle, then by destination node; a node receives at most one packet a cycle.
 * <b>Threads:</b> the caller of {@link CycleNetwork#advanceTo}, before it returns; it must not call the network.
 */
@FunctionalInterface
public interface DeliveryListener {
    /** Takes nothing. */
    DeliveryListener NONE = delivery -> {};

    /** @param delivery valid during the call only */
    void delivered(Delivery delivery);
}
