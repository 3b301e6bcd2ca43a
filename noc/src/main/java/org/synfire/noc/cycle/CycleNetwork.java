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
 * <p><b>Clock:</b> starts at cycle 0; {@link #cycle} is the next cycle to be simulated and never runs back. Offers may
 * be made far ahead of it: a packet waits unseen until its created cycle. Cycles in which nothing can happen are
 * skipped. <b>Order:</b> equal offers give equal deliveries, counters and fingerprint, whatever the implementation's
 * threads. <b>Threads:</b> one caller at a time; {@link #advanceTo} may use threads of its own. <b>Memory:</b> nothing
 * is allocated per flit; a packet takes a slot from a pool that grows to the most packets underway.
 */
public interface CycleNetwork extends AutoCloseable {
    /** The most flits of a packet. */
    int MAX_PACKET_FLITS = 4096;

    /** @return what it was built from */
    NetworkSpec spec();

    /** @return nodes and links */
    default Mesh mesh() {
        return spec().mesh();
    }

    /** @return which pairs of nodes declared faults cut off */
    Reachability reachability();

    /** @return the next cycle to be simulated */
    long cycle();

    /**
     * Puts a packet at the end of its source's queue. Where declared faults cut destination off from source the packet
     * is counted as lost and nothing else happens.
     *
     * @param tag comes back with the delivery
     * @param source the node that sends
     * @param destination the node that receives; may be the source
     * @param flits flits of the packet, 1 to {@value #MAX_PACKET_FLITS}
     * @param createdCycle the cycle from which it may leave: not before {@link #cycle}, nor before the source's last
     *     offer
     * @return whether there was room in the source's queue; if not, nothing happened
     * @throws IndexOutOfBoundsException if a node is not on the mesh
     * @throws IllegalArgumentException if flits or cycle are out of their ranges
     */
    boolean offer(long tag, int source, int destination, int flits, long createdCycle);

    /**
     * Registers the destinations of a multicast: packets to it travel as one along the row and fork into the columns
     * (the tree of XY routes), and arrive once at each destination.
     *
     * @param source the node that sends
     * @param destinations the nodes that receive, each once; the source may be one
     * @return the group's number for {@link #offerMulticast}: 0, 1, 2, ...
     * @throws InputException if the network was not built with {@link NetworkSpec#withMulticast}, or a destination
     *     stands twice
     * @throws IndexOutOfBoundsException if a node is not on the mesh
     */
    int multicastGroup(int source, int[] destinations);

    /**
     * Puts a multicast packet at the end of its source's queue.
     *
     * @param tag comes back with each delivery
     * @param group a registered group
     * @param flits flits of the packet, 1 to the buffer's slots: a fork keeps a packet until its last branch has it
     * @param createdCycle as with {@link #offer}
     * @return whether there was room in the source's queue; if not, nothing happened
     */
    boolean offerMulticast(long tag, int group, int flits, long createdCycle);

    /**
     * Simulates until {@link #cycle} is the given one.
     *
     * @param cycle the first cycle that is not simulated; not before {@link #cycle}
     * @throws DeadlockException if packets wait for each other in a circle
     */
    void advanceTo(long cycle);

    /**
     * Simulates until every packet offered has arrived, or until {@link #cycle} is the given one. When everything has
     * arrived, {@link #cycle} is the one after the last arrival.
     *
     * @param cycleBound the first cycle that is not simulated
     * @return whether everything has arrived
     * @throws DeadlockException if packets wait for each other in a circle
     */
    boolean advanceUntilEmpty(long cycleBound);

    /** @return whether no packet is underway, neither queued nor in the network */
    boolean isEmpty();

    /**
     * @param source a node
     * @return packets in its source queue, those of later cycles and the one that is leaving included
     */
    int queuedPackets(int source);

    /** @return what has been done up to {@link #cycle} */
    NetworkCounters counters();

    /**
     * @param link a link id of the mesh
     * @return flits that were put on it; 0 for a link that does not exist
     */
    long linkFlits(int link);

    /**
     * @param link a link id of the mesh
     * @return cycles in which it could not take another flit: its flits times the cycles from one flit to the next
     */
    long linkBusyCycles(int link);

    /**
     * @param node a node
     * @return flits that left its source queue
     */
    long injectedFlits(int node);

    /**
     * @param node a node
     * @return flits that arrived in its core
     */
    long deliveredFlits(int node);

    /**
     * @return bytes that routers and source queues take, by their layout; packets, flits and credits under way are
     *     apart
     */
    long stateBytes();

    /** @return a hash over all deliveries in their order: tag, source, destination, flits, cycles, hops */
    long fingerprint();

    /** Ends its threads; no other call may follow. */
    @Override
    void close();
}
