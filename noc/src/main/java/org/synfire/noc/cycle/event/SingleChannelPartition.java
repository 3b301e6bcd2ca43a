package org.synfire.noc.cycle.event;

import java.util.Arrays;
import org.synfire.noc.cycle.partition.DelayLine;
import org.synfire.noc.cycle.partition.NetworkLayout;
import org.synfire.noc.cycle.routing.DimensionOrderFunction;
import org.synfire.noc.cycle.routing.Flit;

/**
 * Routers with one virtual channel. What is touched for every flit lies together, 16 words a router, most with a byte a
 * port:
 *
 * <pre>
 *   CROSSED    by output: see {@link EventPartition}
 *   ASKS       by output: five bits with the inputs whose front flits ask for it; above, the input that is served
 *              first, round robin
 *   READY      by output: the inputs it may take, as bits: all, its owner, or none for want of a credit
 *   COUNTS     by input: flits in the buffer
 *   CREDITS    by output
 *   FRONT      five words: the front flit of every input; those behind it are in a ring outside
 *   PLACES     by input: where in the ring the flit behind the front one is
 *   OWNERSHIP  a half byte by output: its owner + 1; above, a half byte by input: the port of its front packet
 *   WAITING    by output: the inputs whose heads ask for the channel, in a router that allocates channels in a stage
 *              of their own
 * </pre>
 *
 * <p>Every input asks for one output only, so whatever an output picks round robin is accepted, and all allocators are
 * the same.
 *
 * <p><b>Memory:</b> {@link #stateBytes}: 128 bytes a router, {@code 40 (buffer - 1)} for the rings, 1 for blocked
 * ports, and what {@link EventPartition} takes.
 */
final class SingleChannelPartition extends EventPartition {
    private static final int STRIDE = 16;
    private static final int ASKS = 1;
    private static final int READY = 2;
    private static final int COUNTS = 3;
    private static final int CREDITS = 4;
    private static final int FRONT = 5;
    private static final int PLACES = 10;
    private static final int OWNERSHIP = 11;
    private static final int WAITING = 12;

    private static final int BYTE = 0xFF;
    private static final long EVERY_PORT = 0x01_0101_0101L;
    private static final int HALF_BYTE = 0xF;
    private static final int FRONT_PORTS_SHIFT = 32;
    private static final int INPUT_SETS = 1 << PORTS;
    private static final int EVERY_INPUT = INPUT_SETS - 1;
    private static final int NEXT_MASK = BYTE & ~EVERY_INPUT;
    /**
     * By a byte of ASKS, the input that comes first (one past the last is the first again) above those that ask: the
     * one that is picked.
     */
    private static final byte[] ROUND_ROBIN = roundRobin();

    private final boolean isCombined;
    private final int ringSlots;
    private final long[] rings;
    private final byte[] blockedPorts;

    SingleChannelPartition(Parts parts) {
        super(parts, STRIDE);
        isCombined = layout.vcAllocation() == 0;
        ringSlots = bufferFlits - 1;
        rings = new long[routers * PORTS * ringSlots];
        blockedPorts = new byte[routers];
        reset();
    }

    /** Makes the routers empty. */
    final void reset() {
        Arrays.fill(words, 0);
        Arrays.fill(crossedBefore, 0);
        active.clear();
        for (int at = 0; at < words.length; at += STRIDE) {
            words[at + READY] = EVERY_INPUT * EVERY_PORT;
            words[at + CREDITS] = bufferFlits * EVERY_PORT;
        }
    }

    /** The input that an output serves first. */
    int turn(int router, int port) {
        return ((int) (words[router * STRIDE + ASKS] >>> (port << 3)) & NEXT_MASK) >>> PORTS;
    }

    /** The flit that is so many behind the front one of an input. */
    long flitBehind(int router, int input, int behind) {
        if (behind == 0) {
            return front(router, input);
        }
        int place = secondPlace(router * STRIDE, input) + behind - 1;
        return rings[ring(router, input) + (place < ringSlots ? place : place - ringSlots)];
    }

    /** Sets an output of an empty router. */
    void takeOutput(int router, int port, int turn, int owner, int credits, long crossed) {
        int at = router * STRIDE;
        words[at + ASKS] |= (long) turn << ((port << 3) + PORTS);
        words[at + CREDITS] += (long) (credits - bufferFlits) << (port << 3);
        crossedBefore[router * PORTS + port] = crossed;
        setOwner(router, at, port, owner);
        if (owner >= 0) {
            setFrontPort(at, owner, port);
        }
    }

    private static byte[] roundRobin() {
        byte[] picked = new byte[(PORTS + 1) * INPUT_SETS];
        for (int first = 0; first <= PORTS; first++) {
            for (int asking = 1; asking < INPUT_SETS; asking++) {
                int later = asking & -1 << first;
                picked[first * INPUT_SETS + asking] = (byte) Integer.numberOfTrailingZeros(later != 0 ? later : asking);
            }
        }
        return picked;
    }

    @Override
    void enter(int router, int input, long flit) {
        int at = router * STRIDE;
        long counts = words[at + COUNTS];
        int before = (int) (counts >>> (input << 3)) & BYTE;
        assert before < bufferFlits : "a flit without a credit at router " + (firstNode + router) + ", input " + input;
        words[at + COUNTS] = counts + (1L << (input << 3));
        if (before == 0) {
            words[at + FRONT + input] = flit;
            reachFront(router, at, input, flit, now);
        } else {
            int place = secondPlace(at, input) + before - 1;
            rings[ring(router, input) + (place < ringSlots ? place : place - ringSlots)] = flit;
        }
    }

    private int ring(int router, int input) {
        return (router * PORTS + input) * ringSlots;
    }

    private int secondPlace(int at, int input) {
        return (int) (words[at + PLACES] >>> (input << 3)) & BYTE;
    }

    /** The flit behind the one that left comes to the front. */
    private long advance(int router, int at, int input) {
        int shift = input << 3;
        int place = secondPlace(at, input);
        long following = place + 1 == ringSlots ? 0 : place + 1;
        words[at + PLACES] = (words[at + PLACES] & ~((long) BYTE << shift)) | following << shift;
        long flit = rings[ring(router, input) + place];
        words[at + FRONT + input] = flit;
        return flit;
    }

    @Override
    void takeCredit(int router, int port) {
        int at = router * STRIDE;
        int shift = port << 3;
        long credits = words[at + CREDITS];
        words[at + CREDITS] = credits + (1L << shift);
        if ((credits >>> shift & BYTE) == 0) {
            setReady(router, at, port);
            active.add(router);
        }
    }

    private void setReady(int router, int at, int port) {
        int shift = port << 3;
        long ready = 0;
        if ((words[at + CREDITS] >>> shift & BYTE) != 0 && (blockedPorts[router] >>> port & 1) == 0) {
            int owner = ownerAt(at, port);
            ready = owner < 0 ? EVERY_INPUT : 1L << owner;
        }
        words[at + READY] = (words[at + READY] & ~((long) BYTE << shift)) | ready << shift;
    }

    /** The input that owns the output; -1 if none does. */
    private int ownerAt(int at, int port) {
        return ((int) (words[at + OWNERSHIP] >>> (port << 2)) & HALF_BYTE) - 1;
    }

    private void setOwner(int router, int at, int port, int input) {
        int shift = port << 2;
        words[at + OWNERSHIP] = (words[at + OWNERSHIP] & ~((long) HALF_BYTE << shift)) | (long) (input + 1) << shift;
        setReady(router, at, port);
    }

    private int frontPort(int at, int input) {
        return (int) (words[at + OWNERSHIP] >>> (FRONT_PORTS_SHIFT + (input << 2))) & HALF_BYTE;
    }

    private void setFrontPort(int at, int input, int port) {
        int shift = FRONT_PORTS_SHIFT + (input << 2);
        words[at + OWNERSHIP] = (words[at + OWNERSHIP] & ~((long) HALF_BYTE << shift)) | (long) port << shift;
    }

    /** A flit is at the front from a cycle on. */
    private void reachFront(int router, int at, int input, long flit, long fromCycle) {
        if ((flit & Flit.HEAD) == 0) {
            ask(router, at, ASKS, input, frontPort(at, input));
        } else if (layout.routing() == 0) {
            askAsHead(router, at, input, flit);
        } else {
            beginRouting(router, input, fromCycle);
        }
    }

    @Override
    void endRouting(int router, int input) {
        int at = router * STRIDE;
        askAsHead(router, at, input, words[at + FRONT + input]);
    }

    private void askAsHead(int router, int at, int input, long flit) {
        int port = routingFunction.port(this, router, input, flit);
        if (!isCombined || (flit & Flit.TAIL) == 0) {
            setFrontPort(at, input, port);
        }
        ask(router, at, isCombined ? ASKS : WAITING, input, port);
    }

    private void ask(int router, int at, int what, int input, int port) {
        words[at + what] |= 1L << ((port << 3) + input);
        active.add(router);
    }

    @Override
    void endChannelAllocation(int router, int input) {
        int at = router * STRIDE;
        ask(router, at, ASKS, input, frontPort(at, input));
    }

    @Override
    void setBlocked(int router, int port, boolean isBlocked) {
        int portBit = 1 << port;
        blockedPorts[router] = (byte) (isBlocked ? blockedPorts[router] | portBit : blockedPorts[router] & ~portBit);
        setReady(router, router * STRIDE, port);
    }

    @Override
    void takeFlitsFast(DelayLine line) {
        long[] state = words;
        long[] set = active.words();
        long[] places = positions;
        int size = line.size(now);
        long[] arriving = line.list(now);
        for (int i = 0; i < size; i += 2) {
            int place = (int) arriving[i];
            long flit = arriving[i + 1];
            int input = place & NetworkLayout.PLACE_MASK;
            int router = place >>> NetworkLayout.PLACE_SHIFT;
            int at = router * STRIDE;
            if (input >= NetworkLayout.CORE_BIT) {
                deliver(router, input - NetworkLayout.CORE_BIT, flit);
            } else if ((flit & Flit.SINGLE) != Flit.SINGLE || (state[at + COUNTS] >>> (input << 3) & BYTE) != 0) {
                enter(router, input, flit);
            } else {
                state[at + COUNTS] += 1L << (input << 3);
                state[at + FRONT + input] = flit;
                state[at + ASKS] |= 1L << ((DimensionOrderFunction.port(places[router], flit) << 3) + input);
                set[router >>> 6] |= 1L << router;
            }
        }
        line.clear(now);
    }

    /**
     * What {@link #visit} does to every router, in one loop over arrays that are looked up once: this is where most of
     * the time goes. Left to other methods is what seldom happens: flits in a queue, packets of several flits, outputs
     * that run out of credits, neighbours in another partition.
     */
    @Override
    void visitActiveFast() {
        long[] state = words;
        long[] set = active.words();
        long flitCycle = now + layout.linkDelay();
        long creditCycle = now + layout.creditDelay();
        int flitWords = links.flits.open(flitCycle);
        int signals = links.credits.open(creditCycle);
        int signalsBefore = signals;
        for (int word = 0; word < set.length; word++) {
            long stay = set[word];
            if (stay == 0) {
                continue;
            }
            long[] flits = links.flits.withRoom(flitWords, 2 * PORTS * Long.SIZE);
            long[] credits = links.credits.withRoom(signals, PORTS * Long.SIZE);
            for (long left = stay; left != 0; left &= left - 1) {
                int router = (word << 6) + Long.numberOfTrailingZeros(left);
                int at = router * STRIDE;
                long asks = state[at + ASKS];
                for (long eligible = asks & state[at + READY]; eligible != 0; ) {
                    int first = Long.numberOfTrailingZeros(eligible);
                    int port = first >>> 3;
                    int shift = port << 3;
                    long asking = eligible & (long) EVERY_INPUT << shift;
                    eligible ^= asking;
                    int input = (asking & asking - 1) == 0 ? first & 7 : picked(asks, asking, port);
                    asks = served(asks, port, input) & ~(1L << (shift + input));
                    long flit = state[at + FRONT + input];
                    long counts = state[at + COUNTS] - (1L << (input << 3));
                    state[at + COUNTS] = counts;
                    long unspent = state[at + CREDITS] - (1L << shift);
                    state[at + CREDITS] = unspent;
                    state[at + CROSSED] += 1L << (CROSSED_BITS * port);
                    int freed = links.placeBehind(router, input);
                    if (links.isHere(freed)) {
                        credits[signals++] = freed;
                    } else {
                        links.sendCredit(now, router, input, 0);
                        lastActivity = now;
                    }
                    int next = links.placeBehind(router, port);
                    if (links.isHere(next)) {
                        flits[flitWords] = next;
                        flits[flitWords + 1] = flit;
                        flitWords += 2;
                    } else {
                        links.sendFlit(now, router, port, 0, flit);
                    }
                    if ((flit & Flit.SINGLE) != Flit.SINGLE
                            || (unspent >>> shift & BYTE) == 0
                            || (counts >>> (input << 3) & BYTE) != 0) {
                        state[at + ASKS] = asks;
                        settle(router, at, input, port, flit);
                        asks = state[at + ASKS];
                    }
                }
                state[at + ASKS] = asks;
                if ((asks & state[at + READY]) == 0) {
                    stay &= ~(1L << router);
                }
            }
            set[word] = stay;
        }
        lastActivity = signals != signalsBefore ? now : lastActivity;
        links.flits.close(flitWords);
        links.credits.close(signals);
    }

    @Override
    boolean visit(int router) {
        int at = router * STRIDE;
        long asks = words[at + ASKS];
        long eligible = asks & words[at + READY];
        if (!isCombined && words[at + WAITING] != 0) {
            allocateChannels(router, at);
            asks = words[at + ASKS];
        }
        while (eligible != 0) {
            int port = Long.numberOfTrailingZeros(eligible) >>> 3;
            long asking = eligible & (long) EVERY_INPUT << (port << 3);
            eligible ^= asking;
            int input = picked(asks, asking, port);
            words[at + ASKS] = served(asks, port, input) & ~(1L << ((port << 3) + input));
            depart(router, at, input, port);
            asks = words[at + ASKS];
        }
        return ((asks & words[at + READY]) | words[at + WAITING]) != 0;
    }

    /** Of the inputs that ask for an output the one whose turn it is. */
    private static int picked(long asks, long asking, int port) {
        return ROUND_ROBIN[((int) (asks >>> (port << 3)) & NEXT_MASK) | (int) (asking >>> (port << 3))];
    }

    /** Requests with the turn of an output's inputs after the one that it serves. */
    private static long served(long asks, int port, int input) {
        return (asks & ~((long) NEXT_MASK << (port << 3))) | (input + 1L) << ((port << 3) + PORTS);
    }

    /** Every output that no one owns takes one of the heads that ask for its channel. */
    private void allocateChannels(int router, int at) {
        for (long waiting = words[at + WAITING]; waiting != 0; ) {
            int port = Long.numberOfTrailingZeros(waiting) >>> 3;
            int shift = port << 3;
            int asking = (int) (waiting >>> shift) & EVERY_INPUT;
            waiting &= ~((long) BYTE << shift);
            if (ownerAt(at, port) < 0) {
                int input = picked(words[at + ASKS], (long) asking << shift, port);
                words[at + ASKS] = served(words[at + ASKS], port, input);
                words[at + WAITING] &= ~(1L << (shift + input));
                setOwner(router, at, port, input);
                beginChannelAllocation(router, input);
            }
        }
    }

    /** The front flit of an input crosses the switch. */
    private void depart(int router, int at, int input, int port) {
        long flit = words[at + FRONT + input];
        words[at + COUNTS] -= 1L << (input << 3);
        words[at + CREDITS] -= 1L << (port << 3);
        settle(router, at, input, port, flit);
        sendCredit(router, input, 0);
        sendFlit(router, port, 0, flit);
    }

    /**
     * What a flit's crossing the switch leaves: an output without credits, owned or free again, and the flit behind it
     * at the front.
     */
    private void settle(int router, int at, int input, int port, long flit) {
        if ((words[at + CREDITS] >>> (port << 3) & BYTE) == 0) {
            words[at + READY] &= ~((long) BYTE << (port << 3));
        }
        if (!isCombined || (flit & Flit.SINGLE) != Flit.SINGLE) {
            setOwner(router, at, port, (flit & Flit.TAIL) == 0 ? input : -1);
        }
        if ((words[at + COUNTS] >>> (input << 3) & BYTE) != 0) {
            reachFront(router, at, input, advance(router, at, input), now + 1);
        }
    }

    @Override
    long ownStateBytes() {
        return rings.length * (long) Long.BYTES + blockedPorts.length;
    }

    @Override
    int credits(int router, int port) {
        return (int) (words[router * STRIDE + CREDITS] >>> (port << 3)) & BYTE;
    }

    @Override
    int buffered(int router, int input) {
        return (int) (words[router * STRIDE + COUNTS] >>> (input << 3)) & BYTE;
    }

    @Override
    long front(int router, int input) {
        return words[router * STRIDE + FRONT + input];
    }

    @Override
    int outPort(int router, int input) {
        int at = router * STRIDE;
        if (ownedPort(at, input) >= 0) {
            return ownedPort(at, input);
        }
        long asked = (words[at + ASKS] | words[at + WAITING]) >>> input & EVERY_PORT;
        return asked == 0 ? -1 : Long.numberOfTrailingZeros(asked) >>> 3;
    }

    private int ownedPort(int at, int input) {
        for (int port = 0; port < PORTS; port++) {
            if (ownerAt(at, port) == input) {
                return port;
            }
        }
        return -1;
    }

    @Override
    int ownedChannel(int router, int input) {
        return ownedPort(router * STRIDE, input) < 0 ? -1 : 0;
    }

    @Override
    int owner(int router, int port) {
        return ownerAt(router * STRIDE, port);
    }
}
