package org.synfire.noc.cycle.event;

import java.util.Arrays;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.arbiter.ChannelArbiter;
import org.synfire.noc.cycle.arbiter.Requests;
import org.synfire.noc.cycle.arbiter.SwitchArbiter;
import org.synfire.noc.cycle.partition.DelayLine;
import org.synfire.noc.cycle.partition.NetworkLayout;
import org.synfire.noc.cycle.routing.DimensionOrderFunction;
import org.synfire.noc.cycle.routing.Flit;

/**
 * Routers with any number of virtual channels, which can fork multicast packets.
 *
 * <p>A virtual channel's front flit asks for its output in one of two ways, a bit of a word for each output port: as a
 * <i>head</i> that has no virtual channel there yet, or as an <i>owner</i> of one that has a credit. The switch takes
 * from both in a router with combined allocation, from owners alone where virtual channels are allocated in a stage of
 * their own. What is touched for every flit lies together, {@value #STRIDE} words a router, what only packets of
 * several flits need at the end:
 *
 * <pre>
 *   CROSSED     by output: see {@link EventPartition}
 *   HEADS       five words, by output: the input channels that ask for it as heads
 *   ASKED       three bytes, each with a bit by output: heads ask for it, owners ask for it, its link is blocked
 *   CREDITLESS  a byte by output: its channels without a credit
 *   OWNED       a byte by output: its channels that have an owner
 *   LAST        a byte by output: the channel that was given last
 *   CREDITS     five words, by output: a byte by channel
 *   OWNERS      five words, by output: the input channels that ask for it as owners
 * </pre>
 *
 * <p><b>Memory:</b> {@link #stateBytes}: {@code 5 channels (8 buffer + 5) + 160} bytes a router, the arbiters', and
 * what {@link EventPartition} takes. Buffers lie slot by slot, the first slots of all routers together, and one that
 * runs empty starts over at slot 0, so that with little traffic few pages are touched.
 */
final class MultiChannelPartition extends EventPartition implements Requests {
    private static final int STRIDE = 20;
    private static final int HEADS = 1;
    private static final int ASKED = 6;
    private static final int CREDITLESS = 7;
    private static final int OWNED = 8;
    private static final int LAST = 9;
    private static final int CREDITS = 10;
    private static final int OWNERS = 15;
    private static final int OWNER_PORTS_SHIFT = 8;
    private static final int BLOCKED_PORTS_SHIFT = 16;
    private static final int EVERY_PORT = (1 << PORTS) - 1;

    private static final int BYTE = 0xFF;
    private static final int COUNT_SHIFT = 8;
    private static final int ONE_FLIT = 1 << COUNT_SHIFT;
    private static final int CHANNEL_SHIFT = 16;
    private static final int CHANNEL_MASK = BYTE << CHANNEL_SHIFT;
    private static final int PORT_SHIFT = 24;
    /** Set beside the owned channel until the stage that allocates it is over. */
    private static final int PENDING = 0x10;

    private static final long EVERY_CHANNEL = 0x0101_0101_0101_0101L;

    private final SwitchArbiter arbiter;
    private final ChannelArbiter channelArbiter;
    private final boolean isCombined;
    final int inputs;

    private final long[] flits;
    /**
     * By input channel {@code [31:24] out port, [23:16] owned channel + 1, [15:8] flits, [7:0] slot of the front flit}.
     */
    private final int[] inputState;

    private final byte[] owner;
    private final boolean canFork;
    private final Forks forks;

    /**
     * @param router the routers
     * @param canFork whether multicast packets will come
     * @param trees their paths
     */
    MultiChannelPartition(Parts parts, RouterConfig router, boolean canFork, MulticastTrees trees) {
        super(parts, STRIDE);
        inputs = layout.inputs();
        isCombined = layout.vcAllocation() == 0;
        arbiter = SwitchArbiter.of(router, layout, routers);
        channelArbiter = isCombined ? null : new ChannelArbiter(layout, routers);
        flits = new long[routers * inputs * bufferFlits];
        inputState = new int[routers * inputs];
        owner = new byte[routers * inputs];
        this.canFork = canFork;
        forks = new Forks(this, parts.pool(), trees, canFork ? routers : 0);
        for (int at = 0; at < words.length; at += STRIDE) {
            Arrays.fill(words, at + CREDITS, at + CREDITS + PORTS, bufferFlits * EVERY_CHANNEL);
        }
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
        if (canFork) {
            forks.continueBranches(router, bit);
        }
    }

    /** Whether a multicast packet is at the front of an input channel. */
    private boolean isForking(int router, int bit) {
        return canFork && forks.isAtFront(router, bit);
    }

    private int place(int router, int slot, int bit) {
        return (slot * routers + router) * inputs + bit;
    }

    @Override
    void takeCredit(int router, int bit) {
        int at = router * STRIDE;
        int port = layout.portOfBit(bit);
        int channel = bit - port * channels;
        long before = words[at + CREDITS + port];
        words[at + CREDITS + port] = before + (1L << (channel << 3));
        if ((before >>> (channel << 3) & BYTE) == 0) {
            words[at + CREDITLESS] &= ~(1L << ((port << 3) + channel));
            if ((words[at + OWNED] >>> ((port << 3) + channel) & 1) != 0) {
                resume(router, owner[router * inputs + bit], port);
            }
            active.add(router);
        }
    }

    /** The owner of an output channel has a credit again. Branches never wait for one. */
    private void resume(int router, int ownerBit, int port) {
        if (isForking(router, ownerBit)) {
            return;
        }
        int state = inputState[router * inputs + ownerBit];
        if ((state >>> CHANNEL_SHIFT & PENDING) == 0 && (state >>> COUNT_SHIFT & BYTE) != 0) {
            askAsOwner(router, ownerBit, port);
        }
    }

    private void askAsHead(int router, int bit, int port) {
        int at = router * STRIDE;
        words[at + HEADS + port] |= 1L << bit;
        words[at + ASKED] |= 1L << port;
    }

    void askAsOwner(int router, int bit, int port) {
        int at = router * STRIDE;
        words[at + OWNERS + port] |= 1L << bit;
        words[at + ASKED] |= 1L << (OWNER_PORTS_SHIFT + port);
    }

    @Override
    void endChannelAllocation(int router, int bit) {
        if (isForking(router, bit)) {
            forks.requestOutputs(router, bit);
            return;
        }
        int input = router * inputs + bit;
        int state = inputState[input] & ~(PENDING << CHANNEL_SHIFT);
        inputState[input] = state;
        askIfCredited(router, bit, state);
    }

    private void askIfCredited(int router, int bit, int state) {
        if (isForking(router, bit)) {
            return;
        }
        int port = state >>> PORT_SHIFT;
        int channel = (state >>> CHANNEL_SHIFT & BYTE) - 1;
        if (credits(router, port, channel) != 0) {
            askAsOwner(router, bit, port);
            active.add(router);
        }
    }

    @Override
    void setBlocked(int router, int port, boolean isBlocked) {
        long portBit = 1L << (BLOCKED_PORTS_SHIFT + port);
        int at = router * STRIDE + ASKED;
        words[at] = isBlocked ? words[at] | portBit : words[at] & ~portBit;
    }

    /** A flit is at the front from a cycle on. */
    private void reachFront(int router, int bit, int state, long flit, long fromCycle) {
        if ((flit & Flit.HEAD) == 0) {
            askIfCredited(router, bit, state);
        } else if (layout.routing() == 0) {
            routeHead(router, bit, flit);
        } else {
            beginRouting(router, bit, fromCycle);
        }
    }

    @Override
    void endRouting(int router, int bit) {
        routeHead(router, bit, front(router, bit));
    }

    private void routeHead(int router, int bit, long flit) {
        if (canFork && (flit & Flit.MULTICAST) != 0) {
            routeMulticast(router, bit, flit);
            return;
        }
        askAsHead(router, bit, routingFunction.port(this, router, layout.portOfBit(bit), flit));
        active.add(router);
    }

    private void routeMulticast(int router, int bit, long flit) {
        forks.begin(router, bit, flit);
        if (isCombined) {
            forks.requestOutputs(router, bit);
        } else {
            beginChannelAllocation(router, bit);
        }
    }

    @Override
    void takeFlitsFast(DelayLine line) {
        long[] state = words;
        long[] set = active.words();
        int size = line.size(now);
        long[] arriving = line.list(now);
        for (int i = 0; i < size; i += 2) {
            int bit = (int) arriving[i] & NetworkLayout.PLACE_MASK;
            int router = (int) arriving[i] >>> NetworkLayout.PLACE_SHIFT;
            long flit = arriving[i + 1];
            int input = router * inputs + bit;
            if (bit >= NetworkLayout.CORE_BIT) {
                deliver(router, bit - NetworkLayout.CORE_BIT, flit);
            } else if ((flit & Flit.SINGLE) != Flit.SINGLE || (inputState[input] >>> COUNT_SHIFT & BYTE) != 0) {
                enter(router, bit, flit);
            } else {
                int port = DimensionOrderFunction.port(positions[router], flit);
                int at = router * STRIDE;
                flits[input] = flit;
                inputState[input] += ONE_FLIT;
                state[at + HEADS + port] |= 1L << bit;
                state[at + ASKED] |= 1L << port;
                set[router >>> 6] |= 1L << router;
            }
        }
        line.clear(now);
    }

    /**
     * What {@link #visit} does to every router, in one loop that puts what is sent into lists that are looked up once.
     */
    @Override
    void visitActiveFast() {
        long[] set = active.words();
        int flitWords = links.flits.open(now + layout.linkDelay());
        int signals = links.credits.open(now + layout.creditDelay());
        for (int word = 0; word < set.length; word++) {
            long stay = set[word];
            if (stay == 0) {
                continue;
            }
            long[] sent = links.flits.withRoom(flitWords, 2 * PORTS * Long.SIZE);
            long[] credits = links.credits.withRoom(signals, PORTS * Long.SIZE);
            for (long left = stay; left != 0; left &= left - 1) {
                int router = (word << 6) + Long.numberOfTrailingZeros(left);
                long lone = loneWinner(router);
                long winners = lone != SwitchArbiter.NOTHING ? lone : arbiter.decide(this, router);
                for (int ports = SwitchArbiter.ports(winners); ports != 0; ports &= ports - 1) {
                    int port = Integer.numberOfTrailingZeros(ports);
                    int bit = SwitchArbiter.winner(winners, port);
                    int state = inputState[router * inputs + bit];
                    long flit = flits[place(router, state & BYTE, bit)];
                    int channel = lone != SwitchArbiter.NOTHING
                            ? takeLone(router, bit, port, state, flit)
                            : take(router, bit, port, state, flit);
                    int next = links.placeBehind(router, port) + channel;
                    words[router * STRIDE + CROSSED] += 1L << (CROSSED_BITS * port);
                    lastActivity = now;
                    if (links.isHere(next)) {
                        sent[flitWords] = next;
                        sent[flitWords + 1] = flit;
                        flitWords += 2;
                    } else {
                        links.sendFlitAway(now, port, next, flit);
                    }
                    int inPort = layout.portOfBit(bit);
                    int freed = links.placeBehind(router, inPort) + bit - inPort * channels;
                    if (links.isHere(freed)) {
                        credits[signals++] = freed;
                    } else {
                        links.sendCreditAway(now, freed);
                    }
                }
                if (winners == SwitchArbiter.NOTHING || askedPorts(router) == 0) {
                    stay &= ~(1L << router);
                }
            }
            set[word] = stay;
        }
        links.flits.close(flitWords);
        links.credits.close(signals);
    }

    /** A router with waiting heads of branches stays active: room for a whole packet comes credit by credit. */
    @Override
    boolean visit(int router) {
        if (!canFork) {
            return decide(router);
        }
        words[router * STRIDE + ASKED] |= forks.portsOfHeads(router);
        boolean staysActive = decide(router);
        return staysActive || forks.portsOfHeads(router) != 0;
    }

    private boolean decide(int router) {
        boolean allocatesChannels = !isCombined && allocateChannels(router);
        long winners = arbiter.decide(this, router);
        if (winners == SwitchArbiter.NOTHING) {
            return allocatesChannels;
        }
        for (int left = SwitchArbiter.ports(winners); left != 0; left &= left - 1) {
            int port = Integer.numberOfTrailingZeros(left);
            depart(router, SwitchArbiter.winner(winners, port), port);
        }
        return askedPorts(router) != 0;
    }

    @Override
    public int askedPorts(int router) {
        long asked = words[router * STRIDE + ASKED];
        return (int) (asked | asked >>> OWNER_PORTS_SHIFT) & EVERY_PORT;
    }

    @Override
    public long eligible(int router, int port) {
        int at = router * STRIDE;
        long asked = words[at + ASKED] >>> port;
        if ((asked >>> BLOCKED_PORTS_SHIFT & 1) != 0) {
            return 0;
        }
        long branches = canFork ? forks.eligible(router, port) : 0;
        long asking = branches | (isCombined ? words[at + HEADS + port] & bitsWithFreeChannel(router, port) : 0);
        return (asked >>> OWNER_PORTS_SHIFT & 1) == 0 ? asking : asking | words[at + OWNERS + port];
    }

    @Override
    public long owners(int router, int port) {
        return words[router * STRIDE + OWNERS + port];
    }

    @Override
    public boolean mayForkFrom(int router, int bit) {
        return isForking(router, bit);
    }

    private long bitsWithFreeChannel(int router, int port) {
        int free = freeChannels(router, port);
        return ((free & layout.xFirstChannels()) == 0 ? 0 : layout.xFirstBits())
                | ((free & layout.yFirstChannels()) == 0 ? 0 : layout.yFirstBits());
    }

    private boolean allocateChannels(int router) {
        int at = router * STRIDE;
        boolean anyone = false;
        for (long left = words[at + ASKED] & EVERY_PORT; left != 0; left &= left - 1) {
            int port = Long.numberOfTrailingZeros(left);
            if (words[at + HEADS + port] != 0) {
                anyone |= channelArbiter.decide(
                        this, router, port, words[at + HEADS + port], (int) ~(words[at + OWNED] >>> (port << 3)));
            }
        }
        return anyone;
    }

    @Override
    public void assignChannel(int router, int bit, int port, int channel) {
        stopAskingAsHead(router, bit, port);
        own(router, bit, port, channel);
        inputState[router * inputs + bit] =
                withOwned(inputState[router * inputs + bit], port, channel) | PENDING << CHANNEL_SHIFT;
        beginChannelAllocation(router, bit);
    }

    private static int withOwned(int state, int port, int channel) {
        return (state & ~(CHANNEL_MASK | BYTE << PORT_SHIFT)) | (channel + 1) << CHANNEL_SHIFT | port << PORT_SHIFT;
    }

    private void stopAskingAsHead(int router, int bit, int port) {
        words[router * STRIDE + HEADS + port] &= ~(1L << bit);
        forgetHeadsPort(router, port);
    }

    /** Takes a port out of those that heads ask for, if none does. */
    void forgetHeadsPort(int router, int port) {
        int at = router * STRIDE;
        if (words[at + HEADS + port] == 0) {
            words[at + ASKED] &= ~(1L << port);
        }
    }

    void stopAskingAsOwner(int router, int bit, int port) {
        int at = router * STRIDE;
        words[at + OWNERS + port] &= ~(1L << bit);
        if (words[at + OWNERS + port] == 0) {
            words[at + ASKED] &= ~(1L << (OWNER_PORTS_SHIFT + port));
        }
    }

    void own(int router, int bit, int port, int channel) {
        words[router * STRIDE + OWNED] |= 1L << ((port << 3) + channel);
        owner[router * inputs + port * channels + channel] = (byte) bit;
    }

    void disown(int router, int port, int channel) {
        words[router * STRIDE + OWNED] &= ~(1L << ((port << 3) + channel));
    }

    /** The front flit of an input channel crosses the switch, or the next flit of a branch. */
    private void depart(int router, int bit, int port) {
        if (isForking(router, bit)) {
            forks.depart(router, bit, port);
            return;
        }
        int state = inputState[router * inputs + bit];
        long flit = flits[place(router, state & BYTE, bit)];
        int channel = take(router, bit, port, state, flit);
        int inPort = layout.portOfBit(bit);
        sendCredit(router, inPort, bit - inPort * channels);
        sendFlit(router, port, channel, flit);
    }

    /**
     * The front flit of an input channel leaves its buffer for an output, and spends a credit there.
     *
     * @return the output channel: the one that its packet owns, or the next in turn
     */
    private int take(int router, int bit, int port, int state, long flit) {
        boolean isTail = (flit & Flit.TAIL) != 0;
        int channel = (state >>> CHANNEL_SHIFT & BYTE) - 1;
        if (channel < 0) {
            stopAskingAsHead(router, bit, port);
            channel = freeChannel(router, port, flit);
            if (!isTail) {
                own(router, bit, port, channel);
            }
        } else {
            stopAskingAsOwner(router, bit, port);
            if (isTail) {
                disown(router, port, channel);
            }
        }
        spendCredit(router, port, channel);
        advance(router, bit, isTail ? state & ~CHANNEL_MASK : withOwned(state, port, channel));
        return channel;
    }

    /**
     * What decides and moves with little traffic: a packet of one flit, none behind it, that asks for an output with a
     * free channel while nothing else in the router asks for anything.
     *
     * @return it as the winner of its output; {@link SwitchArbiter#NOTHING} if there is more to decide
     */
    private long loneWinner(int router) {
        int at = router * STRIDE;
        long asked = words[at + ASKED];
        int port = Long.numberOfTrailingZeros(asked);
        if ((asked & asked - 1) != 0 || port >= PORTS) {
            return SwitchArbiter.NOTHING;
        }
        long heads = words[at + HEADS + port];
        int bit = Long.numberOfTrailingZeros(heads);
        int state = inputState[router * inputs + bit];
        if ((heads & heads - 1) != 0 || (state & BYTE << COUNT_SHIFT) != ONE_FLIT) {
            return SwitchArbiter.NOTHING;
        }
        long flit = flits[place(router, state & BYTE, bit)];
        boolean isFree =
                (flit & Flit.SINGLE) == Flit.SINGLE && (allowedChannels(flit) & freeChannels(router, port)) != 0;
        return isFree ? SwitchArbiter.with(SwitchArbiter.NOTHING, port, bit) : SwitchArbiter.NOTHING;
    }

    /** What {@link #take} does with a {@link #loneWinner}. */
    private int takeLone(int router, int bit, int port, int state, long flit) {
        int at = router * STRIDE;
        words[at + HEADS + port] = 0;
        words[at + ASKED] = 0;
        inputState[router * inputs + bit] = state & ~(BYTE << COUNT_SHIFT | BYTE);
        arbiter.served(router, layout.portOfBit(bit), port, bit);
        int channel = freeChannel(router, port, flit);
        spendCredit(router, port, channel);
        return channel;
    }

    /** The front flit of an input channel that owns nothing leaves its buffer, and its slot's credit goes back. */
    void leave(int router, int bit) {
        advance(router, bit, inputState[router * inputs + bit]);
        int inPort = layout.portOfBit(bit);
        sendCredit(router, inPort, bit - inPort * channels);
    }

    /** The front flit leaves its buffer, and the flit behind it comes to the front. */
    private void advance(int router, int bit, int stateBefore) {
        int state = stateBefore - ONE_FLIT;
        boolean isEmpty = (state >>> COUNT_SHIFT & BYTE) == 0;
        int slot = (state & BYTE) + 1;
        state = (state & ~BYTE) | (isEmpty || slot == bufferFlits ? 0 : slot);
        inputState[router * inputs + bit] = state;
        if (!isEmpty) {
            reachFront(router, bit, state, flits[place(router, state & BYTE, bit)], now + 1);
        }
    }

    void spendCredit(int router, int port, int channel) {
        int at = router * STRIDE;
        long credits = words[at + CREDITS + port] - (1L << (channel << 3));
        words[at + CREDITS + port] = credits;
        if ((credits >>> (channel << 3) & BYTE) == 0) {
            words[at + CREDITLESS] |= 1L << ((port << 3) + channel);
        }
    }

    /** The free channel with a credit that is next in turn. */
    private int freeChannel(int router, int port, long flit) {
        return nextChannel(router, port, allowedChannels(flit) & freeChannels(router, port));
    }

    private int allowedChannels(long flit) {
        return (flit & Flit.Y_FIRST) == 0 ? layout.xFirstChannels() : layout.yFirstChannels();
    }

    /** Channels of an output that no one owns and that have a credit, as bits. */
    int freeChannels(int router, int port) {
        int at = router * STRIDE;
        return (layout.xFirstChannels() | layout.yFirstChannels())
                & ~(int) ((words[at + CREDITLESS] | words[at + OWNED]) >>> (port << 3));
    }

    /** Of some channels of an output the one that is next in turn. */
    int nextChannel(int router, int port, int among) {
        int at = router * STRIDE + LAST;
        int shift = port << 3;
        int later = among & -2 << (int) (words[at] >>> shift);
        int channel = Integer.numberOfTrailingZeros(later != 0 ? later : among);
        words[at] = (words[at] & ~((long) BYTE << shift)) | (long) channel << shift;
        return channel;
    }

    @Override
    long ownStateBytes() {
        return flits.length * (long) Long.BYTES
                + inputState.length * (long) Integer.BYTES
                + owner.length
                + arbiter.stateBytes()
                + (isCombined ? 0 : channelArbiter.stateBytes())
                + forks.stateBytes();
    }

    @Override
    int branches(int router, int bit) {
        return canFork ? forks.waitingBranches(router, bit) : 0;
    }

    @Override
    protected long replicatedFlits() {
        return forks.replicatedFlits();
    }

    @Override
    int credits(int router, int bit) {
        int port = layout.portOfBit(bit);
        return credits(router, port, bit - port * channels);
    }

    private int credits(int router, int port, int channel) {
        return (int) (words[router * STRIDE + CREDITS + port] >>> (channel << 3)) & BYTE;
    }

    @Override
    int buffered(int router, int bit) {
        return inputState[router * inputs + bit] >>> COUNT_SHIFT & BYTE;
    }

    @Override
    long front(int router, int bit) {
        return flitBehind(router, bit, 0);
    }

    /** The flit that is so many behind the front one. */
    long flitBehind(int router, int bit, int behind) {
        int slot = (inputState[router * inputs + bit] & BYTE) + behind;
        return flits[place(router, slot < bufferFlits ? slot : slot - bufferFlits, bit)];
    }

    @Override
    int outPort(int router, int bit) {
        if (ownedChannel(router, bit) >= 0) {
            return inputState[router * inputs + bit] >>> PORT_SHIFT;
        }
        for (int port = 0; port < PORTS; port++) {
            if ((words[router * STRIDE + HEADS + port] >>> bit & 1) != 0) {
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
        int port = layout.portOfBit(bit);
        int channel = bit - port * channels;
        return (words[router * STRIDE + OWNED] >>> ((port << 3) + channel) & 1) == 0
                ? -1
                : owner[router * inputs + bit];
    }
}
