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
     * @param source a node that sends
     * @param destination a node that it reaches
     * @return the links of every path from one to the other
     */
    int hops(int source, int destination);

    /**
     * @param source a node that sends
     * @param destination a node that it reaches
     * @param random decides if several orders are open
     * @return the order in which the next packet follows the axes
     */
    AxisOrder order(int source, int destination, SplittableRandom random);

    /** @return the routing function that leads along these paths */
    RoutingFunction function();
}
