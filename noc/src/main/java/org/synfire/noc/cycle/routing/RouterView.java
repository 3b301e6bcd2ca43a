package org.synfire.noc.cycle.routing;

/** What a routing function sees of the routers that call it. */
public interface RouterView {
    /**
     * Its column and row, encoded as {@link Flit#to} encodes a destination.
     *
     * @param router a router
     */
    long position(int router);

    /**
     * The port with more free slots at its other end, as far as the router's credits show; the first if they are equal.
     *
     * @param router a router
     * @param first an output port
     * @param second another output port
     */
    int freer(int router, int first, int second);
}
