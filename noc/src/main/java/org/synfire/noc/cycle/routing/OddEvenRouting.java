package org.synfire.noc.cycle.routing;

/**
 * The rules of odd-even routing (Chiu): in even columns no packet turns from east to north or south, in odd columns
 * none turns from north or south to west.
 */
public final class OddEvenRouting extends TurnModelRouting {
    @Override
    boolean mayTurn(int column, int inPort, int outPort) {
        return isOdd(column)
                ? outPort != Ports.WEST || !Ports.isAlongY(inPort)
                : inPort != Ports.WEST || !Ports.isAlongY(outPort);
    }

    private static boolean isOdd(int column) {
        return (column & 1) != 0;
    }

    /**
     * Of two productive ports that the turns allow, now and later on the path, the one with more free slots, along x if
     * they are equal.
     */
    @Override
    public int port(RouterView routers, int router, int inPort, long flit) {
        long position = routers.position(router);
        int column = Flit.x(position);
        int dx = Flit.x(flit) - column;
        int dy = Flit.y(flit) - Flit.y(position);
        int alongY = dy > 0 ? Ports.SOUTH : Ports.NORTH;
        if (dx == 0) {
            return dy == 0 ? Ports.LOCAL : alongY;
        }
        if (dy == 0) {
            return dx > 0 ? Ports.EAST : Ports.WEST;
        }
        return dx > 0
                ? eastbound(routers, router, inPort, isOdd(column), dx, alongY)
                : westbound(routers, router, isOdd(column), alongY);
    }

    /**
     * A packet that enters an even column from the west cannot turn there, so it must not enter its last column that
     * way.
     */
    private static int eastbound(RouterView routers, int router, int inPort, boolean isOdd, int dx, int alongY) {
        boolean mayTurn = isOdd || inPort != Ports.WEST;
        boolean mayGoEast = !isOdd || dx != 1;
        if (mayTurn && mayGoEast) {
            return routers.freer(router, Ports.EAST, alongY);
        }
        return mayTurn ? alongY : Ports.EAST;
    }

    /** In an odd column a packet cannot turn to the west, so it must not leave its row there. */
    private static int westbound(RouterView routers, int router, boolean isOdd, int alongY) {
        return isOdd ? Ports.WEST : routers.freer(router, Ports.WEST, alongY);
    }
}
