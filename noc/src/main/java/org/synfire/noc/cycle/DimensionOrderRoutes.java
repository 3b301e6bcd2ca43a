package org.synfire.noc.cycle;

import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;

/**
 * Which pairs the routings along one axis and then the other connect: every pair has one way, or two with
 * {@link Routing#O1TURN}, and a dead link on it cuts the pair off.
 *
 * <p><b>Memory:</b> 16 bytes a node: for every direction the dead links up to a node, counted along its row or column.
 */
final class DimensionOrderRoutes implements Reachability {
    private final Mesh mesh;
    private final Faults faults;
    private final Routing routing;
    private final int[][] faultyBefore = new int[Direction.COUNT][];

    DimensionOrderRoutes(Mesh mesh, Faults faults, Routing routing) {
        this.mesh = mesh;
        this.faults = faults;
        this.routing = routing;
        for (Direction direction : Direction.values()) {
            faultyBefore[direction.ordinal()] = faults.isEmpty() ? null : faultyBefore(direction);
        }
    }

    /** @return for every node the dead links that leave nodes before it, to the west or north of it, in a direction */
    private int[] faultyBefore(Direction direction) {
        boolean isAlongX = direction.dx() != 0;
        int[] dead = new int[mesh.nodes()];
        for (int node = 0; node < dead.length; node++) {
            boolean isFirst = isAlongX ? mesh.x(node) == 0 : mesh.y(node) == 0;
            int before = node - (isAlongX ? 1 : mesh.width());
            dead[node] = isFirst ? 0 : dead[before] + (faults.isLinkFaulty(mesh.link(before, direction)) ? 1 : 0);
        }
        return dead;
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
        return isOpen(source, destination, true) && routing != Routing.YX
                || isOpen(source, destination, false) && routing != Routing.XY;
    }

    /** @return whether the way with one axis first has no dead part */
    boolean isOpen(int source, int destination, boolean isXFirst) {
        if (faults.isEmpty()) {
            return true;
        }
        int corner = isXFirst
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
            int[] dead = faultyBefore[(isAlongX ? Direction.EAST : Direction.SOUTH).ordinal()];
            return dead[to] == dead[from];
        }
        int[] dead = faultyBefore[(isAlongX ? Direction.WEST : Direction.NORTH).ordinal()];
        int stride = isAlongX ? 1 : mesh.width();
        int last = isLast(from, isAlongX) ? dead[from] + faultyHere(from, isAlongX) : dead[from + stride];
        return last == dead[to] + faultyHere(to, isAlongX);
    }

    private boolean isLast(int node, boolean isAlongX) {
        return isAlongX ? mesh.x(node) + 1 == mesh.width() : mesh.y(node) + 1 == mesh.height();
    }

    private int faultyHere(int node, boolean isAlongX) {
        return faults.isLinkFaulty(mesh.link(node, isAlongX ? Direction.WEST : Direction.NORTH)) ? 1 : 0;
    }
}
