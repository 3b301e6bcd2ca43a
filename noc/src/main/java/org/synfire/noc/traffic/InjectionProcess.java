package org.synfire.noc.traffic;

/**
 * The process by which a node creates packets: the cycles from one packet to the next. It has no memory beyond the last
 * packet, so the next cycle is drawn at once, and not decided cycle by cycle.
 *
 * <p><b>Threads:</b> immutable.
 */
public sealed interface InjectionProcess permits BernoulliInjection, BurstyInjection {
    /** @return flits that a node offers per cycle, on average */
    double flitsPerCycle();

    /** @return flits of a packet */
    int packetFlits();

    /**
     * @param flitsPerCycle another load, 0 to {@link #highestFlitsPerCycle}
     * @return the same process at that load
     */
    InjectionProcess atLoad(double flitsPerCycle);

    /** @return the highest load at which the process is defined */
    double highestFlitsPerCycle();

    /**
     * @param random the nodes' streams
     * @param node the node
     * @return the cycle of the node's first packet, or {@link PacketSource#NO_MORE}
     */
    long firstCycle(NodeStreams random, int node);

    /**
     * @param random the nodes' streams
     * @param node the node
     * @return cycles from the node's last packet to its next, at least 1
     */
    long gapCycles(NodeStreams random, int node);
}
