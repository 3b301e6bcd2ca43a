package org.synfire.noc.cycle;

import java.util.Arrays;
import org.synfire.noc.Direction;

/**
 * The routers of some rows of the mesh, simulated by one thread.
 *
 * <p>A cycle is: flits, credits and ends of stages arrive; sources send; every router that has something to decide decides by the
 * state that this leaves. What a router sends arrives in a later cycle, so the order of the routers within a cycle is of no account.
 *
 * <p>A virtual channel's front flit asks for its output in one of two ways, a bit of a word for each output port: as a <i>head</i>
 * that has no virtual channel there yet, or as an <i>owner</i> of one that has a credit. The switch takes from both in the router
 * with combined allocation, from owners alone where virtual channels are allocated in a stage of their own.
 *
 * <p><b>Memory:</b> {@link #bytesPerRouter}, in primitive arrays of this band alone.
 */
final class RouterBand {
    private static final int PORTS = Shape.PORTS;
    private static final int LOCAL = Shape.LOCAL;
    private static final int NO_CHANNEL = -1;
    /** Set in {@link #channelOf} until the stage that allocates the channel is over. */
    private static final int PENDING = 0x10;
    private static final int COUNT_MASK = 0xFFFF;
    private static final int FRONT_SHIFT = 16;

    final Shape shape;
    final int firstNode;
    final int routers;
    final SourceQueues sources;
    final DeliveryLog deliveries = new DeliveryLog();

    private final Wires wires;
    private final Wires.Inlet inlet;
    private final PacketPool pool;
    private final PortChooser chooser;
    private final SignalLane routed;
    private final SignalLane channelled;
    private final SignalLane unblocked;
    private final SwitchArbiter arbiter;
    private final ChannelArbiter channelArbiter;
    private final boolean isCombined;
    private final int inputs;
    private final int channels;
    private final int slots;

    final short[] column;
    final short[] row;
    private final RouterSet active;
    final long[] flits;
    final int[] fifo;
    final byte[] outPort;
    final byte[] channelOf;
    final long[] headAsks;
    final long[] ownerAsks;
    final long[] occupied;
    final short[] credits;
    final byte[] creditless;
    final byte[] owned;
    final byte[] owner;
    private final byte[] lastChannel;
    private final byte[] blockedPorts;

    private final long[] linkFlits;
    private final long[] deliveredFlits;
    private long deliveredPackets;
    private long routerTraversals;
    private long now;
    private long lastArrival = -1;

    RouterBand(Shape shape, NetworkSpec spec, int firstNode, int routers, Wires wires, Wires.Inlet inlet, PacketPool pool,
            PortChooser chooser) {
        this.shape = shape;
        this.firstNode = firstNode;
        this.routers = routers;
        this.wires = wires;
        this.inlet = inlet;
        this.pool = pool;
        this.chooser = chooser;
        inputs = shape.inputs;
        channels = shape.channels;
        slots = shape.slots;
        isCombined = shape.vcAllocation == 0;
        sources = new SourceQueues(shape, pool, routers);
        routed = new SignalLane(shape.wheelCycles);
        channelled = new SignalLane(shape.wheelCycles);
        unblocked = new SignalLane(shape.wheelCycles);
        arbiter = SwitchArbiter.of(spec.router(), shape, routers);
        channelArbiter = isCombined ? null : new ChannelArbiter(shape, routers);
        column = new short[routers];
        row = new short[routers];
        for (int router = 0; router < routers; router++) {
            column[router] = (short) shape.mesh.x(firstNode + router);
            row[router] = (short) shape.mesh.y(firstNode + router);
        }
        active = new RouterSet(routers);
        flits = new long[routers * inputs * slots];
        fifo = new int[routers * inputs];
        outPort = new byte[routers * inputs];
        channelOf = new byte[routers * inputs];
        Arrays.fill(channelOf, (byte) NO_CHANNEL);
        headAsks = new long[routers * PORTS];
        ownerAsks = new long[routers * PORTS];
        occupied = new long[routers];
        credits = new short[routers * inputs];
        Arrays.fill(credits, (short) shape.bufferFlits);
        creditless = new byte[routers * PORTS];
        owned = new byte[routers * PORTS];
        owner = new byte[routers * inputs];
        lastChannel = new byte[routers * PORTS];
        blockedPorts = new byte[routers];
        linkFlits = new long[routers * Direction.COUNT];
        deliveredFlits = new long[routers];
    }

    /** Simulates a cycle. */
    void step(long cycle) {
        now = cycle;
        takeFlits(inlet.flits());
        takeFlits(inlet.flitsFromNorth());
        takeFlits(inlet.flitsFromSouth());
        takeCredits(inlet.credits());
        takeCredits(inlet.creditsFromNorth());
        takeCredits(inlet.creditsFromSouth());
        takeStageEnds();
        sources.send(cycle, this);
        visitActive();
    }

    /** @return the next cycle in which something can happen here or by what was sent from here */
    long nextCycle() {
        boolean isBusy = lastArrival > now || !active.isEmpty();
        return isBusy ? now + 1 : sources.nextCycle(now + 1);
    }

    // ---- arrivals

    private void takeFlits(FlitLane lane) {
        if (lane == null) {
            return;
        }
        int size = lane.size(now);
        int[] places = lane.targets(now);
        long[] arriving = lane.flits(now);
        for (int i = 0; i < size; i++) {
            int bit = places[i] & Shape.PLACE_MASK;
            int router = places[i] >>> Shape.PLACE_SHIFT;
            if (bit < Shape.CORE_BIT) {
                enter(router, bit, arriving[i]);
            } else {
                deliver(router, bit - Shape.CORE_BIT, arriving[i]);
            }
        }
        lane.clear(now);
    }

    private void enter(int router, int bit, long flit) {
        int input = router * inputs + bit;
        int state = fifo[input];
        int count = state & COUNT_MASK;
        assert count < shape.bufferFlits : "a flit without a credit at router " + (firstNode + router) + ", input " + bit;
        flits[input * slots + ((state >>> FRONT_SHIFT) + count & slots - 1)] = flit;
        fifo[input] = state + 1;
        if (count == 0) {
            occupied[router] |= 1L << bit;
            reachFront(router, bit, input, flit, now);
        }
    }

    private void deliver(int router, int channel, long flit) {
        deliveredFlits[router]++;
        wires.sendCreditFromCore(now, router, channel);
        noteArrival(now + shape.creditDelay);
        if ((flit & Flit.TAIL) != 0) {
            deliveredPackets++;
            deliveries.add(now, firstNode + router, Flit.slot(flit));
        }
    }

    private void takeCredits(SignalLane lane) {
        if (lane == null) {
            return;
        }
        int size = lane.size(now);
        int[] places = lane.targets(now);
        for (int i = 0; i < size; i++) {
            int bit = places[i] & Shape.PLACE_MASK;
            int router = places[i] >>> Shape.PLACE_SHIFT;
            if (bit < Shape.CORE_BIT) {
                takeCredit(router, bit);
            } else {
                sources.takeCredit(router, bit - Shape.CORE_BIT);
            }
        }
        lane.clear(now);
    }

    private void takeCredit(int router, int bit) {
        int output = router * inputs + bit;
        if (credits[output]++ == 0) {
            int port = shape.portOfBit[bit];
            int channel = bit - port * channels;
            int out = router * PORTS + port;
            creditless[out] &= (byte) ~(1 << channel);
            if ((owned[out] >>> channel & 1) != 0) {
                askAsOwner(router, owner[output], out);
            }
            active.add(router);
        }
    }

    private void askAsOwner(int router, int ownerBit, int out) {
        int input = router * inputs + ownerBit;
        if ((channelOf[input] & PENDING) == 0 && (fifo[input] & COUNT_MASK) != 0) {
            ownerAsks[out] |= 1L << ownerBit;
        }
    }

    private void takeStageEnds() {
        int size = routed.size(now);
        for (int i = 0; i < size; i++) {
            int place = routed.targets(now)[i];
            askAsHead(place >>> Shape.PLACE_SHIFT, place & Shape.PLACE_MASK);
        }
        routed.clear(now);
        size = channelled.size(now);
        for (int i = 0; i < size; i++) {
            int place = channelled.targets(now)[i];
            endChannelAllocation(place >>> Shape.PLACE_SHIFT, place & Shape.PLACE_MASK);
        }
        channelled.clear(now);
        size = unblocked.size(now);
        for (int i = 0; i < size; i++) {
            int place = unblocked.targets(now)[i];
            int router = place >>> Shape.PLACE_SHIFT;
            blockedPorts[router] &= (byte) ~(1 << (place & Shape.PLACE_MASK));
            active.add(router);
        }
        unblocked.clear(now);
    }

    private void endChannelAllocation(int router, int bit) {
        int input = router * inputs + bit;
        int port = outPort[input];
        int channel = channelOf[input] & ~PENDING;
        channelOf[input] = (byte) channel;
        if (credits[router * inputs + port * channels + channel] > 0) {
            ownerAsks[router * PORTS + port] |= 1L << bit;
            active.add(router);
        }
    }

    // ---- the front of a virtual channel

    /** A flit is at the front from {@code from} on. */
    private void reachFront(int router, int bit, int input, long flit, long from) {
        if ((flit & Flit.HEAD) == 0) {
            int port = outPort[input];
            if (credits[router * inputs + port * channels + channelOf[input]] > 0) {
                ownerAsks[router * PORTS + port] |= 1L << bit;
                active.add(router);
            }
        } else if (shape.routing == 0) {
            askAsHead(router, bit, input, flit);
        } else {
            routed.add(from + shape.routing, router << Shape.PLACE_SHIFT | bit);
            noteArrival(from + shape.routing);
        }
    }

    private void askAsHead(int router, int bit) {
        int input = router * inputs + bit;
        askAsHead(router, bit, input, flits[input * slots + (fifo[input] >>> FRONT_SHIFT)]);
    }

    private void askAsHead(int router, int bit, int input, long flit) {
        int port = chooser.port(this, router, shape.portOfBit[bit], flit);
        outPort[input] = (byte) port;
        headAsks[router * PORTS + port] |= 1L << bit;
        active.add(router);
    }

    // ---- sending

    void inject(int router, int channel, long flit) {
        if (shape.injectDelay == 0) {
            enter(router, channel, flit);
        } else {
            wires.sendFromCore(now + shape.injectDelay, router, channel, flit);
            noteArrival(now + shape.injectDelay);
        }
    }

    private void noteArrival(long cycle) {
        if (cycle > lastArrival) {
            lastArrival = cycle;
        }
    }

    private void visitActive() {
        long[] summary = active.summary;
        for (int group = 0; group < summary.length; group++) {
            for (long wordsLeft = summary[group]; wordsLeft != 0; wordsLeft &= wordsLeft - 1) {
                int word = (group << 6) + Long.numberOfTrailingZeros(wordsLeft);
                long visited = active.words[word];
                long stay = visited;
                for (long left = visited; left != 0; left &= left - 1) {
                    int router = (word << 6) + Long.numberOfTrailingZeros(left);
                    if (!visit(router)) {
                        stay &= ~(1L << router);
                    }
                }
                active.replace(word, stay);
            }
        }
    }

    /** @return whether the router may have something to decide in the next cycle even if nothing arrives */
    private boolean visit(int router) {
        boolean allocatesChannels = !isCombined && allocateChannels(router);
        long winners = arbiter.decide(this, router);
        if (winners == SwitchArbiter.NOTHING) {
            return allocatesChannels;
        }
        for (int port = 0; port < PORTS; port++) {
            int bit = SwitchArbiter.winner(winners, port);
            if (bit != SwitchArbiter.NO_WINNER) {
                depart(router, bit, port);
            }
        }
        return occupied[router] != 0;
    }

    /** @return the input channels that may cross the switch to this output in this cycle */
    long eligible(int router, int port) {
        int out = router * PORTS + port;
        long asking = ownerAsks[out];
        if (isCombined) {
            asking |= headAsks[out] & bitsWithFreeChannel(out);
        }
        return (blockedPorts[router] >>> port & 1) == 0 ? asking : 0;
    }

    private long bitsWithFreeChannel(int out) {
        int free = ~(creditless[out] | owned[out]);
        return ((free & shape.lowChannels) == 0 ? 0 : shape.lowBits) | ((free & shape.highChannels) == 0 ? 0 : shape.highBits);
    }

    private boolean allocateChannels(int router) {
        boolean asked = false;
        for (int port = 0; port < PORTS; port++) {
            int out = router * PORTS + port;
            if (headAsks[out] != 0) {
                asked |= channelArbiter.decide(this, router, port, headAsks[out], ~owned[out]);
            }
        }
        return asked;
    }

    /** An input channel's head has won an output channel in a stage of its own. */
    void assignChannel(int router, int bit, int port, int channel) {
        int out = router * PORTS + port;
        headAsks[out] &= ~(1L << bit);
        own(router, bit, out, port, channel);
        channelOf[router * inputs + bit] = (byte) (channel | PENDING);
        channelled.add(now + shape.vcAllocation, router << Shape.PLACE_SHIFT | bit);
        noteArrival(now + shape.vcAllocation);
    }

    private void own(int router, int bit, int out, int port, int channel) {
        owned[out] |= (byte) (1 << channel);
        owner[router * inputs + port * channels + channel] = (byte) bit;
    }

    /** The front flit of an input channel crosses the switch. */
    private void depart(int router, int bit, int port) {
        int input = router * inputs + bit;
        int out = router * PORTS + port;
        int front = fifo[input] >>> FRONT_SHIFT;
        int count = (fifo[input] & COUNT_MASK) - 1;
        long flit = flits[input * slots + front];
        front = front + 1 & slots - 1;
        fifo[input] = front << FRONT_SHIFT | count;

        int channel = leaveAsking(router, bit, input, out, port, flit);
        spendCredit(router, out, port, channel);
        if (count == 0) {
            occupied[router] &= ~(1L << bit);
        } else {
            reachFront(router, bit, input, flits[input * slots + front], now + 1);
        }
        int inPort = shape.portOfBit[bit];
        wires.sendCredit(now, router, inPort, bit - inPort * channels);
        send(router, port, channel, flit);
    }

    /** @return the output channel in which the flit leaves */
    private int leaveAsking(int router, int bit, int input, int out, int port, long flit) {
        int channel = channelOf[input];
        boolean isTail = (flit & Flit.TAIL) != 0;
        if (channel == NO_CHANNEL) {
            headAsks[out] &= ~(1L << bit);
            channel = freeChannel(out, flit);
            lastChannel[out] = (byte) channel;
            if (!isTail) {
                own(router, bit, out, port, channel);
                channelOf[input] = (byte) channel;
            }
        } else {
            ownerAsks[out] &= ~(1L << bit);
            if (isTail) {
                owned[out] &= (byte) ~(1 << channel);
                channelOf[input] = NO_CHANNEL;
            }
        }
        return channel;
    }

    private int freeChannel(int out, long flit) {
        int allowed = (flit & Flit.Y_FIRST) == 0 ? shape.lowChannels : shape.highChannels;
        int free = allowed & ~(creditless[out] | owned[out]);
        int later = free & -2 << lastChannel[out];
        return Integer.numberOfTrailingZeros(later != 0 ? later : free);
    }

    private void spendCredit(int router, int out, int port, int channel) {
        if (--credits[router * inputs + port * channels + channel] == 0) {
            creditless[out] |= (byte) (1 << channel);
        }
    }

    private void send(int router, int port, int channel, long flit) {
        routerTraversals++;
        if (port == LOCAL) {
            wires.sendToCore(now + shape.ejectDelay, router, channel, flit);
            noteArrival(now + Math.max(shape.ejectDelay, shape.creditDelay));
            return;
        }
        linkFlits[router * Direction.COUNT + port - 1]++;
        wires.sendFlit(now, router, port, channel, flit);
        noteArrival(now + Math.max(shape.linkDelay, shape.creditDelay));
        if (wires.leadsToAnotherChip(router, port)) {
            blockChipLink(router, port);
        }
    }

    private void blockChipLink(int router, int port) {
        noteArrival(now + Math.max(shape.chipLinkDelay, shape.chipLinkInterval));
        if (shape.chipLinkInterval > 1) {
            blockedPorts[router] |= (byte) (1 << port);
            unblocked.add(now + shape.chipLinkInterval, router << Shape.PLACE_SHIFT | port);
        }
    }

    // ---- what can be read

    /** @return free slots that this router knows of at the other end of a port */
    int freeCredits(int router, int port) {
        int from = router * inputs + port * channels;
        int sum = 0;
        for (int channel = 0; channel < channels; channel++) {
            sum += credits[from + channel];
        }
        return sum;
    }

    int buffered(int input) {
        return fifo[input] & COUNT_MASK;
    }

    long linkFlits(int router, int direction) {
        return linkFlits[router * Direction.COUNT + direction];
    }

    long deliveredFlits(int router) {
        return deliveredFlits[router];
    }

    long deliveredPackets() {
        return deliveredPackets;
    }

    long routerTraversals() {
        return routerTraversals;
    }

    /** @return bytes of state a router takes, the lanes' and packets' apart */
    static long bytesPerRouter(Shape shape) {
        long perInput = 8L * shape.slots + Integer.BYTES + 2 + Short.BYTES + 1;
        long perPort = 2L * Long.BYTES + 3;
        return shape.inputs * perInput + PORTS * perPort + Long.BYTES + 1 + 2 * Short.BYTES + Direction.COUNT * Long.BYTES + Long.BYTES;
    }
}
