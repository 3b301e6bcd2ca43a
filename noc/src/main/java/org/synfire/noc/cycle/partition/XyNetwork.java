package org.synfire.noc.cycle.partition;

import org.synfire.engine.InputException;
import org.synfire.noc.Reachability;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.routing.AxisOrder;
import org.synfire.noc.cycle.routing.Routes;

/** A network with XY routing, without faults and without multicast. */
public abstract class XyNetwork extends PartitionedNetwork {
    private final Routes routes;

    /**
     * @param partitions from north to south, all rows of the mesh
     * @param windowCycles cycles that partitions may be apart
     */
    protected XyNetwork(Parts parts, Partition[] partitions, int windowCycles, DeliveryListener listener) {
        super(parts, partitions, windowCycles, listener);
        routes = spec.routing().rules().routes(spec.mesh(), spec.faults());
    }

    @Override
    protected final int hops(int source, int destination) {
        return routes.hops(source, destination);
    }

    @Override
    protected final AxisOrder order(int source, int destination) {
        return AxisOrder.X_FIRST;
    }

    /** XY routing without faults cannot deadlock. */
    @Override
    protected final void requireNoDeadlock(long atCycle) {}

    @Override
    public final Reachability reachability() {
        return routes;
    }

    @Override
    public final int multicastGroup(int source, int[] destinations) {
        throw new InputException("This network's routers cannot fork: build it with NetworkSpec.withMulticast()");
    }

    @Override
    public final boolean offerMulticast(long tag, int group, int flits, long createdCycle) {
        throw new IndexOutOfBoundsException("there is no multicast group " + group);
    }
}
