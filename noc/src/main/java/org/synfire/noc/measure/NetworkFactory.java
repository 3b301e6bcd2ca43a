package org.synfire.noc.measure;

import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.NetworkSpec;

/** Builds the network that is measured; called by several threads at once in a sweep. */
@FunctionalInterface
public interface NetworkFactory {
    /**
     * @param spec what to build
     * @param listener takes the packets that arrive
     * @param routerTraversals flits that are expected to cross a router in a cycle, on average; 0 where that is not
     *     known
     * @return an empty network at cycle 0
     */
    CycleNetwork build(NetworkSpec spec, DeliveryListener listener, double routerTraversals);
}
