package org.synfire.noc.cycle.event;

import java.util.Arrays;
import org.synfire.noc.Direction;
import org.synfire.noc.cycle.partition.Cores;
import org.synfire.noc.cycle.partition.DelayLine;
import org.synfire.noc.cycle.partition.NetworkLayout;
import org.synfire.noc.cycle.partition.PacketPool;
import org.synfire.noc.cycle.partition.Partition;
import org.synfire.noc.cycle.partition.RouterSet;
import org.synfire.noc.cycle.routing.DimensionOrderFunction;
import org.synfire.noc.cycle.routing.Flit;
import org.synfire.noc.cycle.routing.RouterView;
import org.synfire.noc.cycle.routing.RoutingFunction;

/**
 * The routers of some rows of the mesh, simulated by one thread.
 *
 * <p>A cycle is: flits, credits and ends of stages arrive; sources send; every router that has something to decide
 * decides by the state that this leaves. What a router sends arrives in a later cycle, so the order of the routers
 * within a cycle does not matter.
 *
 * <p>How buffers, credits and requests are kept is the subclasses' subject: {@link SingleChannelPartition},
 * {@link MultiChannelPartition}.
 *
 * <p><b>Memory:</b> {@link #stateBytes}, in primitive arrays of this partition alone: here 56 bytes a router and its
 * source queue, records apart.
 */
abstract class EventPartition extends Partition implements RouterView {
    static final int CROSSED = 0;
    static final int CROSSED_BITS = 12;
    private static final int COUNT_CYCLES = (1 << CROSSED_BITS) - 1;

    /** Where the routers are, as {@link Flit#to} has it. */
    final long[] positions;

    final PartitionLinks links;
    final RoutingFunction routingFunction;
    /**
     * Whether one stage decides everything, packets go along the axes to one destination each, and whatever is sent
     * takes the same cycles.
     */
    final boolean usesFastPath;

    final RouterSet active;
    final int channels;
    final int bufferFlits;
    final PartitionLinks.ArrivalLines arrivals;
    private final DelayLine routed;
    private final DelayLine channelled;
    private final DelayLine unblocked;

    /**
     * A record for every router, so many words long as the subclass wants. Its first word counts by output,
     * {@value #CROSSED_BITS} bits each, the flits that crossed the switch in the last cycles; {@link #crossedBefore}
     * has those before.
     */
    final long[] words;

    private final int stride;
    final long[] crossedBefore;
    private int cyclesCounted;
    long lastActivity = Long.MIN_VALUE / 2;
    long now;

    /** What every partition is made from. */
    record Parts(
            NetworkLayout layout,
            int firstNode,
            Cores cores,
            int routers,
            PartitionLinks links,
            PartitionLinks.ArrivalLines arrivals,
            PacketPool pool,
            RoutingFunction routingFunction) {}

    EventPartition(Parts parts, int stride) {
        super(parts.layout, parts.cores, parts.firstNode, parts.routers);
        links = parts.links;
        arrivals = parts.arrivals;
        routingFunction = parts.routingFunction;
        usesFastPath = layout.allowsFastPath() && routingFunction instanceof DimensionOrderFunction;
        channels = layout.channels();
        bufferFlits = layout.bufferFlits();
        routed = new DelayLine(layout.wheelCycles());
        channelled = new DelayLine(layout.wheelCycles());
        unblocked = new DelayLine(layout.wheelCycles());
        active = new RouterSet(routers);
        this.stride = stride;
        words = new long[routers * stride];
        crossedBefore = new long[routers * PORTS];
        positions = new long[routers];
        Arrays.setAll(
                positions,
                router -> Flit.to(
                        layout.mesh().x(firstNode + router), layout.mesh().y(firstNode + router)));
    }

    @Override
    protected final void step(long cycle) {
        now = cycle;
        takeFlits(arrivals.flits());
        takeFlits(arrivals.flitsFromNorth());
        takeFlits(arrivals.flitsFromSouth());
        takeCredits(arrivals.credits());
        takeCredits(arrivals.creditsFromNorth());
        takeCredits(arrivals.creditsFromSouth());
        if (!usesFastPath) {
            takeStageEnds();
        }
        sources.send(cycle, this);
        visitActive();
        links.flush();
        if (!usesFastPath) {
            routed.flush();
            channelled.flush();
            unblocked.flush();
        }
        if (++cyclesCounted == COUNT_CYCLES) {
            foldCounts();
        }
    }

    @Override
    protected final long nextCycle() {
        boolean isBusy = now - lastActivity < layout.longestDelay() || !active.isEmpty();
        return isBusy ? now + 1 : sources.nextCycle(now + 1);
    }

    // ---- what the subclasses keep

    @Override
    protected final long routerBytes() {
        return (words.length + crossedBefore.length + active.words().length + positions.length) * (long) Long.BYTES
                + ownStateBytes();
    }

    /** Bytes of what the subclass keeps. */
    abstract long ownStateBytes();

    /** A flit enters an input channel. */
    abstract void enter(int router, int bit, long flit);

    /** A credit of an output channel comes back. */
    abstract void takeCredit(int router, int bit);

    /** The front flit of an input channel is a head whose output port is known from now on. */
    abstract void endRouting(int router, int bit);

    /** The output channel that an input channel won in an earlier cycle is its own from now on. */
    abstract void endChannelAllocation(int router, int bit);

    /** A link between chips may take a flit again, or may not. */
    abstract void setBlocked(int router, int port, boolean isBlocked);

    /** Whether the router may have something to decide in the next cycle even if nothing arrives. */
    abstract boolean visit(int router);

    /** The ports of the multicast packet at the front of an input channel, as bits; 0 if there is none. */
    int branches(int router, int bit) {
        return 0;
    }

    /** Credits of an output channel. */
    abstract int credits(int router, int bit);

    /** Flits in an input channel's buffer. */
    abstract int buffered(int router, int bit);

    /** The front flit of an input channel that is not empty. */
    abstract long front(int router, int bit);

    /**
     * The port that the front flit of an input channel asks for or its packet goes through; -1 if it does neither yet.
     */
    abstract int outPort(int router, int bit);

    /** The output channel that an input channel owns at its port; -1 if none. */
    abstract int ownedChannel(int router, int bit);

    /** The input channel that owns an output channel; -1 if none does. */
    abstract int owner(int router, int bit);

    // ---- arrivals

    private void takeFlits(DelayLine line) {
        if (line != null && usesFastPath) {
            takeFlitsFast(line);
        } else if (line != null) {
            takeEach(line);
        }
    }

    /**
     * Does in one loop what {@link #enter} does to every flit that arrives in a partition that {@link #usesFastPath}.
     */
    abstract void takeFlitsFast(DelayLine line);

    private void takeEach(DelayLine line) {
        int size = line.size(now);
        long[] arriving = line.list(now);
        for (int i = 0; i < size; i += 2) {
            int bit = (int) arriving[i] & NetworkLayout.PLACE_MASK;
            int router = (int) arriving[i] >>> NetworkLayout.PLACE_SHIFT;
            if (bit < NetworkLayout.CORE_BIT) {
                enter(router, bit, arriving[i + 1]);
            } else {
                deliver(router, bit - NetworkLayout.CORE_BIT, arriving[i + 1]);
            }
        }
        line.clear(now);
    }

    final void deliver(int router, int channel, long flit) {
        arrive(now, router, Flit.slot(flit), (flit & Flit.TAIL) != 0);
        links.sendCreditFromCore(now, router, channel);
        lastActivity = now;
    }

    private void takeCredits(DelayLine line) {
        if (line == null) {
            return;
        }
        int size = line.size(now);
        long[] places = line.list(now);
        for (int i = 0; i < size; i++) {
            int bit = (int) places[i] & NetworkLayout.PLACE_MASK;
            int router = (int) places[i] >>> NetworkLayout.PLACE_SHIFT;
            if (bit < NetworkLayout.CORE_BIT) {
                takeCredit(router, bit);
            } else {
                sources.takeCredit(router, bit - NetworkLayout.CORE_BIT);
            }
        }
        line.clear(now);
    }

    private void takeStageEnds() {
        for (int i = 0; i < routed.size(now); i++) {
            int place = (int) routed.list(now)[i];
            endRouting(place >>> NetworkLayout.PLACE_SHIFT, place & NetworkLayout.PLACE_MASK);
        }
        routed.clear(now);
        for (int i = 0; i < channelled.size(now); i++) {
            int place = (int) channelled.list(now)[i];
            endChannelAllocation(place >>> NetworkLayout.PLACE_SHIFT, place & NetworkLayout.PLACE_MASK);
        }
        channelled.clear(now);
        for (int i = 0; i < unblocked.size(now); i++) {
            int place = (int) unblocked.list(now)[i];
            setBlocked(place >>> NetworkLayout.PLACE_SHIFT, place & NetworkLayout.PLACE_MASK, false);
            active.add(place >>> NetworkLayout.PLACE_SHIFT);
        }
        unblocked.clear(now);
    }

    // ---- stages and links with a delay

    final void beginRouting(int router, int bit, long fromCycle) {
        routed.add(fromCycle + layout.routing(), PartitionLinks.place(router, bit));
        lastActivity = now;
    }

    final void beginChannelAllocation(int router, int bit) {
        channelled.add(now + layout.vcAllocation(), PartitionLinks.place(router, bit));
        lastActivity = now;
    }

    @Override
    protected final void inject(int router, int channel, long flit) {
        if (layout.injectDelay() == 0) {
            enter(router, channel, flit);
        } else {
            links.sendFromCore(now, router, channel, flit);
            lastActivity = now;
        }
    }

    /** A flit has left an input channel's buffer. */
    final void sendCredit(int router, int inPort, int channel) {
        links.sendCredit(now, router, inPort, channel);
    }

    /** A flit has crossed the switch to an output channel. */
    final void sendFlit(int router, int port, int channel, long flit) {
        words[router * stride + CROSSED] += 1L << (CROSSED_BITS * port);
        links.sendFlit(now, router, port, channel, flit);
        lastActivity = now;
        if (layout.chipLinkInterval() > 1 && links.leadsToAnotherChip(router, port)) {
            setBlocked(router, port, true);
            unblocked.add(now + layout.chipLinkInterval(), PartitionLinks.place(router, port));
        }
    }

    private void visitActive() {
        if (usesFastPath) {
            visitActiveFast();
        } else {
            visitEach();
        }
    }

    /** Does in one loop what {@link #visit} does to every active router of a partition that {@link #usesFastPath}. */
    abstract void visitActiveFast();

    private void visitEach() {
        long[] set = active.words();
        for (int word = 0; word < set.length; word++) {
            long stay = set[word];
            for (long left = stay; left != 0; left &= left - 1) {
                int router = (word << 6) + Long.numberOfTrailingZeros(left);
                stay &= ~((visit(router) ? 0L : 1L) << router);
            }
            set[word] = stay;
        }
    }

    // ---- what can be read

    @Override
    public final long position(int router) {
        return positions[router];
    }

    @Override
    public final int freer(int router, int first, int second) {
        return freeSlots(router, second) > freeSlots(router, first) ? second : first;
    }

    private int freeSlots(int router, int port) {
        int sum = 0;
        for (int channel = 0; channel < channels; channel++) {
            sum += credits(router, port * channels + channel);
        }
        return sum;
    }

    /** The longest time that anything is on its way. */
    final long longestDelay() {
        return layout.longestDelay();
    }

    /** The next cycle is that one, and something may be on its way. */
    final void resumeAt(long cycle) {
        now = cycle - 1;
        lastActivity = now;
    }

    private void foldCounts() {
        cyclesCounted = 0;
        for (int router = 0; router < routers; router++) {
            for (int port = 0; port < PORTS; port++) {
                crossedBefore[router * PORTS + port] = crossed(router, port);
            }
            words[router * stride + CROSSED] = 0;
        }
    }

    final long crossed(int router, int port) {
        return crossedBefore[router * PORTS + port]
                + (words[router * stride + CROSSED] >>> (CROSSED_BITS * port) & COUNT_CYCLES);
    }

    @Override
    protected final long linkFlits(int router, Direction direction) {
        return crossed(router, direction.port());
    }

    @Override
    protected final long routerTraversals(int router) {
        long sum = 0;
        for (int port = 0; port < PORTS; port++) {
            sum += crossed(router, port);
        }
        return sum;
    }
}
