package org.synfire.noc.cycle;

/**
 * {@link Routing#WEST_FIRST} on shortest ways: of two productive ports the one with more free slots, along x if they
 * are equal.
 */
final class WestFirstFunction implements RoutingFunction {
    @Override
    public int port(EventPartition partition, int router, int inPort, long flit) {
        int dx = Flit.x(flit) - Flit.x(partition.positions[router]);
        int dy = Flit.y(flit) - Flit.y(partition.positions[router]);
        if (dx < 0) {
            return NetworkLayout.WEST;
        }
        int alongY = dy > 0 ? NetworkLayout.SOUTH : NetworkLayout.NORTH;
        if (dx == 0) {
            return dy == 0 ? NetworkLayout.LOCAL : alongY;
        }
        return dy == 0 ? NetworkLayout.EAST : partition.freer(router, NetworkLayout.EAST, alongY);
    }
}
