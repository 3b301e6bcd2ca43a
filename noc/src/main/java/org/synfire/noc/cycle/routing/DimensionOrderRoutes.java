package org.synfire.noc.cycle.routing;

import java.util.List;
import java.util.SplittableRandom;
import org.synfire.noc.Direction;
import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;

/**
 * The paths along one axis and then along the other. Every pair of nodes has one path for each open order of the axes;
 * a faulty link on each of them cuts the pair off.
 *
 * <p><b>Memory:</b> 16 bytes a node with faults: for every direction the faulty links up to a node, counted along its
 * row or column.
 */
final class DimensionOrderRoutes implements Routes {
    private final Mesh mesh;
    private final Faults faults;
    private final List<AxisOrder> orders;
    private final int[][] faultyBefore = new int[Direction.COUNT][];

    DimensionOrderRoutes(Mesh mesh, Faults faults, List<AxisOrder> orders) {
        this.mesh = mesh;
        this.faults = faults;
        this.orders = orders;
        for (Direction direction : Direction.values()) {
            faultyBefore[direction.ordinal()] = faults.isEmpty() ? null : faultyBefore(direction);
        }
    }

    /** For every node the faulty links that leave nodes before it, to the west or north of it, in a direction. */
    private int[] faultyBefore(Direction direction) {
        boolean isAlongX = direction.dx() != 0;
        int[] faulty = new int[mesh.nodes()];
        for (int node = 0; node < faulty.length; node++) {
            boolean isFirst = isAlongX ? mesh.x(node) == 0 : mesh.y(node) == 0;
            int before = node - (isAlongX ? 1 : mesh.width());
            faulty[node] = isFirst ? 0 : faulty[before] + (faults.isLinkFaulty(mesh.link(before, direction)) ? 1 : 0);
        }
        return faulty;
    }

    @Override
    public int nodes() {
        return mesh.nodes();
    }

    @Override
    public boolean isWorking(int node) {
        return !faults.isRouterFaulty(node);
    }

    @Override
    public boolean isReachable(int source, int destination) {
        return isOpen(source, destination, orders.getFirst())
                || (orders.size() > 1 && isOpen(source, destination, orders.getLast()));
    }

    @Override
    public int hops(int source, int destination) {
        return mesh.hops(source, destination);
    }

    /** Of two orders one is drawn; if it is closed, the other is taken. */
    @Override
    public AxisOrder order(int source, int destination, SplittableRandom random) {
        if (orders.size() == 1) {
            return orders.getFirst();
        }
        AxisOrder drawn = random.nextBoolean() ? orders.getLast() : orders.getFirst();
        return isOpen(source, destination, drawn) ? drawn : drawn.other();
    }

    @Override
    public RoutingFunction function() {
        return new DimensionOrderFunction();
    }

    private boolean isOpen(int source, int destination, AxisOrder order) {
        if (faults.isEmpty()) {
            return true;
        }
        int corner = order == AxisOrder.X_FIRST
                ? mesh.node(mesh.x(destination), mesh.y(source))
                : mesh.node(mesh.x(source), mesh.y(destination));
        return isWorking(source)
                && isWorking(destination)
                && isStraightOpen(source, corner)
                && isStraightOpen(corner, destination);
    }

    private boolean isStraightOpen(int from, int to) {
        if (from == to) {
            return true;
        }
        boolean isAlongX = mesh.y(from) == mesh.y(to);
        if (from < to) {
            int[] faulty = faultyBefore[(isAlongX ? Direction.EAST : Direction.SOUTH).ordinal()];
            return faulty[to] == faulty[from];
        }
        int[] faulty = faultyBefore[(isAlongX ? Direction.WEST : Direction.NORTH).ordinal()];
        int stride = isAlongX ? 1 : mesh.width();
        int last = isLast(from, isAlongX) ? faulty[from] + faultyHere(from, isAlongX) : faulty[from + stride];
        return last == faulty[to] + faultyHere(to, isAlongX);
    }

    private boolean isLast(int node, boolean isAlongX) {
        return isAlongX ? mesh.x(node) + 1 == mesh.width() : mesh.y(node) + 1 == mesh.height();
    }

    private int faultyHere(int node, boolean isAlongX) {
        return faults.isLinkFaulty(mesh.link(node, isAlongX ? Direction.WEST : Direction.NORTH)) ? 1 : 0;
    }
}
