package org.synfire.noc.cycle;

import java.util.Arrays;

/**
 * Routers with any number of virtual channels.
 *
 * <p>A virtual channel's front flit asks for its output in one of two ways, a bit of a word for each output port: as a <i>head</i>
 * that has no virtual channel there yet, or as an <i>owner</i> of one that has a credit. The switch takes from both in a router with
 * combined allocation, from owners alone where virtual channels are allocated in a stage of their own.
 *
 * <p><b>Memory:</b> {@link #stateBytes}: {@code 5 channels (8 buffer + 6) + 97} bytes a router, the arbiters', and what
 * {@link RouterBand} takes. Buffers lie slot by slot, the first slots of all routers together, and one that runs empty starts over at
 * slot 0, so that with little traffic few pages are touched.
 */
class MultiChannelBand extends RouterBand {
    private static final int BYTE = 0xFF;
    private static final int COUNT_SHIFT = 8;
    private static final int ONE_FLIT = 1 << COUNT_SHIFT;
    private static final int CHANNEL_SHIFT = 16;
    private static final int CHANNEL_MASK = BYTE << CHANNEL_SHIFT;
    private static final int PORT_SHIFT = 24;
    /** Set beside the owned channel until the stage that allocates it is over. */
    private static final int PENDING = 0x10;

    private final SwitchArbiter arbiter;
    private final ChannelArbiter channelArbiter;
    private final boolean isCombined;
    final int inputs;

    private final long[] flits;
    /** By input channel {@code [31:24] out port, [23:16] owned channel + 1, [15:8] flits, [7:0] slot of the front flit}. */
    private final int[] inputState;
    private final byte[] credits;
    private final byte[] owner;
    /** By output port two words: the input channels that ask for it as heads, and as owners. */
    private final long[] asks;
    /** By router, the ports that anyone asks for. */
    final byte[] askedPorts;
    private final byte[] creditless;
    private final byte[] owned;
    private final byte[] lastChannel;
    private final byte[] blockedPorts;

    MultiChannelBand(Parts parts, RouterConfig router) {
        super(parts);
        inputs = shape.inputs;
        isCombined = shape.vcAllocation == 0;
        arbiter = SwitchArbiter.of(router, shape, routers);
        channelArbiter = isCombined ? null : new ChannelArbiter(shape, routers);
        flits = new long[routers * inputs * bufferFlits];
        inputState = new int[routers * inputs];
        credits = new byte[routers * inputs];
        Arrays.fill(credits, (byte) bufferFlits);
        owner = new byte[routers * inputs];
        asks = new long[2 * routers * PORTS];
        askedPorts = new byte[routers];
        creditless = new byte[routers * PORTS];
        owned = new byte[routers * PORTS];
        lastChannel = new byte[routers * PORTS];
        blockedPorts = new byte[routers];
    }

    @Override
    void enter(int router, int bit, long flit) {
        int input = router * inputs + bit;
        int state = inputState[input];
        int before = state >>> COUNT_SHIFT & BYTE;
        assert before < bufferFlits : "a flit without a credit at router " + (firstNode + router) + ", input " + bit;
        int slot = (state & BYTE) + before;
        flits[place(router, slot < bufferFlits ? slot : slot - bufferFlits, bit)] = flit;
        inputState[input] = state + ONE_FLIT;
        if (before == 0) {
            reachFront(router, bit, state, flit, now);
        }
    }

    private int place(int router, int slot, int bit) {
        return (slot * routers + router) * inputs + bit;
    }

    @Override
    void takeCredit(int router, int bit) {
        int output = router * inputs + bit;
        if (credits[output]++ == 0) {
            int port = shape.portOfBit[bit];
            int channel = bit - port * channels;
            int out = router * PORTS + port;
            creditless[out] &= (byte) ~(1 << channel);
            if ((owned[out] >>> channel & 1) != 0) {
                resume(router, owner[output], port);
            }
            active.add(router);
        }
    }

    /** The owner of an output channel has a credit again. */
    void resume(int router, int ownerBit, int port) {
        int state = inputState[router * inputs + ownerBit];
        if ((state >>> CHANNEL_SHIFT & PENDING) == 0 && (state >>> COUNT_SHIFT & BYTE) != 0) {
            askAsOwner(router, ownerBit, port);
        }
    }

    private void askAsHead(int router, int bit, int port) {
        asks[2 * (router * PORTS + port)] |= 1L << bit;
        askedPorts[router] |= (byte) (1 << port);
    }

    void askAsOwner(int router, int bit, int port) {
        asks[2 * (router * PORTS + port) + 1] |= 1L << bit;
        askedPorts[router] |= (byte) (1 << port);
    }

    @Override
    void endChannelAllocation(int router, int bit) {
        int input = router * inputs + bit;
        int state = inputState[input] & ~(PENDING << CHANNEL_SHIFT);
        inputState[input] = state;
        askIfCredited(router, bit, state);
    }

    void askIfCredited(int router, int bit, int state) {
        int port = state >>> PORT_SHIFT;
        int channel = (state >>> CHANNEL_SHIFT & BYTE) - 1;
        if (credits[router * inputs + port * channels + channel] != 0) {
            askAsOwner(router, bit, port);
            active.add(router);
        }
    }

    @Override
    void setBlocked(int router, int port, boolean isBlocked) {
        int portBit = 1 << port;
        blockedPorts[router] = (byte) (isBlocked ? blockedPorts[router] | portBit : blockedPorts[router] & ~portBit);
    }

    /** A flit is at the front from a cycle on. */
    private void reachFront(int router, int bit, int state, long flit, long fromCycle) {
        if ((flit & Flit.HEAD) == 0) {
            askIfCredited(router, bit, state);
        } else if (shape.routing == 0) {
            routeHead(router, bit, flit);
        } else {
            beginRouting(router, bit, fromCycle);
        }
    }

    @Override
    void endRouting(int router, int bit) {
        routeHead(router, bit, front(router, bit));
    }

    void routeHead(int router, int bit, long flit) {
        int port = chooser.port(this, router, shape.portOfBit[bit], flit);
        int input = router * inputs + bit;
        inputState[input] = inputState[input] & (1 << PORT_SHIFT) - 1 | port << PORT_SHIFT;
        askAsHead(router, bit, port);
        active.add(router);
    }

    @Override
    boolean visit(int router) {
        boolean allocatesChannels = !isCombined && allocateChannels(router);
        long winners = arbiter.decide(this, router);
        if (winners == SwitchArbiter.NOTHING) {
            return allocatesChannels;
        }
        for (int left = SwitchArbiter.ports(winners); left != 0; left &= left - 1) {
            int port = Integer.numberOfTrailingZeros(left);
            depart(router, SwitchArbiter.winner(winners, port), port);
        }
        return askedPorts[router] != 0;
    }

    /** @return the input channels that may cross the switch to this output in this cycle */
    long eligible(int router, int port) {
        int out = router * PORTS + port;
        long asking = asks[2 * out + 1];
        if (isCombined) {
            asking |= asks[2 * out] & bitsWithFreeChannel(out);
        }
        return (blockedPorts[router] >>> port & 1) == 0 ? asking : 0;
    }

    /** @return the input channels that ask for this output and own a channel of it */
    long owners(int router, int port) {
        return asks[2 * (router * PORTS + port) + 1];
    }

    /** @return whether an input channel may cross the switch to several outputs in one cycle */
    boolean mayForkFrom(int router, int bit) {
        return false;
    }

    private long bitsWithFreeChannel(int out) {
        int free = ~(creditless[out] | owned[out]);
        return ((free & shape.lowChannels) == 0 ? 0 : shape.lowBits) | ((free & shape.highChannels) == 0 ? 0 : shape.highBits);
    }

    private boolean allocateChannels(int router) {
        boolean anyone = false;
        for (int left = askedPorts[router]; left != 0; left &= left - 1) {
            int port = Integer.numberOfTrailingZeros(left);
            int out = router * PORTS + port;
            if (asks[2 * out] != 0) {
                anyone |= channelArbiter.decide(this, router, port, asks[2 * out], ~owned[out]);
            }
        }
        return anyone;
    }

    /** An input channel's head has won an output channel in a stage of its own. */
    void assignChannel(int router, int bit, int port, int channel) {
        stopAsking(router, bit, port, 0);
        own(router, bit, port, channel);
        inputState[router * inputs + bit] |= (channel + 1 | PENDING) << CHANNEL_SHIFT;
        beginChannelAllocation(router, bit);
    }

    /** @param as 0 for a head, 1 for an owner */
    void stopAsking(int router, int bit, int port, int as) {
        asks[2 * (router * PORTS + port) + as] &= ~(1L << bit);
        forgetAskedPort(router, port);
    }

    /** Takes a port out of those that are asked for, if it is not. */
    final void forgetAskedPort(int router, int port) {
        int at = 2 * (router * PORTS + port);
        if ((asks[at] | asks[at + 1]) == 0) {
            askedPorts[router] &= (byte) ~(1 << port);
        }
    }

    void own(int router, int bit, int port, int channel) {
        owned[router * PORTS + port] |= (byte) (1 << channel);
        owner[router * inputs + port * channels + channel] = (byte) bit;
    }

    void disown(int router, int port, int channel) {
        owned[router * PORTS + port] &= (byte) ~(1 << channel);
    }

    /** The front flit of an input channel crosses the switch. */
    void depart(int router, int bit, int port) {
        int state = inputState[router * inputs + bit];
        long flit = flits[place(router, state & BYTE, bit)];
        int channel = (state >>> CHANNEL_SHIFT & BYTE) - 1;
        boolean isTail = (flit & Flit.TAIL) != 0;
        if (channel < 0) {
            stopAsking(router, bit, port, 0);
            channel = freeChannel(router, port, flit);
            if (!isTail) {
                own(router, bit, port, channel);
                state |= channel + 1 << CHANNEL_SHIFT;
            }
        } else {
            stopAsking(router, bit, port, 1);
            if (isTail) {
                disown(router, port, channel);
                state &= ~CHANNEL_MASK;
            }
        }
        spendCredit(router, port, channel);
        leave(router, bit, state);
        sendFlit(router, port, channel, flit);
    }

    /** The front flit of an input channel that owns nothing leaves its buffer. */
    final void leave(int router, int bit) {
        leave(router, bit, inputState[router * inputs + bit]);
    }

    /** The front flit leaves its buffer, its slot's credit goes back, and the flit behind it comes to the front. */
    private void leave(int router, int bit, int stateBefore) {
        int state = stateBefore - ONE_FLIT;
        boolean isEmpty = (state >>> COUNT_SHIFT & BYTE) == 0;
        int slot = (state & BYTE) + 1;
        state = state & ~BYTE | (isEmpty || slot == bufferFlits ? 0 : slot);
        inputState[router * inputs + bit] = state;
        if (!isEmpty) {
            reachFront(router, bit, state, flits[place(router, state & BYTE, bit)], now + 1);
        }
        int inPort = shape.portOfBit[bit];
        sendCredit(router, inPort, bit - inPort * channels);
    }

    void spendCredit(int router, int port, int channel) {
        if (--credits[router * inputs + port * channels + channel] == 0) {
            creditless[router * PORTS + port] |= (byte) (1 << channel);
        }
    }

    /** @return the free channel with a credit that is next in turn */
    private int freeChannel(int router, int port, long flit) {
        int allowed = (flit & Flit.Y_FIRST) == 0 ? shape.lowChannels : shape.highChannels;
        return nextChannel(router, port, allowed & freeChannels(router, port));
    }

    /** @return channels of an output that no one owns and that have a credit, as bits */
    final int freeChannels(int router, int port) {
        int out = router * PORTS + port;
        return (shape.lowChannels | shape.highChannels) & ~(creditless[out] | owned[out]);
    }

    /** @return of some channels of an output the one that is next in turn */
    final int nextChannel(int router, int port, int among) {
        int out = router * PORTS + port;
        int later = among & -2 << lastChannel[out];
        int channel = Integer.numberOfTrailingZeros(later != 0 ? later : among);
        lastChannel[out] = (byte) channel;
        return channel;
    }

    final int blockedPorts(int router) {
        return blockedPorts[router];
    }

    @Override
    long ownStateBytes() {
        return (flits.length + asks.length) * (long) Long.BYTES + inputState.length * (long) Integer.BYTES
                + credits.length + owner.length + askedPorts.length + creditless.length + owned.length + lastChannel.length
                + blockedPorts.length + arbiter.stateBytes() + (isCombined ? 0 : channelArbiter.stateBytes());
    }

    @Override
    int credits(int router, int bit) {
        return credits[router * inputs + bit] & 0xFF;
    }

    @Override
    int buffered(int router, int bit) {
        return inputState[router * inputs + bit] >>> COUNT_SHIFT & BYTE;
    }

    @Override
    long front(int router, int bit) {
        return flitBehind(router, bit, 0);
    }

    /** @return the flit that is so many behind the front one */
    final long flitBehind(int router, int bit, int behind) {
        int slot = (inputState[router * inputs + bit] & BYTE) + behind;
        return flits[place(router, slot < bufferFlits ? slot : slot - bufferFlits, bit)];
    }

    @Override
    int outPort(int router, int bit) {
        if (ownedChannel(router, bit) >= 0) {
            return inputState[router * inputs + bit] >>> PORT_SHIFT;
        }
        for (int port = 0; port < PORTS; port++) {
            if ((asks[2 * (router * PORTS + port)] >>> bit & 1) != 0) {
                return port;
            }
        }
        return -1;
    }

    @Override
    int ownedChannel(int router, int bit) {
        int ownedBefore = inputState[router * inputs + bit] >>> CHANNEL_SHIFT & BYTE;
        return (ownedBefore & ~PENDING) - 1;
    }

    @Override
    int owner(int router, int bit) {
        int port = shape.portOfBit[bit];
        int channel = bit - port * channels;
        return (owned[router * PORTS + port] >>> channel & 1) == 0 ? -1 : owner[router * inputs + bit];
    }
}
