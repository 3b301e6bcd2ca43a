package org.synfire.noc.cycle;

/** One axis, then the other; which one comes first is a flag of the flit. */
final class DimensionOrderChooser implements PortChooser {
    @Override
    public int port(RouterBand band, int router, int inPort, long flit) {
        int dx = Flit.x(flit) - band.column[router];
        int dy = Flit.y(flit) - band.row[router];
        return (flit & Flit.Y_FIRST) == 0 ? xThenY(dx, dy) : yThenX(dx, dy);
    }

    private static int xThenY(int dx, int dy) {
        return dx != 0 ? alongX(dx) : dy != 0 ? alongY(dy) : Shape.LOCAL;
    }

    private static int yThenX(int dx, int dy) {
        return dy != 0 ? alongY(dy) : dx != 0 ? alongX(dx) : Shape.LOCAL;
    }

    private static int alongX(int dx) {
        return dx > 0 ? Shape.EAST : Shape.WEST;
    }

    private static int alongY(int dy) {
        return dy > 0 ? Shape.SOUTH : Shape.NORTH;
    }
}
