package org.synfire.noc.cycle;

import java.util.Arrays;
import org.synfire.noc.Direction;

/**
 * The routers of some rows of the mesh, simulated by one thread.
 *
 * <p>A cycle is: flits, credits and ends of stages arrive; sources send; every router that has something to decide
 * decides by the state that this leaves. What a router sends arrives in a later cycle, so the order of the routers
 * within a cycle is of no account.
 *
 * <p>How buffers, credits and requests are kept is the subclasses' subject: {@link SingleChannelBand},
 * {@link MultiChannelBand}.
 *
 * <p><b>Memory:</b> {@link #stateBytes}, in primitive arrays of this band alone: here 56 bytes a router and its source
 * queue, records apart.
 */
abstract class RouterBand extends Band {
    static final int CROSSED = 0;
    static final int CROSSED_BITS = 12;
    private static final int COUNT_CYCLES = (1 << CROSSED_BITS) - 1;

    /** Where the routers are, as {@link Flit#to} has it. */
    final long[] positions;

    final Wires wires;
    final PortChooser chooser;
    /**
     * Whether one stage decides everything, packets go along the axes to one destination each, and whatever is sent
     * takes the same cycles.
     */
    final boolean isPlain;

    final RouterSet active;
    final int channels;
    final int bufferFlits;
    final Wires.Inlet inlet;
    private final Lane routed;
    private final Lane channelled;
    private final Lane unblocked;

    /**
     * A record for every router, so many words long as the subclass wants. Its first word counts by output,
     * {@value #CROSSED_BITS} bits each, the flits that crossed the switch in the last cycles; {@link #crossedBefore}
     * has those before.
     */
    final long[] words;

    private final int stride;
    private final long[] crossedBefore;
    private int cyclesCounted;
    long lastActivity = Long.MIN_VALUE / 2;
    long now;

    /** What every band is made from. */
    record Parts(
            Shape shape,
            int firstNode,
            int routers,
            Wires wires,
            Wires.Inlet inlet,
            PacketPool pool,
            PortChooser chooser) {}

    RouterBand(Parts parts, int stride) {
        super(parts.shape, parts.pool, parts.firstNode, parts.routers);
        wires = parts.wires;
        inlet = parts.inlet;
        chooser = parts.chooser;
        isPlain = shape.isPlain && chooser instanceof DimensionOrderChooser;
        channels = shape.channels;
        bufferFlits = shape.bufferFlits;
        routed = new Lane(shape.wheelCycles);
        channelled = new Lane(shape.wheelCycles);
        unblocked = new Lane(shape.wheelCycles);
        active = new RouterSet(routers);
        this.stride = stride;
        words = new long[routers * stride];
        crossedBefore = new long[routers * PORTS];
        positions = new long[routers];
        Arrays.setAll(positions, router -> Flit.to(shape.mesh.x(firstNode + router), shape.mesh.y(firstNode + router)));
    }

    @Override
    final void step(long cycle) {
        now = cycle;
        takeFlits(inlet.flits());
        takeFlits(inlet.flitsFromNorth());
        takeFlits(inlet.flitsFromSouth());
        takeCredits(inlet.credits());
        takeCredits(inlet.creditsFromNorth());
        takeCredits(inlet.creditsFromSouth());
        if (!isPlain) {
            takeStageEnds();
        }
        sources.send(cycle, this);
        visitActive();
        wires.flush();
        if (!isPlain) {
            routed.flush();
            channelled.flush();
            unblocked.flush();
        }
        if (++cyclesCounted == COUNT_CYCLES) {
            foldCounts();
        }
    }

    @Override
    final long nextCycle() {
        boolean isBusy = now - lastActivity < shape.longestDelay || !active.isEmpty();
        return isBusy ? now + 1 : sources.nextCycle(now + 1);
    }

    // ---- what the subclasses keep

    @Override
    final long stateBytes() {
        return sharedBytes()
                + (words.length + crossedBefore.length + active.words.length + positions.length) * (long) Long.BYTES
                + ownStateBytes();
    }

    /** @return bytes of what the subclass keeps */
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

    /** @return whether the router may have something to decide in the next cycle even if nothing arrives */
    abstract boolean visit(int router);

    /** @return the ports of the multicast packet at the front of an input channel, as bits; 0 if there is none */
    int branches(int router, int bit) {
        return 0;
    }

    /** @return credits of an output channel */
    abstract int credits(int router, int bit);

    /** @return flits in an input channel's buffer */
    abstract int buffered(int router, int bit);

    /** @return the front flit of an input channel that is not empty */
    abstract long front(int router, int bit);

    /**
     * @return the port that the front flit of an input channel asks for or its packet goes through; -1 if it does
     *     neither yet
     */
    abstract int outPort(int router, int bit);

    /** @return the output channel that an input channel owns at its port; -1 if none */
    abstract int ownedChannel(int router, int bit);

    /** @return the input channel that owns an output channel; -1 if none does */
    abstract int owner(int router, int bit);

    // ---- arrivals

    private void takeFlits(Lane lane) {
        if (lane != null && isPlain) {
            takePlain(lane);
        } else if (lane != null) {
            takeEach(lane);
        }
    }

    /** Does in one loop what {@link #enter} does to every flit that arrives in a band that {@link #isPlain}. */
    abstract void takePlain(Lane lane);

    private void takeEach(Lane lane) {
        int size = lane.size(now);
        long[] arriving = lane.list(now);
        for (int i = 0; i < size; i += 2) {
            int bit = (int) arriving[i] & Shape.PLACE_MASK;
            int router = (int) arriving[i] >>> Shape.PLACE_SHIFT;
            if (bit < Shape.CORE_BIT) {
                enter(router, bit, arriving[i + 1]);
            } else {
                deliver(router, bit - Shape.CORE_BIT, arriving[i + 1]);
            }
        }
        lane.clear(now);
    }

    final void deliver(int router, int channel, long flit) {
        arrive(now, router, Flit.slot(flit), (flit & Flit.TAIL) != 0);
        wires.sendCreditFromCore(now, router, channel);
        lastActivity = now;
    }

    private void takeCredits(Lane lane) {
        if (lane == null) {
            return;
        }
        int size = lane.size(now);
        long[] places = lane.list(now);
        for (int i = 0; i < size; i++) {
            int bit = (int) places[i] & Shape.PLACE_MASK;
            int router = (int) places[i] >>> Shape.PLACE_SHIFT;
            if (bit < Shape.CORE_BIT) {
                takeCredit(router, bit);
            } else {
                sources.takeCredit(router, bit - Shape.CORE_BIT);
            }
        }
        lane.clear(now);
    }

    private void takeStageEnds() {
        for (int i = 0; i < routed.size(now); i++) {
            int place = (int) routed.list(now)[i];
            endRouting(place >>> Shape.PLACE_SHIFT, place & Shape.PLACE_MASK);
        }
        routed.clear(now);
        for (int i = 0; i < channelled.size(now); i++) {
            int place = (int) channelled.list(now)[i];
            endChannelAllocation(place >>> Shape.PLACE_SHIFT, place & Shape.PLACE_MASK);
        }
        channelled.clear(now);
        for (int i = 0; i < unblocked.size(now); i++) {
            int place = (int) unblocked.list(now)[i];
            setBlocked(place >>> Shape.PLACE_SHIFT, place & Shape.PLACE_MASK, false);
            active.add(place >>> Shape.PLACE_SHIFT);
        }
        unblocked.clear(now);
    }

    // ---- what takes its time

    final void beginRouting(int router, int bit, long fromCycle) {
        routed.add(fromCycle + shape.routing, Wires.place(router, bit));
        lastActivity = now;
    }

    final void beginChannelAllocation(int router, int bit) {
        channelled.add(now + shape.vcAllocation, Wires.place(router, bit));
        lastActivity = now;
    }

    @Override
    final void inject(int router, int channel, long flit) {
        if (shape.injectDelay == 0) {
            enter(router, channel, flit);
        } else {
            wires.sendFromCore(now, router, channel, flit);
            lastActivity = now;
        }
    }

    /** A flit has left an input channel's buffer. */
    final void sendCredit(int router, int inPort, int channel) {
        wires.sendCredit(now, router, inPort, channel);
    }

    /** A flit has crossed the switch to an output channel. */
    final void sendFlit(int router, int port, int channel, long flit) {
        words[router * stride + CROSSED] += 1L << CROSSED_BITS * port;
        wires.sendFlit(now, router, port, channel, flit);
        lastActivity = now;
        if (shape.chipLinkInterval > 1 && wires.leadsToAnotherChip(router, port)) {
            setBlocked(router, port, true);
            unblocked.add(now + shape.chipLinkInterval, Wires.place(router, port));
        }
    }

    private void visitActive() {
        if (isPlain) {
            visitPlain();
        } else {
            visitEach();
        }
    }

    /** Does in one loop what {@link #visit} does to every active router of a band that {@link #isPlain}. */
    abstract void visitPlain();

    private void visitEach() {
        long[] set = active.words;
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

    /**
     * @return of two ports the one with more free slots at its other end, as far as this router knows; the first if
     *     they are equal
     */
    final int freer(int router, int first, int second) {
        return freeSlots(router, second) > freeSlots(router, first) ? second : first;
    }

    private int freeSlots(int router, int port) {
        int sum = 0;
        for (int channel = 0; channel < channels; channel++) {
            sum += credits(router, port * channels + channel);
        }
        return sum;
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

    private long crossed(int router, int port) {
        return crossedBefore[router * PORTS + port]
                + (words[router * stride + CROSSED] >>> CROSSED_BITS * port & COUNT_CYCLES);
    }

    @Override
    final long linkFlits(int router, Direction direction) {
        return crossed(router, direction.port());
    }

    @Override
    final long routerTraversals(int router) {
        long sum = 0;
        for (int port = 0; port < PORTS; port++) {
            sum += crossed(router, port);
        }
        return sum;
    }
}
