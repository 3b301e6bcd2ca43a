package org.synfire.noc.cycle.routing;

import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;

/**
 * The rules of one routing algorithm. Each {@code Routing} constant has one such object, and every other class asks it:
 * no class compares constants.
 *
 * <p>There are two families. A {@link DimensionOrderRouting} follows one axis and then the other. A
 * {@link TurnModelRouting} chooses among shortest paths and forbids some turns.
 *
 * <p><b>Threads:</b> immutable.
 */
public sealed interface RoutingRules permits DimensionOrderRouting, TurnModelRouting {
    /** The least number of virtual channels of a port that keeps the routing free of deadlock. */
    int leastVirtualChannels();

    /**
     * The virtual channels that such packets may use, one bit each; 0 if there are no such packets.
     *
     * @param order the order of the packet's axes
     * @param virtualChannels virtual channels of a port, at least {@link #leastVirtualChannels}
     */
    int channels(AxisOrder order, int virtualChannels);

    /** Whether every packet takes the path of XY routing where nothing is faulty. */
    boolean followsXyRoutes();

    /**
     * The paths that this routing has there.
     *
     * @param mesh nodes and links
     * @param faults what is faulty in it
     */
    Routes routes(Mesh mesh, Faults faults);
}
