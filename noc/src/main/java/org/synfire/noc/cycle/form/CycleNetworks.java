package org.synfire.noc.cycle.form;

import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.event.EventNetwork;
import org.synfire.noc.cycle.lockstep.LockstepNetwork;

/**
 * Builds networks. Both forms give the same deliveries, counters and fingerprints; the load decides which one is
 * faster.
 */
public final class CycleNetworks {
    /** The flits per router and cycle from which the lock-step form is faster; measured by RouterTraversalBenchmark. */
    static final double DENSE = 0.35;

    /** The flits per router and cycle below which a network in lock step changes to the event form. */
    static final double SPARSE = 0.2;

    private static final int FEWEST_ROUTERS = 32;

    private CycleNetworks() {}

    /**
     * The event form: routers without flits cost nothing, so the cost is proportional to the flits that move.
     *
     * @param spec what to build
     * @param listener receives the packets that arrive
     * @return an empty network at cycle 0
     */
    public static CycleNetwork eventDriven(NetworkSpec spec, DeliveryListener listener) {
        return new EventNetwork(spec, listener);
    }

    /**
     * The lock-step form: every router is simulated in every cycle, one vector lane for each, so the cost does not
     * depend on the load.
     *
     * @param spec what to build: one virtual channel, XY routing, routers of one stage, no faults
     * @param listener receives the packets that arrive
     * @return an empty network at cycle 0
     * @throws IllegalArgumentException if this form cannot simulate it; the message gives the reason
     */
    public static CycleNetwork lockstep(NetworkSpec spec, DeliveryListener listener) {
        LockstepNetwork.obstacle(spec).ifPresent(words -> {
            throw new IllegalArgumentException("Not in lock step: " + words);
        });
        return new LockstepNetwork(spec, listener);
    }

    /**
     * The faster form for a load, which changes to the other one when that is faster for the flits in flight.
     *
     * @param spec what to build
     * @param listener receives the packets that arrive
     * @param routerTraversals flits that are expected to cross a router in a cycle, on average; the form of the first
     *     cycles
     * @return an empty network at cycle 0
     */
    public static CycleNetwork forLoad(NetworkSpec spec, DeliveryListener listener, double routerTraversals) {
        boolean canChange = spec.mesh().nodes() >= FEWEST_ROUTERS
                && LockstepNetwork.obstacle(spec).isEmpty();
        return canChange
                ? ChangingNetwork.of(spec, listener, routerTraversals >= DENSE, DENSE, SPARSE)
                : eventDriven(spec, listener);
    }
}
