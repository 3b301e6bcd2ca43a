package org.synfire.noc.cycle;

/** The rules of {@link Routing#WEST_FIRST}: no packet turns to the west. */
final class WestFirstRouting extends TurnModelRouting {
    @Override
    boolean mayTurn(int column, int inPort, int outPort) {
        return outPort != NetworkLayout.WEST || !isAlongY(inPort);
    }

    /** Of two productive ports the one with more free slots, along x if they are equal. */
    @Override
    public int port(RouterView routers, int router, int inPort, long flit) {
        long position = routers.position(router);
        int dx = Flit.x(flit) - Flit.x(position);
        int dy = Flit.y(flit) - Flit.y(position);
        if (dx < 0) {
            return NetworkLayout.WEST;
        }
        int alongY = dy > 0 ? NetworkLayout.SOUTH : NetworkLayout.NORTH;
        if (dx == 0) {
            return dy == 0 ? NetworkLayout.LOCAL : alongY;
        }
        return dy == 0 ? NetworkLayout.EAST : routers.freer(router, NetworkLayout.EAST, alongY);
    }
}
