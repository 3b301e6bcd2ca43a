package org.synfire.noc.cycle.routing;

/** The rules of west-first routing (Glass and Ni): no packet turns to the west. */
public final class WestFirstRouting extends TurnModelRouting {
    @Override
    boolean mayTurn(int column, int inPort, int outPort) {
        return outPort != Ports.WEST || !Ports.isAlongY(inPort);
    }

    /** Of two productive ports the one with more free slots, along x if they are equal. */
    @Override
    public int port(RouterView routers, int router, int inPort, long flit) {
        long position = routers.position(router);
        int dx = Flit.x(flit) - Flit.x(position);
        int dy = Flit.y(flit) - Flit.y(position);
        if (dx < 0) {
            return Ports.WEST;
        }
        int alongY = dy > 0 ? Ports.SOUTH : Ports.NORTH;
        if (dx == 0) {
            return dy == 0 ? Ports.LOCAL : alongY;
        }
        return dy == 0 ? Ports.EAST : routers.freer(router, Ports.EAST, alongY);
    }
}
