package org.synfire.noc.cycle.lockstep;

import java.util.Arrays;
import java.util.Optional;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.LinkTiming;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.partition.Handover;
import org.synfire.noc.cycle.partition.XyNetwork;

/**
 * The lock-step form: every router is simulated in every cycle, many at a time. For dense traffic; the event form has
 * the same results.
 *
 * <p><b>Limits:</b> what {@link #obstacle} says.
 */
public final class LockstepNetwork extends XyNetwork {
    private static final int MAX_BUFFER_FLITS = 100;
    /**
     * Cycles that partitions may be apart. A cycle of all routers takes far longer than a synchronisation of the
     * partitions, and flits in flight take less cache if partitions synchronise in every cycle.
     */
    public static final int WINDOW_CYCLES = 1;

    private static final String VECTORS = "jdk.incubator.vector";

    /**
     * @param spec what to build; {@link #obstacle} finds none
     * @param listener receives the packets that arrive
     */
    public LockstepNetwork(NetworkSpec spec, DeliveryListener listener) {
        Parts parts = new Parts(spec);
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

    /**
     * The partitions of a network that {@link #obstacle} finds nothing against, empty, to be handed over.
     *
     * @param parts what they share
     */
    public static Handover[] handovers(Parts parts) {
        return Arrays.stream(partitions(parts)).map(LockstepHandover::new).toArray(Handover[]::new);
    }

    private static LockstepPartition[] partitions(Parts parts) {
        LockstepPartition[] partitions = new LockstepPartition[parts.partitionCount()];
        for (int partition = 0; partition < partitions.length; partition++) {
            partitions[partition] = new LockstepPartition(
                    parts.layout(), parts.cores(partition), parts.firstNode(partition), parts.routers(partition));
        }
        for (int partition = 0; partition < partitions.length; partition++) {
            partitions[partition].joinTo(
                    partition == 0 ? null : partitions[partition - 1],
                    partition + 1 == partitions.length ? null : partitions[partition + 1]);
        }
        return partitions;
    }
}
