package org.synfire.noc.cycle;

import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;

/**
 * The lock-step form: every router is simulated in every cycle, many at a time. The twin of {@link EventNetwork} for
 * dense traffic.
 *
 * <p><b>Limits:</b> what {@link #whyNot} says.
 */
final class LockstepNetwork extends BandNetwork {
    private static final int MAX_BUFFER_FLITS = 100;
    /**
     * A cycle of all routers takes far longer than a meeting of the bands, and what is under way takes less cache with
     * meetings in every cycle.
     */
    private static final int WINDOW_CYCLES = 1;

    private static final String VECTORS = "jdk.incubator.vector";

    private final AxisRoutes routes;

    LockstepNetwork(NetworkSpec spec, DeliveryListener listener) {
        Parts parts = new Parts(spec);
        routes = new AxisRoutes(spec.mesh(), spec.faults(), spec.routing());
        super(parts, bands(parts), WINDOW_CYCLES, listener);
    }

    /** @return what keeps a network from being simulated in this form, in words; null if nothing does */
    static String whyNot(NetworkSpec spec) {
        RouterConfig router = spec.router();
        LinkTiming links = router.links();
        Mesh mesh = spec.mesh();
        boolean isOneKindOfLink = mesh.chips() == 1
                || links.interChipLinkCycles() == links.linkCycles() && links.interChipFlitIntervalCycles() == 1;
        if (router.virtualChannels() != 1 || router.bufferFlits() > MAX_BUFFER_FLITS) {
            return "it has one virtual channel of at most " + MAX_BUFFER_FLITS + " flits";
        }
        if (router.pipeline().routing() != 0 || router.pipeline().vcAllocation() != 0) {
            return "its routers allocate everything in one stage";
        }
        if (spec.routing() != Routing.XY || !spec.faults().isEmpty() || spec.multicast() || !isOneKindOfLink) {
            return "it knows XY routing over links that are all alike and alive, without multicast";
        }
        return ModuleLayer.boot().findModule(VECTORS).isPresent()
                ? null
                : "java must be started with --add-modules " + VECTORS;
    }

    private static LockstepBand[] bands(Parts parts) {
        int width = parts.shape().width;
        LockstepBand[] bands = new LockstepBand[parts.bandCount()];
        for (int band = 0; band < bands.length; band++) {
            int firstNode = parts.firstRow(band) * width;
            bands[band] = new LockstepBand(
                    parts.shape(), parts.pool(), firstNode, parts.firstRow(band + 1) * width - firstNode);
        }
        for (int band = 0; band < bands.length; band++) {
            bands[band].joinTo(band == 0 ? null : bands[band - 1], band + 1 == bands.length ? null : bands[band + 1]);
        }
        return bands;
    }

    @Override
    int hops(int source, int destination) {
        return mesh.hops(source, destination);
    }

    @Override
    long order(int source, int destination) {
        return 0;
    }

    /** XY routing without faults has no circles. */
    @Override
    void requireNoCircle(long atCycle) {}

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
