package org.synfire.noc.cycle;

import java.util.Locale;
import java.util.Objects;
import org.synfire.engine.InputException;
import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;

/**
 * What a {@link CycleNetwork} is built from.
 *
 * @param mesh nodes and links
 * @param router the routers, all alike
 * @param routing the routing algorithm
 * @param faults faulty links and routers
 * @param sourceQueuePackets packets that may wait in one node's source queue, 1 to {@value #MAX_SOURCE_QUEUE_PACKETS}
 * @param threads threads that simulate, 1 to {@value #MAX_THREADS}; the result does not depend on them
 * @param multicast whether {@link CycleNetwork#multicastGroup} will be used; the simulation of routers that can fork is
 *     slower
 * @param seed seed of the random order of {@link Routing#O1TURN} packets; nothing else is random
 */
public record NetworkSpec(
        Mesh mesh,
        RouterConfig router,
        Routing routing,
        Faults faults,
        int sourceQueuePackets,
        int threads,
        boolean multicast,
        long seed) {
    /** The most packets of a source queue. */
    public static final int MAX_SOURCE_QUEUE_PACKETS = 1 << 24;
    /** The most threads. */
    public static final int MAX_THREADS = 256;

    /** @throws InputException if a number is out of its range, or the routing needs more virtual channels */
    public NetworkSpec {
        Objects.requireNonNull(mesh);
        Objects.requireNonNull(faults);
        requireRange(sourceQueuePackets, MAX_SOURCE_QUEUE_PACKETS, "packets in a source queue");
        requireRange(threads, MAX_THREADS, "threads");
        if (multicast && !routing.followsXyRoutes()) {
            throw new InputException(
                    "Multicast goes along the tree of XY routes; routing " + routing.label() + " has none: ask for xy");
        }
        if (router.virtualChannels() < routing.leastVirtualChannels()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "Routing %s needs at least %d virtual channels to be free of deadlock, found %d: ask for more, or"
                            + " for another routing",
                    routing.label(),
                    routing.leastVirtualChannels(),
                    router.virtualChannels()));
        }
    }

    /**
     * A network without faults, with XY routing, one thread and source queues of at most a million packets.
     *
     * @param mesh nodes and links
     * @param router the routers
     */
    public static NetworkSpec of(Mesh mesh, RouterConfig router) {
        return new NetworkSpec(mesh, router, Routing.XY, Faults.NONE, 1 << 20, 1, false, 1);
    }

    /** The same with another routing. */
    public NetworkSpec withRouting(Routing other) {
        return new NetworkSpec(mesh, router, other, faults, sourceQueuePackets, threads, multicast, seed);
    }

    /** The same with other faults. */
    public NetworkSpec withFaults(Faults other) {
        return new NetworkSpec(mesh, router, routing, other, sourceQueuePackets, threads, multicast, seed);
    }

    /** The same with other source queues. */
    public NetworkSpec withSourceQueuePackets(int other) {
        return new NetworkSpec(mesh, router, routing, faults, other, threads, multicast, seed);
    }

    /** The same with other threads. */
    public NetworkSpec withThreads(int other) {
        return new NetworkSpec(mesh, router, routing, faults, sourceQueuePackets, other, multicast, seed);
    }

    /** The same with another seed. */
    public NetworkSpec withSeed(long other) {
        return new NetworkSpec(mesh, router, routing, faults, sourceQueuePackets, threads, multicast, other);
    }

    /** The same with routers that can fork. */
    public NetworkSpec withMulticast() {
        return new NetworkSpec(mesh, router, routing, faults, sourceQueuePackets, threads, true, seed);
    }

    private static void requireRange(int value, int most, String what) {
        if (value < 1 || value > most) {
            throw new InputException("Network: " + what + " must be 1 to " + most + ", found " + value);
        }
    }
}
