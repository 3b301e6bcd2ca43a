package org.synfire.noc.cycle;

/** Builds networks. */
public final class CycleNetworks {
    private CycleNetworks() {
    }

    /**
     * The event form: routers without flits cost nothing, so its cost follows the flits that move.
     *
     * @param spec     what to build
     * @param listener takes the packets that arrive
     * @return an empty network at cycle 0
     */
    public static CycleNetwork eventDriven(NetworkSpec spec, DeliveryListener listener) {
        return new EventNetwork(spec, listener);
    }
}
