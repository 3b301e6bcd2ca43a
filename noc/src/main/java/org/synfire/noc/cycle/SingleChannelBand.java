package org.synfire.noc.cycle;

/**
 * Routers with one virtual channel. What is touched for every flit lies together, 16 words a router, most with a byte a port:
 *
 * <pre>
 *   ASKS       by output: the inputs whose front flits ask for it, as bits
 *   READY      by output: the inputs it may take, as bits: all, its owner, or none for want of a credit
 *   COUNTS     by input: flits in the buffer
 *   PLACES     by input: where in the ring the flit behind the front one is
 *   CREDITS    by output
 *   NEXT       by output: the input that is served first, round robin
 *   OWNERSHIP  a half byte by output: its owner + 1; above, a half byte by input: the port of its front packet
 *   WAITING    by output: the inputs whose heads ask for the channel, in a router that allocates channels in a stage of their own
 *   FRONT      five words: the front flit of every input; those behind it are in a ring outside
 * </pre>
 *
 * <p>Every input asks for one output only, so whatever an output picks round robin is accepted, and all allocators are the same.
 *
 * <p><b>Memory:</b> {@link #stateBytes}: 128 bytes a router, {@code 40 (buffer - 1)} for the rings, 1 for blocked ports, and what
 * {@link RouterBand} takes.
 */
final class SingleChannelBand extends RouterBand {
    private static final int STRIDE = 16;
    private static final int ASKS = 0;
    private static final int READY = 1;
    private static final int COUNTS = 2;
    private static final int PLACES = 3;
    private static final int CREDITS = 4;
    private static final int NEXT = 5;
    private static final int OWNERSHIP = 6;
    private static final int WAITING = 7;
    private static final int FRONT = 8;

    private static final int BYTE = 0xFF;
    private static final long EVERY_PORT = 0x01_0101_0101L;
    private static final int HALF_BYTE = 0xF;
    private static final int FRONT_PORTS_SHIFT = 32;
    private static final int INPUT_SETS = 1 << PORTS;
    /** By the input that comes first (one past the last is the first again) and the inputs that ask: the one that is picked. */
    private static final byte[] ROUND_ROBIN = roundRobin();

    private final boolean isCombined;
    private final long[] words;
    private final int ringSlots;
    private final long[] rings;
    private final byte[] blockedPorts;

    SingleChannelBand(Parts parts) {
        super(parts);
        isCombined = shape.vcAllocation == 0;
        words = new long[routers * STRIDE];
        for (int at = 0; at < words.length; at += STRIDE) {
            words[at + READY] = BYTE * EVERY_PORT;
            words[at + CREDITS] = bufferFlits * EVERY_PORT;
        }
        ringSlots = bufferFlits - 1;
        rings = new long[routers * PORTS * ringSlots];
        blockedPorts = new byte[routers];
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
        words[at + PLACES] = words[at + PLACES] & ~((long) BYTE << shift) | following << shift;
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
            ready = owner < 0 ? BYTE : 1L << owner;
        }
        words[at + READY] = words[at + READY] & ~((long) BYTE << shift) | ready << shift;
    }

    /** @return the input that owns the output; -1 if none does */
    private int ownerAt(int at, int port) {
        return ((int) (words[at + OWNERSHIP] >>> (port << 2)) & HALF_BYTE) - 1;
    }

    private void setOwner(int router, int at, int port, int input) {
        int shift = port << 2;
        words[at + OWNERSHIP] = words[at + OWNERSHIP] & ~((long) HALF_BYTE << shift) | (long) (input + 1) << shift;
        setReady(router, at, port);
    }

    private int frontPort(int at, int input) {
        return (int) (words[at + OWNERSHIP] >>> FRONT_PORTS_SHIFT + (input << 2)) & HALF_BYTE;
    }

    private void setFrontPort(int at, int input, int port) {
        int shift = FRONT_PORTS_SHIFT + (input << 2);
        words[at + OWNERSHIP] = words[at + OWNERSHIP] & ~((long) HALF_BYTE << shift) | (long) port << shift;
    }

    /** A flit is at the front from a cycle on. */
    private void reachFront(int router, int at, int input, long flit, long fromCycle) {
        if ((flit & Flit.HEAD) == 0) {
            ask(router, at, ASKS, input, frontPort(at, input));
        } else if (shape.routing == 0) {
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
        int port = chooser.port(this, router, input, flit);
        if (!isCombined || (flit & Flit.TAIL) == 0) {
            setFrontPort(at, input, port);
        }
        ask(router, at, isCombined ? ASKS : WAITING, input, port);
    }

    private void ask(int router, int at, int what, int input, int port) {
        words[at + what] |= 1L << (port << 3) + input;
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
    boolean visit(int router) {
        int at = router * STRIDE;
        long eligible = words[at + ASKS] & words[at + READY];
        if (!isCombined && words[at + WAITING] != 0) {
            allocateChannels(router, at);
        }
        while (eligible != 0) {
            int port = Long.numberOfTrailingZeros(eligible) >>> 3;
            int shift = port << 3;
            int input = pick(at, shift, (int) (eligible >>> shift) & INPUT_SETS - 1);
            eligible &= ~((long) BYTE << shift);
            depart(router, at, input, port);
        }
        return (words[at + ASKS] & words[at + READY] | words[at + WAITING]) != 0;
    }

    private int pick(int at, int shift, int asking) {
        long next = words[at + NEXT];
        int input = ROUND_ROBIN[((int) (next >>> shift) & BYTE) * INPUT_SETS + asking];
        words[at + NEXT] = next & ~((long) BYTE << shift) | (input + 1L) << shift;
        return input;
    }

    /** Every output that no one owns takes one of the heads that ask for its channel. */
    private void allocateChannels(int router, int at) {
        for (long waiting = words[at + WAITING]; waiting != 0; ) {
            int port = Long.numberOfTrailingZeros(waiting) >>> 3;
            int shift = port << 3;
            int asking = (int) (waiting >>> shift) & INPUT_SETS - 1;
            waiting &= ~((long) BYTE << shift);
            if (ownerAt(at, port) < 0) {
                int input = pick(at, shift, asking);
                words[at + WAITING] &= ~(1L << shift + input);
                setOwner(router, at, port, input);
                beginChannelAllocation(router, input);
            }
        }
    }

    /** The front flit of an input crosses the switch. */
    private void depart(int router, int at, int input, int port) {
        long flit = words[at + FRONT + input];
        long counts = words[at + COUNTS] - (1L << (input << 3));
        words[at + COUNTS] = counts;
        words[at + ASKS] &= ~(1L << (port << 3) + input);
        spendCredit(at, port);
        if (!isCombined || (flit & (Flit.HEAD | Flit.TAIL)) != (Flit.HEAD | Flit.TAIL)) {
            setOwner(router, at, port, (flit & Flit.TAIL) == 0 ? input : -1);
        }
        if ((counts >>> (input << 3) & BYTE) != 0) {
            reachFront(router, at, input, advance(router, at, input), now + 1);
        }
        sendCredit(router, input, 0);
        sendFlit(router, port, 0, flit);
    }

    private void spendCredit(int at, int port) {
        int shift = port << 3;
        long credits = words[at + CREDITS] - (1L << shift);
        words[at + CREDITS] = credits;
        if ((credits >>> shift & BYTE) == 0) {
            words[at + READY] &= ~((long) BYTE << shift);
        }
    }

    @Override
    long ownStateBytes() {
        return (words.length + rings.length) * (long) Long.BYTES + blockedPorts.length;
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
