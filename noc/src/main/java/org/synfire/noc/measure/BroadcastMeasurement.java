package org.synfire.noc.measure;

import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;
import org.synfire.noc.ZeroLoadLatency;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.Delivery;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.form.CycleNetworks;
import org.synfire.noc.theory.MulticastTree;

/**
 * A broadcast from a node to all others that it reaches, in an empty network, measured in two ways: as one multicast
 * packet along the tree of XY routes, and as a unicast packet for each receiver, in the order of nodes.
 *
 * <p><b>Equation:</b> the tree crosses N - 1 links. Unicasts cross as many links as the distances add up to, 2k/3 times
 * as many on average over the sources of a k x k mesh. The tree is complete when a lone packet reaches the farthest
 * node. The i-th unicast of F flits arrives at {@code i F + T0}, because packets of one source do not wait for each
 * other if credits return in time.
 *
 * @param mesh nodes and links
 * @param source the node that sends
 * @param packetFlits flits of a packet
 * @param destinations the others that it reaches
 * @param tree cost of the multicast
 * @param unicasts cost of the unicasts
 * @param treeTheory cost of the multicast by theory
 * @param unicastsTheory cost of the unicasts by theory
 */
public record BroadcastMeasurement(
        Mesh mesh,
        int source,
        int packetFlits,
        int destinations,
        Cost tree,
        Cost unicasts,
        Cost treeTheory,
        Cost unicastsTheory) {
    private static final long NEVER = 1L << 42;

    /**
     * The cost of a broadcast.
     *
     * @param linkFlits flits put on links
     * @param cycles from the first packet's creation until the last has arrived
     */
    public record Cost(long linkFlits, long cycles) {}

    /** Remembers when the last packet arrived. */
    private static final class LastArrival implements DeliveryListener {
        private long cycle;

        @Override
        public void delivered(Delivery delivery) {
            cycle = delivery.deliveredCycle();
        }
    }

    /**
     * Measures both.
     *
     * @param spec the network, with XY routing; multicast is switched on
     * @param source the node that sends
     * @param packetFlits flits of a packet, no more than a buffer holds
     * @throws InputException if the network cannot carry such a multicast, or the source reaches no node
     */
    public static BroadcastMeasurement measure(NetworkSpec spec, int source, int packetFlits) {
        Mesh mesh = spec.mesh();
        if (source < 0 || source >= mesh.nodes()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "A broadcast from node %d is not possible: the nodes of a %dx%d mesh are 0 to %d",
                    source,
                    mesh.width(),
                    mesh.height(),
                    mesh.nodes() - 1));
        }
        if (packetFlits > spec.router().bufferFlits()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "A multicast packet of %d flits does not fit buffers of %d, and a fork keeps it whole until "
                            + "its last branch has it: ask for larger buffers",
                    packetFlits,
                    spec.router().bufferFlits()));
        }
        LastArrival last = new LastArrival();
        try (CycleNetwork network = CycleNetworks.eventDriven(spec.withMulticast(), last)) {
            int[] others = IntStream.range(0, mesh.nodes())
                    .filter(node -> node != source && network.reachability().isReachable(source, node))
                    .toArray();
            if (others.length == 0) {
                throw new InputException(
                        String.format(Locale.ROOT, "Node %d reaches no other node: broadcast from another", source));
            }
            int group = network.multicastGroup(source, others);
            network.offerMulticast(0, group, packetFlits, 0);
            Cost tree = arrived(network, last, 0, 0);
            long start = network.cycle() + spec.router().creditRoundTripCycles();
            for (int node : others) {
                offer(network, source, node, packetFlits, start);
            }
            Cost unicasts = arrived(network, last, start, tree.linkFlits);
            ZeroLoadLatency zeroLoad = new ZeroLoadLatency(spec.router().zeroLoadTiming(packetFlits));
            return new BroadcastMeasurement(
                    mesh,
                    source,
                    packetFlits,
                    others.length,
                    tree,
                    unicasts,
                    treeTheory(mesh, source, others, packetFlits, zeroLoad),
                    unicastsTheory(mesh, source, others, packetFlits, zeroLoad));
        }
    }

    private static void offer(CycleNetwork network, int source, int node, int flits, long cycle) {
        if (!network.offer(0, source, node, flits, cycle)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "A source queue of %,d packets does not hold a packet for each receiver: ask for a smaller mesh",
                    network.spec().sourceQueuePackets()));
        }
    }

    private static Cost arrived(CycleNetwork network, LastArrival last, long start, long flitsBefore) {
        network.advanceUntilEmpty(NEVER);
        return new Cost(network.counters().linkTraversals() - flitsBefore, last.cycle - start);
    }

    private static Cost treeTheory(Mesh mesh, int source, int[] others, int flits, ZeroLoadLatency zeroLoad) {
        long slowest = IntStream.of(others)
                .mapToLong(node -> zeroLoad.cycles(mesh.hops(source, node), mesh.chipCrossings(source, node)))
                .max()
                .orElseThrow();
        return new Cost((long) flits * new MulticastTree(mesh).links(source, others), slowest);
    }

    private static Cost unicastsTheory(Mesh mesh, int source, int[] others, int flits, ZeroLoadLatency zeroLoad) {
        long links = 0;
        long end = 0;
        for (int i = 0; i < others.length; i++) {
            int hops = mesh.hops(source, others[i]);
            links += hops;
            end = Math.max(end, (long) i * flits + zeroLoad.cycles(hops, mesh.chipCrossings(source, others[i])));
        }
        return new Cost(flits * links, end);
    }

    /** Flits on links with unicasts, divided by those with the tree. */
    public double linkFlitRatio() {
        return (double) unicasts.linkFlits / tree.linkFlits;
    }

    /** The same by theory. */
    public double linkFlitRatioTheory() {
        return (double) unicastsTheory.linkFlits / treeTheory.linkFlits;
    }
}
