package org.synfire.noc.cycle;

/**
 * Receives the packets that arrived.
 *
 * <p><b>Order:</b> by delivered cycle, then by destination node; a node receives at most one packet per cycle.
 * <b>Threads:</b> the caller of {@link CycleNetwork#advanceTo}, before it returns; it must not call the network.
 */
@FunctionalInterface
public interface DeliveryListener {
    /** Ignores all packets. */
    DeliveryListener NONE = delivery -> {};

    /**
     * Receives a packet that arrived.
     *
     * @param delivery valid during the call only
     */
    void delivered(Delivery delivery);
}
