package org.synfire.noc.cycle;

import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;
import org.synfire.noc.Reachability;

/**
 * A network-on-chip that is simulated cycle by cycle.
 *
 * <pre>
 *   offer packets that are created in the next cycles; advanceTo those cycles' end; again
 * </pre>
 *
 * <p><b>Clock:</b> it starts at cycle 0; {@link #cycle} is the next cycle to be simulated and never decreases. Packets
 * may be offered far ahead: a packet has no effect before its created cycle. Cycles in which nothing can happen are
 * skipped. <b>Order:</b> equal offers give equal deliveries, counters and fingerprint for any number of threads and
 * either form. <b>Threads:</b> one caller at a time; {@link #advanceTo} may use threads of its own. <b>Memory:</b>
 * nothing is allocated per flit; a packet takes a slot of a pool, which grows to the largest number of packets in
 * flight.
 */
public interface CycleNetwork extends AutoCloseable {
    /** The most flits of a packet. */
    int MAX_PACKET_FLITS = 4096;

    /** The specification it was built from. */
    NetworkSpec spec();

    /** Nodes and links. */
    default Mesh mesh() {
        return spec().mesh();
    }

    /** Which pairs of nodes the routing connects, and which are cut off by faults. */
    Reachability reachability();

    /** The next cycle to be simulated. */
    long cycle();

    /**
     * Puts a packet at the end of the queue of its source. If faults cut the destination off from the source, the
     * packet is counted as lost instead.
     *
     * @param tag a value that the delivery returns
     * @param source the node that sends
     * @param destination the node that receives; may be the source
     * @param flits flits of the packet, 1 to {@value #MAX_PACKET_FLITS}
     * @param createdCycle the first cycle in which it may leave the queue; at least {@link #cycle}, and at least the
     *     created cycle of the last offer of this source
     * @return whether the queue of the source had room; if not, the call has no effect
     * @throws IndexOutOfBoundsException if a node is not on the mesh
     * @throws IllegalArgumentException if flits or cycle are out of their ranges
     */
    boolean offer(long tag, int source, int destination, int flits, long createdCycle);

    /**
     * Registers the destinations of a multicast. Its packets follow the tree of XY routes: along the row of the source,
     * with forks into the columns. They arrive once at each destination.
     *
     * @param source the node that sends
     * @param destinations the nodes that receive, each once; the source may be one
     * @return the group's number for {@link #offerMulticast}: 0, 1, 2, ...
     * @throws InputException if the network was not built with {@link NetworkSpec#withMulticast}, or a destination is
     *     repeated
     * @throws IndexOutOfBoundsException if a node is not on the mesh
     */
    int multicastGroup(int source, int[] destinations);

    /**
     * Puts a multicast packet at the end of its source's queue.
     *
     * @param tag a value that each delivery returns
     * @param group a registered group
     * @param flits flits of the packet, 1 to the slots of a buffer, because a fork stores the packet until the last
     *     branch has received it
     * @param createdCycle as with {@link #offer}
     * @return whether the queue of the source had room; if not, the call has no effect
     */
    boolean offerMulticast(long tag, int group, int flits, long createdCycle);

    /**
     * Simulates until {@link #cycle} is the given one.
     *
     * @param cycle the first cycle that is not simulated; not before {@link #cycle}
     * @throws DeadlockException if packets wait for each other in a cycle
     */
    void advanceTo(long cycle);

    /**
     * Simulates until every packet offered has arrived, or until {@link #cycle} is the given one. If everything has
     * arrived, {@link #cycle} is the cycle after the last arrival.
     *
     * @param cycleBound the first cycle that is not simulated
     * @return whether everything has arrived
     * @throws DeadlockException if packets wait for each other in a cycle
     */
    boolean advanceUntilEmpty(long cycleBound);

    /** Whether no packet is queued or in flight. */
    boolean isEmpty();

    /**
     * Packets in its source queue, including those of later cycles and the one that is leaving.
     *
     * @param source a node
     */
    int queuedPackets(int source);

    /** The counters of all cycles before {@link #cycle}. */
    NetworkCounters counters();

    /**
     * Flits that were put on it; 0 for a link that does not exist.
     *
     * @param link a link id of the mesh
     */
    long linkFlits(int link);

    /**
     * Cycles in which it could not take another flit: its flits times the cycles from one flit to the next.
     *
     * @param link a link id of the mesh
     */
    long linkBusyCycles(int link);

    /**
     * Flits that left its source queue.
     *
     * @param node a node
     */
    long injectedFlits(int node);

    /**
     * Flits that arrived in its core.
     *
     * @param node a node
     */
    long deliveredFlits(int node);

    /** Bytes of routers and source queues, without packets, flits and credits in flight. */
    long stateBytes();

    /** A hash over all deliveries in their order: tag, source, destination, flits, cycles, hops. */
    long fingerprint();

    /** Ends the threads of the network; no other call may follow. */
    @Override
    void close();
}
