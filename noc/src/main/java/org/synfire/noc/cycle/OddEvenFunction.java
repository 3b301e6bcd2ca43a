package org.synfire.noc.cycle;

/**
 * {@link Routing#ODD_EVEN} on shortest ways: of two ports that the turns allow, now and later on the way, the one with
 * more free slots, along x if they are equal.
 */
final class OddEvenFunction implements RoutingFunction {
    @Override
    public int port(EventPartition partition, int router, int inPort, long flit) {
        int column = Flit.x(partition.positions[router]);
        int dx = Flit.x(flit) - column;
        int dy = Flit.y(flit) - Flit.y(partition.positions[router]);
        int alongY = dy > 0 ? NetworkLayout.SOUTH : NetworkLayout.NORTH;
        if (dx == 0) {
            return dy == 0 ? NetworkLayout.LOCAL : alongY;
        }
        if (dy == 0) {
            return dx > 0 ? NetworkLayout.EAST : NetworkLayout.WEST;
        }
        boolean isOdd = (column & 1) != 0;
        return dx > 0
                ? eastbound(partition, router, inPort, isOdd, dx, alongY)
                : westbound(partition, router, isOdd, alongY);
    }

    /**
     * A packet that enters an even column from the west cannot turn there, and so must not enter its last column so.
     */
    private static int eastbound(EventPartition partition, int router, int inPort, boolean isOdd, int dx, int alongY) {
        boolean mayTurn = isOdd || inPort != NetworkLayout.WEST;
        boolean mayGoEast = !isOdd || dx != 1;
        if (mayTurn && mayGoEast) {
            return partition.freer(router, NetworkLayout.EAST, alongY);
        }
        return mayTurn ? alongY : NetworkLayout.EAST;
    }

    /** In an odd column a packet cannot turn to the west, and so must not leave its row there. */
    private static int westbound(EventPartition partition, int router, boolean isOdd, int alongY) {
        return isOdd ? NetworkLayout.WEST : partition.freer(router, NetworkLayout.WEST, alongY);
    }
}
