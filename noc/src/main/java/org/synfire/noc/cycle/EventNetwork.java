package org.synfire.noc.cycle;

import java.util.Objects;
import java.util.SplittableRandom;
import org.synfire.engine.InputException;

/**
 * The event form: bands of rows, in each of which only routers with something to decide are visited, and cycles in
 * which nothing can happen are skipped.
 *
 * <p><b>Memory:</b> by {@link #stateBytes}, besides what {@link BandNetwork} says.
 */
final class EventNetwork extends BandNetwork {
    private final RouterBand[] bands;
    private final WaitGraph waits;
    private final AxisRoutes axisRoutes;
    /** The ways round dead parts of an adaptive routing; null if nothing is dead. */
    private final TurnRoutes turnRoutes;

    private final MulticastTrees trees;
    private final SplittableRandom random;

    EventNetwork(NetworkSpec spec, DeliveryListener listener) {
        this(spec, listener, null);
    }

    /** @param otherChooser in place of the routing's own; null to take that */
    EventNetwork(NetworkSpec spec, DeliveryListener listener, PortChooser otherChooser) {
        Parts parts = new Parts(spec);
        AxisRoutes axes = new AxisRoutes(spec.mesh(), spec.faults(), spec.routing());
        TurnRoutes turns = isAdaptive(spec.routing()) && !spec.faults().isEmpty()
                ? new TurnRoutes(spec.mesh(), spec.faults(), spec.routing())
                : null;
        MulticastTrees forks = new MulticastTrees(spec.mesh(), axes);
        RouterBand[] rows = bands(
                parts, forks, otherChooser != null ? otherChooser : turns != null ? turns : chooser(spec.routing()));
        super(parts, rows, parts.shape().windowCycles, listener);
        axisRoutes = axes;
        turnRoutes = turns;
        trees = forks;
        bands = rows;
        waits = new WaitGraph(shape, bands);
        random = new SplittableRandom(spec.seed());
    }

    private static boolean isAdaptive(Routing routing) {
        return routing == Routing.WEST_FIRST || routing == Routing.ODD_EVEN;
    }

    private static PortChooser chooser(Routing routing) {
        return switch (routing) {
            case XY, YX, O1TURN -> new DimensionOrderChooser();
            case WEST_FIRST -> new WestFirstChooser();
            case ODD_EVEN -> new OddEvenChooser();
        };
    }

    private static RouterBand[] bands(Parts parts, MulticastTrees trees, PortChooser chooser) {
        int count = parts.bandCount();
        int width = parts.shape().width;
        Wires.Inlet[] inlets = new Wires.Inlet[count];
        for (int band = 0; band < count; band++) {
            inlets[band] = Wires.Inlet.of(parts.shape().wheelCycles, band > 0, band + 1 < count);
        }
        RouterBand[] made = new RouterBand[count];
        for (int band = 0; band < count; band++) {
            int firstNode = parts.firstRow(band) * width;
            int routers = parts.firstRow(band + 1) * width - firstNode;
            int northRouters = band == 0 ? 0 : firstNode - parts.firstRow(band - 1) * width;
            Wires wires = new Wires(
                    parts.shape(),
                    firstNode,
                    routers,
                    northRouters,
                    inlets[band],
                    band == 0 ? null : inlets[band - 1],
                    band + 1 == count ? null : inlets[band + 1]);
            made[band] = band(
                    parts.spec(),
                    new RouterBand.Parts(parts.shape(), firstNode, routers, wires, inlets[band], parts.pool(), chooser),
                    trees);
        }
        return made;
    }

    private static RouterBand band(NetworkSpec spec, RouterBand.Parts parts, MulticastTrees trees) {
        if (spec.multicast()) {
            return new ForkingBand(parts, spec.router(), trees);
        }
        return spec.router().virtualChannels() == 1
                ? new SingleChannelBand(parts)
                : new MultiChannelBand(parts, spec.router());
    }

    @Override
    int hops(int source, int destination) {
        return turnRoutes == null ? mesh.hops(source, destination) : turnRoutes.hops(source, destination);
    }

    @Override
    void requireNoCircle(long atCycle) {
        waits.requireNone(atCycle);
    }

    /** Of two orders one is drawn, if neither is cut off. */
    @Override
    long order(int source, int destination) {
        boolean isYFirst = switch (spec.routing()) {
            case YX -> true;
            case O1TURN -> drawsYFirst(source, destination);
            default -> false;
        };
        return isYFirst ? Flit.Y_FIRST : 0;
    }

    private boolean drawsYFirst(int source, int destination) {
        boolean draw = random.nextBoolean();
        return axisRoutes.isOpen(source, destination, !draw) ? draw : !draw;
    }

    @Override
    public Reachability reachability() {
        return turnRoutes == null ? axisRoutes : turnRoutes;
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
        requireFlits(flits, Math.min(shape.bufferFlits, MAX_PACKET_FLITS));
        int copies = trees.destinations(group);
        boolean isTaken =
                copies == 0 || enqueue(tag, trees.source(group), flits, createdCycle, Flit.toGroup(group), 0, copies);
        lose(isTaken ? trees.cutOff(group) : 0);
        return isTaken;
    }

    RouterBand[] bands() {
        return bands;
    }
}
