package org.synfire.noc.cycle.routing;

import java.util.List;
import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;

/**
 * Routing along one axis and then along the other, in one or both orders. With both orders each has half of the virtual
 * channels: the lower half is for packets along x first, the upper half for packets along y first. Without faults every
 * path is a shortest one. A packet never leaves its path, so a faulty link on it closes that order for the pair.
 */
public final class DimensionOrderRouting implements RoutingRules {
    private final List<AxisOrder> orders;

    /** @param orders the orders that packets may take, each once; at least one */
    public DimensionOrderRouting(AxisOrder... orders) {
        this.orders = List.of(orders);
    }

    @Override
    public int leastVirtualChannels() {
        return orders.size();
    }

    @Override
    public int channels(AxisOrder order, int virtualChannels) {
        if (!orders.contains(order)) {
            return 0;
        }
        int all = (1 << virtualChannels) - 1;
        int lower = (1 << (virtualChannels / 2)) - 1;
        return orders.size() == 1 ? all : order == AxisOrder.X_FIRST ? lower : all & ~lower;
    }

    @Override
    public boolean followsXyRoutes() {
        return orders.equals(List.of(AxisOrder.X_FIRST));
    }

    @Override
    public Routes routes(Mesh mesh, Faults faults) {
        return new DimensionOrderRoutes(mesh, faults, orders);
    }
}
