package org.synfire.noc.cycle.lockstep;

import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;
import org.synfire.noc.Reachability;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.LinkTiming;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.partition.PartitionedNetwork;
import org.synfire.noc.cycle.routing.AxisOrder;
import org.synfire.noc.cycle.routing.Routes;

/**
 * The lock-step form: every router is simulated in every cycle, many at a time. For dense traffic; the event form has
 * the same results.
 *
 * <p><b>Limits:</b> what {@link #obstacle} says.
 */
public final class LockstepNetwork extends PartitionedNetwork {
    private static final int MAX_BUFFER_FLITS = 100;
    /**
     * A cycle of all routers takes far longer than a synchronisation of the partitions, and flits in flight take less
     * cache if partitions synchronise in every cycle.
     */
    private static final int WINDOW_CYCLES = 1;

    private static final String VECTORS = "jdk.incubator.vector";

    private final Routes routes;

    /**
     * @param spec what to build; {@link #obstacle} finds none
     * @param listener receives the packets that arrive
     */
    public LockstepNetwork(NetworkSpec spec, DeliveryListener listener) {
        Parts parts = new Parts(spec);
        routes = spec.routing().rules().routes(spec.mesh(), spec.faults());
        super(parts, partitions(parts), WINDOW_CYCLES, listener);
    }

    /**
     * What keeps a network from being simulated in this form, in words; empty if nothing does.
     *
     * @param spec what to build
     */
    public static Optional<String> obstacle(NetworkSpec spec) {
        RouterConfig router = spec.router();
        LinkTiming links = router.links();
        Mesh mesh = spec.mesh();
        boolean isOneKindOfLink = mesh.chips() == 1
                || (links.interChipLinkCycles() == links.linkCycles() && links.interChipFlitIntervalCycles() == 1);
        if (router.virtualChannels() != 1 || router.bufferFlits() > MAX_BUFFER_FLITS) {
            return Optional.of("it has one virtual channel of at most " + MAX_BUFFER_FLITS + " flits");
        }
        if (router.pipeline().routing() != 0 || router.pipeline().vcAllocation() != 0) {
            return Optional.of("its routers allocate everything in one stage");
        }
        if (!spec.routing().followsXyRoutes() || !spec.faults().isEmpty() || spec.multicast() || !isOneKindOfLink) {
            return Optional.of("it knows XY routing over links that are all alike and work, without multicast");
        }
        return ModuleLayer.boot().findModule(VECTORS).isPresent()
                ? Optional.empty()
                : Optional.of("java must be started with --add-modules " + VECTORS);
    }

    private static LockstepPartition[] partitions(Parts parts) {
        int width = parts.layout().width();
        LockstepPartition[] partitions = new LockstepPartition[parts.partitionCount()];
        for (int partition = 0; partition < partitions.length; partition++) {
            int firstNode = parts.firstRow(partition) * width;
            partitions[partition] = new LockstepPartition(
                    parts.layout(), parts.pool(), firstNode, parts.firstRow(partition + 1) * width - firstNode);
        }
        for (int partition = 0; partition < partitions.length; partition++) {
            partitions[partition].joinTo(
                    partition == 0 ? null : partitions[partition - 1],
                    partition + 1 == partitions.length ? null : partitions[partition + 1]);
        }
        return partitions;
    }

    @Override
    protected int hops(int source, int destination) {
        return routes.hops(source, destination);
    }

    @Override
    protected AxisOrder order(int source, int destination) {
        return AxisOrder.X_FIRST;
    }

    /** XY routing without faults cannot deadlock. */
    @Override
    protected void requireNoDeadlock(long atCycle) {}

    @Override
    public Reachability reachability() {
        return routes;
    }

    @Override
    public int multicastGroup(int source, int[] destinations) {
        throw new InputException("This network's routers cannot fork: build it with NetworkSpec.withMulticast()");
    }

    @Override
    public boolean offerMulticast(long tag, int group, int flits, long createdCycle) {
        throw new IndexOutOfBoundsException("there is no multicast group " + group);
    }
}
