package org.synfire.noc.cycle.event;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.synfire.engine.InputException;
import org.synfire.noc.Reachability;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.partition.Handover;
import org.synfire.noc.cycle.partition.PartitionedNetwork;
import org.synfire.noc.cycle.routing.AxisOrder;
import org.synfire.noc.cycle.routing.Flit;
import org.synfire.noc.cycle.routing.Routes;
import org.synfire.noc.cycle.routing.RoutingFunction;

/**
 * The event form: partitions of rows, in each of which only routers with something to decide are visited, and cycles in
 * which nothing can happen are skipped.
 *
 * <p><b>Memory:</b> by {@link #stateBytes}, besides what {@link PartitionedNetwork} says.
 */
public final class EventNetwork extends PartitionedNetwork {
    private final EventPartition[] partitions;
    private final WaitGraph waits;
    private final Routes routes;
    private final MulticastTrees trees;
    private final SplittableRandom random;

    /**
     * @param spec what to build
     * @param listener receives the packets that arrive
     */
    public EventNetwork(NetworkSpec spec, DeliveryListener listener) {
        this(spec, listener, spec.routing().rules().routes(spec.mesh(), spec.faults()));
    }

    private EventNetwork(NetworkSpec spec, DeliveryListener listener, Routes paths) {
        this(spec, listener, paths, paths.function());
    }

    /**
     * @param paths which nodes packets can reach
     * @param routingFunction the function that routers ask
     */
    EventNetwork(NetworkSpec spec, DeliveryListener listener, Routes paths, RoutingFunction routingFunction) {
        Parts parts = new Parts(spec);
        MulticastTrees forks = new MulticastTrees(spec.mesh(), paths);
        EventPartition[] rows = partitions(parts, forks, routingFunction);
        super(parts, rows, parts.layout().windowCycles(), listener);
        routes = paths;
        trees = forks;
        partitions = rows;
        waits = new WaitGraph(layout, partitions);
        random = new SplittableRandom(spec.seed());
    }

    /**
     * The partitions of a network with one virtual channel, without multicast, whose routers decide everything in one
     * stage, empty, to be handed over.
     *
     * @param parts what they share
     */
    public static Handover[] handovers(Parts parts) {
        NetworkSpec spec = parts.spec();
        Routes paths = spec.routing().rules().routes(spec.mesh(), spec.faults());
        return Arrays.stream(partitions(parts, new MulticastTrees(spec.mesh(), paths), paths.function()))
                .map(partition -> new SingleChannelHandover((SingleChannelPartition) partition))
                .toArray(Handover[]::new);
    }

    private static EventPartition[] partitions(Parts parts, MulticastTrees trees, RoutingFunction routingFunction) {
        int count = parts.partitionCount();
        PartitionLinks.ArrivalLines[] arrivalLines = new PartitionLinks.ArrivalLines[count];
        for (int partition = 0; partition < count; partition++) {
            arrivalLines[partition] =
                    PartitionLinks.ArrivalLines.of(parts.layout().wheelCycles(), partition > 0, partition + 1 < count);
        }
        EventPartition[] made = new EventPartition[count];
        for (int partition = 0; partition < count; partition++) {
            int firstNode = parts.firstNode(partition);
            int routers = parts.routers(partition);
            int northRouters = partition == 0 ? 0 : parts.routers(partition - 1);
            PartitionLinks links = new PartitionLinks(
                    parts.layout(),
                    firstNode,
                    routers,
                    northRouters,
                    arrivalLines[partition],
                    partition == 0 ? null : arrivalLines[partition - 1],
                    partition + 1 == count ? null : arrivalLines[partition + 1]);
            made[partition] = partition(
                    parts.spec(),
                    new EventPartition.Parts(
                            parts.layout(),
                            firstNode,
                            parts.cores(partition),
                            routers,
                            links,
                            arrivalLines[partition],
                            parts.pool(),
                            routingFunction),
                    trees);
        }
        return made;
    }

    private static EventPartition partition(NetworkSpec spec, EventPartition.Parts parts, MulticastTrees trees) {
        return spec.router().virtualChannels() == 1 && !spec.multicast()
                ? new SingleChannelPartition(parts)
                : new MultiChannelPartition(parts, spec.router(), spec.multicast(), trees);
    }

    @Override
    protected int hops(int source, int destination) {
        return routes.hops(source, destination);
    }

    @Override
    protected void requireNoDeadlock(long atCycle) {
        waits.requireNone(atCycle);
    }

    @Override
    protected AxisOrder order(int source, int destination) {
        return routes.order(source, destination, random);
    }

    @Override
    public Reachability reachability() {
        return routes;
    }

    @Override
    public int multicastGroup(int source, int[] destinations) {
        if (!spec.multicast()) {
            throw new InputException("This network's routers cannot fork: build it with NetworkSpec.withMulticast()");
        }
        Objects.checkIndex(source, mesh.nodes());
        for (int destination : destinations) {
            Objects.checkIndex(destination, mesh.nodes());
        }
        return trees.register(source, destinations);
    }

    @Override
    public boolean offerMulticast(long tag, int group, int flits, long createdCycle) {
        Objects.checkIndex(group, trees.groups());
        requireFlits(flits, Math.min(layout.bufferFlits(), MAX_PACKET_FLITS));
        int copies = trees.destinations(group);
        boolean isTaken =
                copies == 0 || enqueue(tag, trees.source(group), flits, createdCycle, Flit.toGroup(group), 0, copies);
        lose(isTaken ? trees.cutOff(group) : 0);
        return isTaken;
    }

    EventPartition[] partitions() {
        return partitions;
    }
}
