package org.synfire.noc.cycle.routing;

import java.util.SplittableRandom;
import org.synfire.noc.Reachability;

/**
 * The paths that one routing has through one mesh and its faults.
 *
 * <p><b>Threads:</b> immutable.
 */
public interface Routes extends Reachability {
    /**
     * The links of every path from one to the other.
     *
     * @param source a node that sends
     * @param destination a node that it reaches
     */
    int hops(int source, int destination);

    /**
     * The order in which the next packet follows the axes.
     *
     * @param source a node that sends
     * @param destination a node that it reaches
     * @param random decides if several orders are open
     */
    AxisOrder order(int source, int destination, SplittableRandom random);

    /** The routing function that leads along these paths. */
    RoutingFunction function();
}
