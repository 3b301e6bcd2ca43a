package org.synfire.noc.cycle.routing;

import java.util.SplittableRandom;
import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;

/**
 * Adaptive routing that is free of deadlock because it forbids some turns (Glass and Ni, The turn model for adaptive
 * routing, ISCA 1992). All virtual channels are alike.
 *
 * <p>A subclass states the rule twice: {@link #mayTurn} for the paths around faulty parts, and {@link #port} for the
 * shortest paths of a mesh without faults. With faults {@link TurnModelRoutes} takes the shortest paths that
 * {@link #mayTurn} leaves.
 */
abstract non-sealed class TurnModelRouting implements RoutingRules, RoutingFunction {
    /**
     * Whether the packet may leave by that port.
     *
     * @param column the router's column
     * @param inPort the port by which the packet came, not the core's; the packet moves away from that port
     * @param outPort another port that is not the core's
     */
    abstract boolean mayTurn(int column, int inPort, int outPort);

    /** {@inheritDoc} Called only if nothing is faulty. */
    @Override
    public abstract int port(RouterView routers, int router, int inPort, long flit);

    @Override
    public final int leastVirtualChannels() {
        return 1;
    }

    @Override
    public final int channels(AxisOrder order, int virtualChannels) {
        return order == AxisOrder.X_FIRST ? (1 << virtualChannels) - 1 : 0;
    }

    @Override
    public final boolean followsXyRoutes() {
        return false;
    }

    @Override
    public final Routes routes(Mesh mesh, Faults faults) {
        return faults.isEmpty() ? new ShortestRoutes(mesh, this) : new TurnModelRoutes(mesh, faults, this);
    }

    /** The shortest paths of a mesh in which nothing is faulty. */
    private record ShortestRoutes(Mesh mesh, RoutingFunction function) implements Routes {
        @Override
        public int nodes() {
            return mesh.nodes();
        }

        @Override
        public boolean isWorking(int node) {
            return true;
        }

        @Override
        public boolean isReachable(int source, int destination) {
            return true;
        }

        @Override
        public int hops(int source, int destination) {
            return mesh.hops(source, destination);
        }

        @Override
        public AxisOrder order(int source, int destination, SplittableRandom random) {
            return AxisOrder.X_FIRST;
        }
    }
}
