package org.synfire.noc.cycle;

/**
 * {@link Routing#ODD_EVEN} on shortest ways: of two ports that the turns allow, now and later on the way, the one with
 * more free slots, along x if they are equal.
 */
final class OddEvenChooser implements PortChooser {
    @Override
    public int port(RouterBand band, int router, int inPort, long flit) {
        int column = Flit.x(band.positions[router]);
        int dx = Flit.x(flit) - column;
        int dy = Flit.y(flit) - Flit.y(band.positions[router]);
        int alongY = dy > 0 ? Shape.SOUTH : Shape.NORTH;
        if (dx == 0) {
            return dy == 0 ? Shape.LOCAL : alongY;
        }
        if (dy == 0) {
            return dx > 0 ? Shape.EAST : Shape.WEST;
        }
        boolean isOdd = (column & 1) != 0;
        return dx > 0 ? eastbound(band, router, inPort, isOdd, dx, alongY) : westbound(band, router, isOdd, alongY);
    }

    /**
     * A packet that enters an even column from the west cannot turn there, and so must not enter its last column so.
     */
    private static int eastbound(RouterBand band, int router, int inPort, boolean isOdd, int dx, int alongY) {
        boolean mayTurn = isOdd || inPort != Shape.WEST;
        boolean mayGoEast = !isOdd || dx != 1;
        if (mayTurn && mayGoEast) {
            return band.freer(router, Shape.EAST, alongY);
        }
        return mayTurn ? alongY : Shape.EAST;
    }

    /** In an odd column a packet cannot turn to the west, and so must not leave its row there. */
    private static int westbound(RouterBand band, int router, boolean isOdd, int alongY) {
        return isOdd ? Shape.WEST : band.freer(router, Shape.WEST, alongY);
    }
}
