package org.synfire.noc.cycle.lockstep;

import static jdk.incubator.vector.VectorOperators.B2I;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2B;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.synfire.noc.Direction;
import org.synfire.noc.cycle.partition.Cores;
import org.synfire.noc.cycle.partition.DelayLine;
import org.synfire.noc.cycle.partition.NetworkLayout;
import org.synfire.noc.cycle.partition.Partition;
import org.synfire.noc.cycle.routing.Flit;
import org.synfire.noc.cycle.routing.Ports;

/**
 * The routers of some rows of the mesh in lock step: each vector lane is a router, and every router does the same in
 * every cycle, whether it has flits or not. For dense traffic and one virtual channel.
 *
 * <p>A cycle is: flits and credits arrive and sources send; queues close up by what left in the cycle before and take
 * in what arrives; every output picks one of the inputs that ask for it, round robin; what was picked goes onto the
 * links.
 *
 * <p>What a loop carries is only ever an argument of an operation on a vector that was just made. So C2 knows the class
 * of each vector without the profiles in the Vector API's methods, which vectors of other widths share.
 *
 * <p><b>Layout:</b> an array for each port and quantity, a row of the mesh after the other, with a row of nothing
 * before and after: what goes to a neighbour is stored a line or a row further on. A queue is an array for each of its
 * slots, front first; it is short, so closing it up is cheaper than finding its front line by line. A flit is two
 * words: its slot in the packet pool with two flags, and its destination. <b>Memory:</b> {@link #stateBytes}: {@code 40
 * (buffer + link cycles + 1) + 5 (credit cycles + 1) + 88} bytes a router, some rows more, and what {@link Partition}
 * takes.
 */
final class LockstepPartition extends Partition {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> FEW_BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, INTS.vectorBitSize() / 4)));
    private static final int L32 = INTS.length();
    private static final int L8 = BYTES.length();

    /** No flit. */
    static final int EMPTY = -1;

    static final int TAIL = 1;
    static final int HEAD = 2;
    static final int FLAG_BITS = 2;
    static final int ROW_SHIFT = 16;
    /** What the front of a queue asks for: the output in the lower 3 bits, or nothing, and two flags. */
    static final byte NOTHING = 7;

    private static final byte ASK_BODY = 8;
    private static final byte ASK_TAIL = 16;
    private static final byte ASK_KIND = 15;
    /** An output that no packet holds. */
    static final byte FREE = 7;

    private static final byte NO_RANK = 127;
    /** The inputs that XY routing brings to each output. */
    private static final int[][] INPUTS_OF = {
        {Ports.LOCAL, Ports.EAST, Ports.NORTH, Ports.WEST, Ports.SOUTH},
        {Ports.LOCAL, Ports.WEST},
        {Ports.LOCAL, Ports.EAST, Ports.WEST, Ports.SOUTH},
        {Ports.LOCAL, Ports.EAST},
        {Ports.LOCAL, Ports.EAST, Ports.NORTH, Ports.WEST},
    };
    /** The outputs that XY routing leads to from each input. */
    private static final int[][] OUTPUTS_OF = {
        {Ports.LOCAL, Ports.EAST, Ports.NORTH, Ports.WEST, Ports.SOUTH},
        {Ports.LOCAL, Ports.NORTH, Ports.WEST, Ports.SOUTH},
        {Ports.LOCAL, Ports.SOUTH},
        {Ports.LOCAL, Ports.EAST, Ports.NORTH, Ports.SOUTH},
        {Ports.LOCAL, Ports.NORTH},
    };

    private static final int COUNT_CYCLES = 255;
    /** Bytes of a port and router besides queues and links: asks, left, winner, next, credits, holder, crossed. */
    private static final int QUANTITIES = 7;

    final int origin;
    final int end;
    final int length;
    private final int[] offsetTo;
    final int buffer;
    final int flitWheel;
    final int creditWheel;

    private final int[] column;
    private final int[] row;
    final int[][] queueId = new int[PORTS][];
    final int[][] queueDestination = new int[PORTS][];
    /** Flits in flight to an input: [port][cycle of the calendar]. */
    final int[][][] arrivingId = new int[PORTS][][];

    final int[][][] arrivingDestination = new int[PORTS][][];
    /** Credits in flight to an output: [port][cycle of the calendar]. */
    final byte[][][] arrivingCredits = new byte[PORTS][][];

    final byte[][] asks = new byte[PORTS][];
    final byte[][] left = new byte[PORTS][];
    final byte[][] winner = new byte[PORTS][];
    final byte[][] next = new byte[PORTS][];
    final byte[][] credits = new byte[PORTS][];
    final byte[][] holder = new byte[PORTS][];
    final byte[][] crossed = new byte[PORTS][];
    final long[] crossedBefore;
    final int width;
    final int creditDelay;
    final int linkDelay;
    final int injectDelay;
    final int ejectDelay;
    final DelayLine injectedPlaces;
    final DelayLine sourceCredits;
    final DelayLine coreCredits;
    final DelayLine ejected;

    private final int longestDelay;
    LockstepPartition north;
    LockstepPartition south;
    private int cyclesCounted;
    private long lastActivity = Long.MIN_VALUE / 2;
    private long now;

    /** @param layout with one virtual channel, XY routing, and nothing that takes its time but what is on the links */
    LockstepPartition(NetworkLayout layout, Cores cores, int firstNode, int routers) {
        super(layout, cores, firstNode, routers);
        buffer = layout.bufferFlits();
        width = layout.width();
        creditDelay = layout.creditDelay();
        linkDelay = layout.linkDelay();
        injectDelay = layout.injectDelay();
        ejectDelay = layout.ejectDelay();
        origin = width + L8;
        end = origin + routers;
        length = end + width + 2 * L8;
        offsetTo = new int[] {0, 1, -width, -1, width};
        longestDelay = layout.ejectDelay() + layout.longestDelay() + 1;
        flitWheel = Math.max(layout.linkDelay(), layout.injectDelay()) + 1;
        creditWheel = layout.creditDelay() + 1;
        column = new int[length];
        row = new int[length];
        for (int router = 0; router < routers; router++) {
            column[origin + router] = layout.mesh().x(firstNode + router);
            row[origin + router] = layout.mesh().y(firstNode + router);
        }
        for (int port = 0; port < PORTS; port++) {
            queueId[port] = filled(buffer * length);
            queueDestination[port] = new int[buffer * length];
            arrivingId[port] = new int[flitWheel][];
            Arrays.setAll(arrivingId[port], slot -> filled(length));
            arrivingDestination[port] = new int[flitWheel][length];
            arrivingCredits[port] = new byte[creditWheel][length];
            asks[port] = filled(NOTHING);
            left[port] = new byte[length];
            winner[port] = filled(NOTHING);
            next[port] = new byte[length];
            credits[port] = filled((byte) buffer);
            holder[port] = filled(FREE);
            crossed[port] = new byte[length];
        }
        crossedBefore = new long[PORTS * routers];
        injectedPlaces = new DelayLine(layout.wheelCycles());
        sourceCredits = new DelayLine(layout.wheelCycles());
        coreCredits = new DelayLine(layout.wheelCycles());
        ejected = new DelayLine(layout.wheelCycles());
    }

    /** Says which partitions lie beside it; null at the edges. */
    void joinTo(LockstepPartition northern, LockstepPartition southern) {
        north = northern;
        south = southern;
    }

    private static int[] filled(int count) {
        int[] empty = new int[count];
        Arrays.fill(empty, EMPTY);
        return empty;
    }

    private byte[] filled(byte value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }

    @Override
    protected void step(long cycle) {
        now = cycle;
        int flitSlot = (int) (cycle % flitWheel);
        int creditSlot = (int) (cycle % creditWheel);
        takeFromNeighbours(flitSlot, creditSlot);
        takeEjected();
        takeCredits();
        sources.send(cycle, this);
        injectedPlaces.flush();
        for (int port = 0; port < PORTS; port++) {
            closeUp(
                    asks[port],
                    left[port],
                    queueId[port],
                    queueDestination[port],
                    arrivingId[port][flitSlot],
                    arrivingDestination[port][flitSlot]);
        }
        clearInjected(flitSlot);
        for (int port = 0; port < PORTS; port++) {
            arbitrate(port, INPUTS_OF[port], arrivingCredits[port][creditSlot]);
        }
        for (int port = 0; port < PORTS; port++) {
            leave(port, OUTPUTS_OF[port]);
        }
        int linkSlot = (int) ((cycle + linkDelay) % flitWheel);
        for (int port = 1; port < PORTS; port++) {
            int to = Ports.opposite(port);
            cross(
                    winner[port],
                    INPUTS_OF[port],
                    offsetTo[port],
                    arrivingId[to][linkSlot],
                    arrivingDestination[to][linkSlot]);
        }
        eject();
        ejected.flush();
        coreCredits.flush();
        sourceCredits.flush();
        if (++cyclesCounted == COUNT_CYCLES) {
            foldCounts();
        }
    }

    @Override
    protected long nextCycle() {
        return now - lastActivity < longestDelay ? now + 1 : sources.nextCycle(now + 1);
    }

    // ---- arrivals

    /** What partitions beside this one have stored a row beyond their own, for this cycle. */
    private void takeFromNeighbours(int flitSlot, int creditSlot) {
        if (north != null) {
            takeRow(north, north.end, origin, Ports.NORTH, flitSlot, creditSlot);
        }
        if (south != null) {
            takeRow(south, south.origin - width, end - width, Ports.SOUTH, flitSlot, creditSlot);
        }
    }

    private void takeRow(LockstepPartition from, int fromAt, int at, int port, int flitSlot, int creditSlot) {
        System.arraycopy(from.arrivingId[port][flitSlot], fromAt, arrivingId[port][flitSlot], at, width);
        System.arraycopy(
                from.arrivingDestination[port][flitSlot], fromAt, arrivingDestination[port][flitSlot], at, width);
        System.arraycopy(from.arrivingCredits[port][creditSlot], fromAt, arrivingCredits[port][creditSlot], at, width);
    }

    private void takeEjected() {
        int size = ejected.size(now);
        long[] arriving = ejected.list(now);
        for (int i = 0; i < size; i += 2) {
            int router = (int) arriving[i];
            int id = (int) arriving[i + 1];
            arrive(now, router, id >>> FLAG_BITS, (id & TAIL) != 0);
            coreCredits.add(now + creditDelay, router);
            lastActivity = now;
        }
        ejected.clear(now);
    }

    private void takeCredits() {
        int size = coreCredits.size(now);
        long[] routersOf = coreCredits.list(now);
        for (int i = 0; i < size; i++) {
            credits[Ports.LOCAL][origin + (int) routersOf[i]]++;
        }
        coreCredits.clear(now);
        size = sourceCredits.size(now);
        routersOf = sourceCredits.list(now);
        for (int i = 0; i < size; i++) {
            sources.takeCredit((int) routersOf[i], 0);
        }
        sourceCredits.clear(now);
    }

    @Override
    protected void inject(int router, int channel, long flit) {
        long arrival = now + injectDelay;
        int slot = (int) (arrival % flitWheel);
        arrivingId[Ports.LOCAL][slot][origin + router] = id(flit);
        arrivingDestination[Ports.LOCAL][slot][origin + router] = destination(flit);
        injectedPlaces.add(arrival, origin + router);
        lastActivity = now;
    }

    static int id(long flit) {
        int flags = ((flit & Flit.HEAD) != 0 ? HEAD : 0) | ((flit & Flit.TAIL) != 0 ? TAIL : 0);
        return Flit.slot(flit) << FLAG_BITS | flags;
    }

    static int destination(long flit) {
        return Flit.y(flit) << ROW_SHIFT | Flit.x(flit);
    }

    private void clearInjected(int slot) {
        int[] ids = arrivingId[Ports.LOCAL][slot];
        long[] places = injectedPlaces.list(now);
        for (int i = injectedPlaces.size(now) - 1; i >= 0; i--) {
            ids[(int) places[i]] = EMPTY;
        }
        injectedPlaces.clear(now);
    }

    // ---- lock step

    /** Queues of a port lose what left, take in what arrives, and say what their fronts ask for. */
    private void closeUp(
            byte[] portAsks, byte[] portLeft, int[] ids, int[] destinations, int[] newIds, int[] newDestinations) {
        IntVector empty = IntVector.broadcast(INTS, EMPTY);
        for (int at = origin; at < end; at += L32) {
            VectorMask<Integer> leaves = ByteVector.fromArray(FEW_BYTES, portLeft, at)
                    .convertShape(B2I, INTS, 0)
                    .compare(NE, 0);
            IntVector newId = IntVector.fromArray(INTS, newIds, at);
            if (at + L32 > end) {
                // flits there are in flight to the partition to the south
                newId = newId.blend(
                        EMPTY, INTS.indexInRange(at - origin, routers).not());
            }
            if (!leaves.or(newId.compare(NE, EMPTY)).anyTrue()) {
                continue;
            }
            IntVector newDestination = IntVector.fromArray(INTS, newDestinations, at);
            IntVector id = IntVector.fromArray(INTS, ids, at);
            IntVector destination = IntVector.fromArray(INTS, destinations, at);
            VectorMask<Integer> stays = leaves.not();
            int slotAt = at;
            for (int slot = 1; slot <= buffer; slot++, slotAt += length) {
                IntVector behind = slot < buffer ? IntVector.fromArray(INTS, ids, slotAt + length) : empty;
                IntVector behindDestination =
                        slot < buffer ? IntVector.fromArray(INTS, destinations, slotAt + length) : empty;
                id = behind.blend(id, stays);
                VectorMask<Integer> vacant = id.compare(LT, 0);
                id.blend(newId, vacant).intoArray(ids, slotAt);
                behindDestination
                        .blend(destination, stays)
                        .blend(newDestination, vacant)
                        .intoArray(destinations, slotAt);
                newId = empty.blend(newId, id.compare(GE, 0));
                id = behind;
                destination = behindDestination;
                if (!behind.compare(NE, EMPTY).or(newId.compare(NE, EMPTY)).anyTrue()) {
                    break;
                }
            }
            ask(portAsks, ids, destinations, at);
        }
    }

    private void ask(byte[] portAsks, int[] ids, int[] destinations, int at) {
        IntVector id = IntVector.fromArray(INTS, ids, at);
        IntVector destination = IntVector.fromArray(INTS, destinations, at);
        IntVector dx = destination.and((1 << ROW_SHIFT) - 1).sub(IntVector.fromArray(INTS, column, at));
        IntVector dy = destination.lanewise(LSHR, ROW_SHIFT).sub(IntVector.fromArray(INTS, row, at));
        IntVector port = IntVector.zero(INTS)
                .blend(Ports.SOUTH, dy.compare(GT, 0))
                .blend(Ports.NORTH, dy.compare(LT, 0))
                .blend(Ports.EAST, dx.compare(GT, 0))
                .blend(Ports.WEST, dx.compare(LT, 0));
        IntVector flags =
                id.and(HEAD).neg().add(HEAD).lanewise(LSHL, 2).or(id.and(TAIL).lanewise(LSHL, 4));
        IntVector ask = port.or(flags).blend(NOTHING, id.compare(LT, 0));
        ((ByteVector) ask.convertShape(I2B, FEW_BYTES, 0)).intoArray(portAsks, at);
    }

    /** Every output that has a credit picks one of the inputs that ask for it. */
    private void arbitrate(int port, int[] inputs, byte[] newCredits) {
        byte[] portCredits = credits[port];
        byte[] portNext = next[port];
        byte[] portHolder = holder[port];
        byte[] portCrossed = crossed[port];
        byte[] portWinner = winner[port];
        for (int at = origin; at < end; at += L8) {
            ByteVector credit =
                    ByteVector.fromArray(BYTES, portCredits, at).add(ByteVector.fromArray(BYTES, newCredits, at));
            ByteVector pointer = ByteVector.fromArray(BYTES, portNext, at);
            ByteVector held = ByteVector.fromArray(BYTES, portHolder, at);
            VectorMask<Byte> hasCredit = credit.compare(GT, 0);
            VectorMask<Byte> isFree = held.eq(FREE).and(hasCredit);
            ByteVector noRank = ByteVector.broadcast(BYTES, NO_RANK);
            ByteVector best = noRank;
            ByteVector bestAsk = ByteVector.zero(BYTES);
            for (int input : inputs) {
                ByteVector ask = ByteVector.fromArray(BYTES, asks[input], at);
                ByteVector kind = ask.and(ASK_KIND);
                VectorMask<Byte> wants = kind.eq((byte) port)
                        .and(isFree)
                        .or(kind.eq((byte) (port | ASK_BODY)).and(hasCredit));
                ByteVector rank = noRank.blend(
                        ByteVector.broadcast(BYTES, (byte) input)
                                .blend((byte) (input + 8), pointer.compare(GT, (byte) input)),
                        wants);
                bestAsk = ask.blend(bestAsk, rank.compare(GE, best));
                best = rank.min(best);
            }
            VectorMask<Byte> won = noRank.compare(NE, best);
            if (won.anyTrue()) {
                lastActivity = now;
            }
            ByteVector input = ByteVector.broadcast(BYTES, NOTHING).and(best);
            input.intoArray(portWinner, at);
            pointer.blend(input.add((byte) 1), won).intoArray(portNext, at);
            held.blend(input, won)
                    .blend(
                            FREE,
                            ByteVector.broadcast(BYTES, ASK_TAIL).and(bestAsk).compare(NE, (byte) 0))
                    .intoArray(portHolder, at);
            ByteVector one = ByteVector.zero(BYTES).blend((byte) 1, won);
            credit.sub(one).intoArray(portCredits, at);
            ByteVector.fromArray(BYTES, portCrossed, at).add(one).intoArray(portCrossed, at);
        }
    }

    /** Notes which queues of a port lose their front, and gives the credits back. */
    private void leave(int port, int[] outputs) {
        byte[] portLeft = left[port];
        for (int at = origin; at < end; at += L8) {
            VectorMask<Byte> leaves =
                    ByteVector.fromArray(BYTES, winner[outputs[0]], at).eq((byte) port);
            for (int i = 1; i < outputs.length; i++) {
                leaves = ByteVector.fromArray(BYTES, winner[outputs[i]], at)
                        .eq((byte) port)
                        .or(leaves);
            }
            ByteVector one = ByteVector.zero(BYTES).blend((byte) 1, leaves);
            one.intoArray(portLeft, at);
            if (port == Ports.LOCAL) {
                for (long bits = one.compare(NE, (byte) 0).toLong(); bits != 0; bits &= bits - 1) {
                    sourceCredits.add(now + creditDelay, at - origin + Long.numberOfTrailingZeros(bits));
                }
            } else {
                one.intoArray(
                        arrivingCredits[Ports.opposite(port)][(int) ((now + creditDelay) % creditWheel)],
                        at + offsetTo[port]);
            }
        }
    }

    /** Puts what was picked on the links to the neighbours behind an output. */
    private void cross(byte[] portWinner, int[] inputs, int offset, int[] toIds, int[] toDestinations) {
        for (int at = origin; at < end; at += L32) {
            IntVector from =
                    (IntVector) ByteVector.fromArray(FEW_BYTES, portWinner, at).convertShape(B2I, INTS, 0);
            IntVector id = IntVector.broadcast(INTS, EMPTY);
            IntVector destination = IntVector.zero(INTS);
            if (from.compare(NE, NOTHING).anyTrue()) {
                for (int input : inputs) {
                    VectorMask<Integer> isOther = from.compare(NE, input);
                    id = IntVector.fromArray(INTS, queueId[input], at).blend(id, isOther);
                    destination = IntVector.fromArray(INTS, queueDestination[input], at)
                            .blend(destination, isOther);
                }
            }
            IntVector.zero(INTS).or(id).intoArray(toIds, at + offset);
            IntVector.zero(INTS).or(destination).intoArray(toDestinations, at + offset);
        }
    }

    private void eject() {
        byte[] portWinner = winner[Ports.LOCAL];
        for (int at = origin; at < end; at += L8) {
            long bits = ByteVector.fromArray(BYTES, portWinner, at)
                    .compare(NE, NOTHING)
                    .toLong();
            for (; bits != 0; bits &= bits - 1) {
                int place = at + Long.numberOfTrailingZeros(bits);
                ejected.add(now + ejectDelay, place - origin, queueId[portWinner[place]][place]);
            }
        }
    }

    /** The longest time that anything is on its way. */
    int longestWay() {
        return layout.longestDelay();
    }

    /** The next cycle is that one; queues have been filled, and something may be on its way. */
    void resumeAt(long cycle) {
        now = cycle - 1;
        lastActivity = now;
        for (int port = 0; port < PORTS; port++) {
            for (int at = origin; at < end; at += L32) {
                ask(asks[port], queueId[port], queueDestination[port], at);
            }
        }
    }

    // ---- what can be read

    private void foldCounts() {
        cyclesCounted = 0;
        for (int port = 0; port < PORTS; port++) {
            for (int router = 0; router < routers; router++) {
                crossedBefore[port * routers + router] += crossed[port][origin + router] & 0xFF;
            }
            Arrays.fill(crossed[port], (byte) 0);
        }
    }

    long crossed(int router, int port) {
        return crossedBefore[port * routers + router] + (crossed[port][origin + router] & 0xFF);
    }

    @Override
    protected long linkFlits(int router, Direction direction) {
        return crossed(router, direction.port());
    }

    @Override
    protected long routerTraversals(int router) {
        long sum = 0;
        for (int port = 0; port < PORTS; port++) {
            sum += crossed(router, port);
        }
        return sum;
    }

    @Override
    protected long routerBytes() {
        long intsPerPort = 2L * length * (buffer + flitWheel);
        long bytesPerPort = (long) length * (creditWheel + QUANTITIES);
        return PORTS * (intsPerPort * Integer.BYTES + bytesPerPort)
                + 2L * length * Integer.BYTES
                + crossedBefore.length * (long) Long.BYTES;
    }
}
