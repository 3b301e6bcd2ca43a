package org.synfire.noc.cycle.routing;

/** One axis, then the other; which one comes first is a flag of the flit. */
public final class DimensionOrderFunction implements RoutingFunction {
    /** Half a byte for every pair of signs, {@code 3 (sign dx + 1) + sign dy + 1}, with the port. */
    private static final long X_THEN_Y = ports(true);

    private static final long Y_THEN_X = ports(false);

    private static long ports(boolean isXFirst) {
        long ports = 0;
        for (int dx = -1; dx <= 1; dx++) {
            for (int dy = -1; dy <= 1; dy++) {
                boolean isAlongX = dx != 0 && (isXFirst || dy == 0);
                int alongX = dx > 0 ? Ports.EAST : Ports.WEST;
                int alongY = dy == 0 ? Ports.LOCAL : dy > 0 ? Ports.SOUTH : Ports.NORTH;
                ports |= (long) (isAlongX ? alongX : alongY) << (4 * (3 * (dx + 1) + dy + 1));
            }
        }
        return ports;
    }

    @Override
    public int port(RouterView routers, int router, int inPort, long flit) {
        return port(routers.position(router), flit);
    }

    /** The port by which a flit leaves a router at a position. */
    public static int port(long position, long flit) {
        int dx = Integer.signum(Flit.x(flit) - Flit.x(position));
        int dy = Integer.signum(Flit.y(flit) - Flit.y(position));
        long ports = (flit & Flit.Y_FIRST) == 0 ? X_THEN_Y : Y_THEN_X;
        return (int) (ports >>> (4 * (3 * dx + dy + 4))) & 0xF;
    }
}
