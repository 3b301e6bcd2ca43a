package org.synfire.noc.cycle;

/**
 * Totals of a network since its first cycle. They always satisfy:
 *
 * <pre>
 *   packetsOffered  =  packetsDelivered + packetsLost + packetsInFlight
 *   flitsInjected + flitsReplicated  =  flitsDelivered + flitsInFlight
 * </pre>
 *
 * @param packetsOffered packets that offers accepted, lost ones included; a multicast counts once for each destination
 * @param packetsDelivered packets whose tail has arrived
 * @param packetsLost packets offered between nodes that faults cut off; they never enter the network
 * @param packetsInFlight packets in source queues, including those of later cycles, and in the network
 * @param flitsInjected flits that left a source queue
 * @param flitsReplicated flits that multicast forks added
 * @param flitsDelivered flits that arrived in a core
 * @param flitsInFlight flits in buffers, switches and links
 * @param routerTraversals flits that crossed a router's switch: H + 1 for a flit over H links
 * @param linkTraversals flits that were put on a link between routers
 */
public record NetworkCounters(
        long packetsOffered,
        long packetsDelivered,
        long packetsLost,
        long packetsInFlight,
        long flitsInjected,
        long flitsReplicated,
        long flitsDelivered,
        long flitsInFlight,
        long routerTraversals,
        long linkTraversals) {}
