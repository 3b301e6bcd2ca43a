package org.synfire.noc;

/**
 * The four directions of links, in the order of Darwin3's router ports 1 to 4: +x, -y, -x, +y (REFERENCE A7). Node
 * (0,0) is the top left corner, so +x is east and +y is south: rows are counted downwards.
 */
public enum Direction {
    /** +x, router port 1. */
    EAST(1, 0),
    /** -y, router port 2: towards row 0. */
    NORTH(0, -1),
    /** -x, router port 3. */
    WEST(-1, 0),
    /** +y, router port 4: away from row 0. */
    SOUTH(0, 1);

    /** The router port that leads to the node's own core, in and out. */
    public static final int LOCAL_PORT = 0;

    /** How many directions there are, which is also how many link ids a node has. */
    public static final int COUNT = 4;

    private static final Direction[] BY_ORDINAL = values();

    private final int dx;
    private final int dy;

    Direction(int dx, int dy) {
        this.dx = dx;
        this.dy = dy;
    }

    /** What one hop this way adds to x: -1, 0 or 1. */
    public int dx() {
        return dx;
    }

    /** What one hop this way adds to y: -1, 0 or 1. */
    public int dy() {
        return dy;
    }

    /** The router port, 1 to 4. */
    public int port() {
        return ordinal() + 1;
    }

    /**
     * The direction in which the link leads.
     *
     * @param link a link id of any mesh
     */
    public static Direction ofLink(int link) {
        return BY_ORDINAL[link % COUNT];
    }
}
