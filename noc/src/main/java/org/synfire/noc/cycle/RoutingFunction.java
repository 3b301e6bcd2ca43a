package org.synfire.noc.cycle;

/**
 * Decides by which port a packet leaves a router. It is asked once for each packet and router, when the head is at the
 * front.
 */
interface RoutingFunction {
    /**
     * @param partition the partition in which the router is, for its free credits
     * @param router the router within the partition
     * @param inPort the port by which the packet came
     * @param flit its head
     * @return the port by which it leaves
     */
    int port(EventPartition partition, int router, int inPort, long flit);
}
