package org.synfire.noc.traffic;

/**
 * The process by which a node creates packets: the cycles from one packet to the next. It has no memory beyond the last
 * packet, so the next cycle is drawn at once, and not decided cycle by cycle.
 *
 * <p><b>Threads:</b> immutable.
 */
public sealed interface InjectionProcess permits BernoulliInjection, BurstyInjection {
    /** Flits that a node offers per cycle, on average. */
    double flitsPerCycle();

    /** Flits of a packet. */
    int packetFlits();

    /**
     * The same process at that load.
     *
     * @param flitsPerCycle another load, 0 to {@link #highestFlitsPerCycle}
     */
    InjectionProcess atLoad(double flitsPerCycle);

    /** The highest load at which the process is defined. */
    double highestFlitsPerCycle();

    /**
     * The cycle of the node's first packet, or {@link PacketSource#NO_MORE}.
     *
     * @param random the nodes' streams
     * @param node the node
     */
    long firstCycle(NodeStreams random, int node);

    /**
     * Cycles from the node's last packet to its next, at least 1.
     *
     * @param random the nodes' streams
     * @param node the node
     */
    long gapCycles(NodeStreams random, int node);
}
