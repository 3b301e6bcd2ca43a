package org.synfire.noc.cycle.routing;

/**
 * A routing function: decides by which port a packet leaves a router. A router calls it once for each packet, when the
 * head flit reaches the front of its buffer.
 */
@FunctionalInterface
public interface RoutingFunction {
    /**
     * The port by which it leaves.
     *
     * @param routers the routers, for positions and free slots
     * @param router the router
     * @param inPort the port by which the packet came
     * @param flit its head flit
     */
    int port(RouterView routers, int router, int inPort, long flit);
}
