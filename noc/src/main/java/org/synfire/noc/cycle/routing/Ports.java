package org.synfire.noc.cycle.routing;

import org.synfire.noc.Direction;

/** The ports of a router by their numbers: the core's, then one for each direction. */
public final class Ports {
    /** How many ports a router has. */
    public static final int COUNT = Direction.COUNT + 1;

    /** The port of the node's own core. */
    public static final int LOCAL = Direction.LOCAL_PORT;

    public static final int EAST = Direction.EAST.port();
    public static final int NORTH = Direction.NORTH.port();
    public static final int WEST = Direction.WEST.port();
    public static final int SOUTH = Direction.SOUTH.port();

    private Ports() {}

    /**
     * The neighbour's port at the other end of that port's link.
     *
     * @param port a port of a direction
     */
    public static int opposite(int port) {
        return (port - 1 ^ 2) + 1;
    }

    /** Whether a port belongs to a link along y. */
    static boolean isAlongY(int port) {
        return port == NORTH || port == SOUTH;
    }
}
