package org.synfire.noc.cycle;

/**
 * {@link Routing#WEST_FIRST} on shortest ways: of two productive ports the one with more free slots, along x if they
 * are equal.
 */
final class WestFirstChooser implements PortChooser {
    @Override
    public int port(RouterBand band, int router, int inPort, long flit) {
        int dx = Flit.x(flit) - Flit.x(band.positions[router]);
        int dy = Flit.y(flit) - Flit.y(band.positions[router]);
        if (dx < 0) {
            return Shape.WEST;
        }
        int alongY = dy > 0 ? Shape.SOUTH : Shape.NORTH;
        if (dx == 0) {
            return dy == 0 ? Shape.LOCAL : alongY;
        }
        return dy == 0 ? Shape.EAST : band.freer(router, Shape.EAST, alongY);
    }
}
