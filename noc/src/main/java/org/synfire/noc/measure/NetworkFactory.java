package org.synfire.noc.measure;

import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.NetworkSpec;

/** Builds the network that is measured; called by several threads at once in a sweep. */
@FunctionalInterface
public interface NetworkFactory {
    /**
     * An empty network at cycle 0.
     *
     * @param spec what to build
     * @param listener receives the packets that arrive
     * @param routerTraversals expected flits per router and cycle; 0 if unknown
     */
    CycleNetwork build(NetworkSpec spec, DeliveryListener listener, double routerTraversals);
}
