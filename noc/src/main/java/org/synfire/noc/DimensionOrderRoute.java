package org.synfire.noc;

/**
 * Relative dimension-order routing as on Darwin3. A packet's header holds the hops that are left along x and y. Every
 * router subtracts one, first along x, then along y (REFERENCE A7).
 *
 * <p>The path is a shortest one. It is free of deadlock, because no packet turns from y to x.
 *
 * <p><b>Threads:</b> immutable. <b>Memory:</b> no call allocates; a consumer that captures variables should be created
 * once and reused.
 */
public final class DimensionOrderRoute {
    private final int rowStride;

    /** @param mesh the mesh whose nodes and links are meant */
    public DimensionOrderRoute(Mesh mesh) {
        rowStride = mesh.width();
    }

    /**
     * The router's decision, from the header alone.
     *
     * @param dx hops left along x, positive to the east
     * @param dy hops left along y, positive to the south
     * @return the output port: {@link Direction#LOCAL_PORT} when the packet has arrived, else a {@link Direction#port}
     */
    public static int nextPort(int dx, int dy) {
        if (dx != 0) {
            return (dx > 0 ? Direction.EAST : Direction.WEST).port();
        }
        if (dy != 0) {
            return (dy > 0 ? Direction.SOUTH : Direction.NORTH).port();
        }
        return Direction.LOCAL_PORT;
    }

    /**
     * Walks the path of a packet whose header is already relative.
     *
     * @param from the node that sends
     * @param dx hops along x, positive to the east; must stay on the mesh
     * @param dy hops along y, positive to the south; must stay on the mesh
     * @param consumer takes |dx| + |dy| links in path order
     */
    public void forEachLinkRelative(int from, int dx, int dy, LinkConsumer consumer) {
        walk(from, dx, 1, Direction.EAST, Direction.WEST, consumer);
        walk(from + dx, dy, rowStride, Direction.SOUTH, Direction.NORTH, consumer);
    }

    /**
     * Walks the path of a packet.
     *
     * @param from the node that sends
     * @param to the node that receives
     * @param consumer takes the links in path order; none where the two are the same node
     */
    public void forEachLink(int from, int to, LinkConsumer consumer) {
        forEachLinkRelative(from, dx(from, to), dy(from, to), consumer);
    }

    /**
     * The links a packet crosses.
     *
     * @param from the node that sends
     * @param to the node that receives
     */
    public int hops(int from, int to) {
        return Math.abs(dx(from, to)) + Math.abs(dy(from, to));
    }

    /**
     * The header's hops along x, positive to the east.
     *
     * @param from the node that sends
     * @param to the node that receives
     */
    public int dx(int from, int to) {
        return to % rowStride - from % rowStride;
    }

    /**
     * The header's hops along y, positive to the south.
     *
     * @param from the node that sends
     * @param to the node that receives
     */
    public int dy(int from, int to) {
        return to / rowStride - from / rowStride;
    }

    private static void walk(
            int from, int hops, int nodeStride, Direction forward, Direction backward, LinkConsumer consumer) {
        Direction direction = hops > 0 ? forward : backward;
        int stride = Direction.COUNT * (hops > 0 ? nodeStride : -nodeStride);
        int link = from * Direction.COUNT + direction.ordinal();
        for (int left = Math.abs(hops); left > 0; left--) {
            consumer.accept(link);
            link += stride;
        }
    }
}
