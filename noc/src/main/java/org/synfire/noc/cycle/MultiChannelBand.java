package org.synfire.noc.cycle;

import java.util.Arrays;

/**
 * Routers with any number of virtual channels.
 *
 * <p>A virtual channel's front flit asks for its output in one of two ways, a bit of a word for each output port: as a <i>head</i>
 * that has no virtual channel there yet, or as an <i>owner</i> of one that has a credit. The switch takes from both in a router with
 * combined allocation, from owners alone where virtual channels are allocated in a stage of their own.
 *
 * <p><b>Memory:</b> {@link #bytesPerRouter}. Buffers lie slot by slot, and one that runs empty starts over at slot 0, so that with
 * little traffic only the first slots of a router are touched.
 */
final class MultiChannelBand extends RouterBand {
    private static final int NO_CHANNEL = -1;
    /** Set in {@link #channelOf} until the stage that allocates the channel is over. */
    private static final int PENDING = 0x10;

    private final SwitchArbiter arbiter;
    private final ChannelArbiter channelArbiter;
    private final boolean isCombined;
    private final int inputs;

    private final long[] flits;
    private final byte[] front;
    private final byte[] count;
    private final byte[] credits;
    private final byte[] channelOf;
    private final byte[] owner;
    final byte[] outPort;
    final long[] headAsks;
    final long[] ownerAsks;
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
        front = new byte[routers * inputs];
        count = new byte[routers * inputs];
        credits = new byte[routers * inputs];
        Arrays.fill(credits, (byte) bufferFlits);
        channelOf = new byte[routers * inputs];
        Arrays.fill(channelOf, (byte) NO_CHANNEL);
        owner = new byte[routers * inputs];
        outPort = new byte[routers * inputs];
        headAsks = new long[routers * PORTS];
        ownerAsks = new long[routers * PORTS];
        askedPorts = new byte[routers];
        creditless = new byte[routers * PORTS];
        owned = new byte[routers * PORTS];
        lastChannel = new byte[routers * PORTS];
        blockedPorts = new byte[routers];
    }

    @Override
    void enter(int router, int bit, long flit) {
        int input = router * inputs + bit;
        int before = count[input] & 0xFF;
        assert before < bufferFlits : "a flit without a credit at router " + (firstNode + router) + ", input " + bit;
        int slot = (front[input] & 0xFF) + before;
        flits[(router * bufferFlits + (slot < bufferFlits ? slot : slot - bufferFlits)) * inputs + bit] = flit;
        count[input] = (byte) (before + 1);
        if (before == 0) {
            reachFront(router, bit, input, flit, now);
        }
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
                askAsOwner(router, owner[output], port);
            }
            active.add(router);
        }
    }

    private void askAsOwner(int router, int ownerBit, int port) {
        int input = router * inputs + ownerBit;
        if ((channelOf[input] & PENDING) == 0 && count[input] != 0) {
            ask(ownerAsks, router, ownerBit, port);
        }
    }

    private void ask(long[] asks, int router, int bit, int port) {
        asks[router * PORTS + port] |= 1L << bit;
        askedPorts[router] |= (byte) (1 << port);
    }

    @Override
    void endChannelAllocation(int router, int bit) {
        int input = router * inputs + bit;
        int port = outPort[input];
        int channel = channelOf[input] & ~PENDING;
        channelOf[input] = (byte) channel;
        if (credits[router * inputs + port * channels + channel] != 0) {
            ask(ownerAsks, router, bit, port);
            active.add(router);
        }
    }

    @Override
    void setBlocked(int router, int port, boolean isBlocked) {
        int portBit = 1 << port;
        blockedPorts[router] = (byte) (isBlocked ? blockedPorts[router] | portBit : blockedPorts[router] & ~portBit);
    }

    /** A flit is at the front from a cycle on. */
    private void reachFront(int router, int bit, int input, long flit, long fromCycle) {
        if ((flit & Flit.HEAD) == 0) {
            int port = outPort[input];
            if (credits[router * inputs + port * channels + channelOf[input]] != 0) {
                ask(ownerAsks, router, bit, port);
                active.add(router);
            }
        } else if (shape.routing == 0) {
            askAsHead(router, bit, input, flit);
        } else {
            beginRouting(router, bit, fromCycle);
        }
    }

    @Override
    void endRouting(int router, int bit) {
        int input = router * inputs + bit;
        askAsHead(router, bit, input, flits[(router * bufferFlits + (front[input] & 0xFF)) * inputs + bit]);
    }

    private void askAsHead(int router, int bit, int input, long flit) {
        int port = chooser.port(this, router, shape.portOfBit[bit], flit);
        outPort[input] = (byte) port;
        ask(headAsks, router, bit, port);
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
        boolean anyone = false;
        for (int left = askedPorts[router]; left != 0; left &= left - 1) {
            int port = Integer.numberOfTrailingZeros(left);
            int out = router * PORTS + port;
            if (headAsks[out] != 0) {
                anyone |= channelArbiter.decide(this, router, port, headAsks[out], ~owned[out]);
            }
        }
        return anyone;
    }

    /** An input channel's head has won an output channel in a stage of its own. */
    void assignChannel(int router, int bit, int port, int channel) {
        int out = router * PORTS + port;
        stopAsking(headAsks, router, bit, port);
        own(router, bit, out, port, channel);
        channelOf[router * inputs + bit] = (byte) (channel | PENDING);
        beginChannelAllocation(router, bit);
    }

    private void stopAsking(long[] asks, int router, int bit, int port) {
        int out = router * PORTS + port;
        asks[out] &= ~(1L << bit);
        if ((headAsks[out] | ownerAsks[out]) == 0) {
            askedPorts[router] &= (byte) ~(1 << port);
        }
    }

    private void own(int router, int bit, int out, int port, int channel) {
        owned[out] |= (byte) (1 << channel);
        owner[router * inputs + port * channels + channel] = (byte) bit;
    }

    /** The front flit of an input channel crosses the switch. */
    private void depart(int router, int bit, int port) {
        int input = router * inputs + bit;
        int out = router * PORTS + port;
        int slot = front[input] & 0xFF;
        int left = (count[input] & 0xFF) - 1;
        long flit = flits[(router * bufferFlits + slot) * inputs + bit];
        slot = left == 0 || slot + 1 == bufferFlits ? 0 : slot + 1;
        front[input] = (byte) slot;
        count[input] = (byte) left;

        int channel = leaveAsking(router, bit, input, out, port, flit);
        if (--credits[router * inputs + port * channels + channel] == 0) {
            creditless[out] |= (byte) (1 << channel);
        }
        if (left != 0) {
            reachFront(router, bit, input, flits[(router * bufferFlits + slot) * inputs + bit], now + 1);
        }
        int inPort = shape.portOfBit[bit];
        send(router, inPort, bit - inPort * channels, port, channel, flit);
    }

    /** @return the output channel in which the flit leaves */
    private int leaveAsking(int router, int bit, int input, int out, int port, long flit) {
        int channel = channelOf[input];
        boolean isTail = (flit & Flit.TAIL) != 0;
        if (channel == NO_CHANNEL) {
            stopAsking(headAsks, router, bit, port);
            channel = freeChannel(out, flit);
            lastChannel[out] = (byte) channel;
            if (!isTail) {
                own(router, bit, out, port, channel);
                channelOf[input] = (byte) channel;
            }
        } else {
            stopAsking(ownerAsks, router, bit, port);
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

    @Override
    int credits(int router, int bit) {
        return credits[router * inputs + bit] & 0xFF;
    }

    @Override
    int buffered(int router, int bit) {
        return count[router * inputs + bit] & 0xFF;
    }

    @Override
    long front(int router, int bit) {
        return flits[(router * bufferFlits + (front[router * inputs + bit] & 0xFF)) * inputs + bit];
    }

    @Override
    int outPort(int router, int bit) {
        if (ownedChannel(router, bit) >= 0) {
            return outPort[router * inputs + bit];
        }
        for (int port = 0; port < PORTS; port++) {
            if ((headAsks[router * PORTS + port] >>> bit & 1) != 0) {
                return port;
            }
        }
        return -1;
    }

    @Override
    int ownedChannel(int router, int bit) {
        int channel = channelOf[router * inputs + bit];
        return channel == NO_CHANNEL ? -1 : channel & ~PENDING;
    }

    @Override
    int owner(int router, int bit) {
        int port = shape.portOfBit[bit];
        int channel = bit - port * channels;
        return (owned[router * PORTS + port] >>> channel & 1) == 0 ? -1 : owner[router * inputs + bit];
    }
}
