package org.synfire.noc.cycle.event;

import java.util.Arrays;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.partition.PacketPool;
import org.synfire.noc.cycle.routing.Flit;

/**
 * Routers that also carry multicast packets, with any number of virtual channels.
 *
 * <p>Every branch of a multicast packet asks for its output by itself and is sent through a channel of its own; those
 * that win in the same cycle are served from the input at once. A flit leaves its buffer when the last branch has it.
 * The head of a branch is sent only into a channel with room for the whole packet, so a branch that has begun never
 * waits for a credit, and a packet that waits is whole in its buffer sooner or later and holds nothing else there. What
 * is left is a buffer's wait for the buffers of the branches, which lie further along x, or along y: never in a circle.
 *
 * <p><b>Memory:</b> as {@link MultiChannelPartition}, 12 bytes an input channel and 40 a router more.
 */
final class MulticastPartition extends MultiChannelPartition {
    private final MulticastTrees trees;
    private final PacketPool pool;
    /** By input channel: the ports of the multicast packet at its front, as bits; 0 if there is none. */
    private final byte[] branches;
    /** By input channel: flits of that packet that have left the buffer. */
    private final byte[] gone;
    /** By input channel and port: flits of that packet that the branch has, and its channel. */
    private final byte[] sent;

    private final byte[] channelOfBranch;
    /** By output port: the input channels whose multicast heads ask for it. */
    private final long[] heads;

    private long replicatedFlits;

    MulticastPartition(Parts parts, RouterConfig router, MulticastTrees trees) {
        super(parts, router);
        this.trees = trees;
        pool = parts.pool();
        branches = new byte[routers * inputs];
        gone = new byte[routers * inputs];
        sent = new byte[routers * inputs * PORTS];
        channelOfBranch = new byte[routers * inputs * PORTS];
        heads = new long[routers * PORTS];
    }

    @Override
    void routeHead(int router, int bit, long flit) {
        if ((flit & Flit.MULTICAST) == 0) {
            super.routeHead(router, bit, flit);
            return;
        }
        int input = router * inputs + bit;
        branches[input] = (byte) trees.ports(Flit.group(flit), firstNode + router);
        gone[input] = 0;
        Arrays.fill(sent, input * PORTS, (input + 1) * PORTS, (byte) 0);
        if (layout.vcAllocation() == 0) {
            askForBranches(router, bit);
        } else {
            beginChannelAllocation(router, bit);
        }
    }

    @Override
    void endChannelAllocation(int router, int bit) {
        if (branches[router * inputs + bit] != 0) {
            askForBranches(router, bit);
        } else {
            super.endChannelAllocation(router, bit);
        }
    }

    private void askForBranches(int router, int bit) {
        for (int left = branches[router * inputs + bit]; left != 0; left &= left - 1) {
            heads[router * PORTS + Integer.numberOfTrailingZeros(left)] |= 1L << bit;
        }
        active.add(router);
    }

    @Override
    void enter(int router, int bit, long flit) {
        super.enter(router, bit, flit);
        for (int left = branches[router * inputs + bit]; left != 0; left &= left - 1) {
            continueBranch(router, bit, Integer.numberOfTrailingZeros(left));
        }
    }

    /** A branch that has begun asks for its output again if its next flit is there. */
    private void continueBranch(int router, int bit, int port) {
        int input = router * inputs + bit;
        int has = sent[input * PORTS + port] & 0xFF;
        if (has > 0 && has < packetFlits(router, bit) && has - (gone[input] & 0xFF) < buffered(router, bit)) {
            askAsOwner(router, bit, port);
            active.add(router);
        }
    }

    private int packetFlits(int router, int bit) {
        return pool.flits(Flit.slot(front(router, bit)));
    }

    @Override
    void askIfCredited(int router, int bit, int state) {
        if (branches[router * inputs + bit] == 0) {
            super.askIfCredited(router, bit, state);
        }
    }

    @Override
    void resume(int router, int ownerBit, int port) {
        if (branches[router * inputs + ownerBit] == 0) {
            super.resume(router, ownerBit, port);
        }
    }

    /** A router with waiting heads stays active: room for a whole packet comes credit by credit. */
    @Override
    boolean visit(int router) {
        addAskedPorts(router, portsOfHeads(router));
        boolean staysActive = super.visit(router);
        return staysActive || portsOfHeads(router) != 0;
    }

    private int portsOfHeads(int router) {
        int ports = 0;
        for (int port = 0; port < PORTS; port++) {
            ports |= heads[router * PORTS + port] != 0 ? 1 << port : 0;
        }
        return ports;
    }

    @Override
    public long eligible(int router, int port) {
        long asking = super.eligible(router, port);
        if (!isBlocked(router, port)) {
            for (long left = heads[router * PORTS + port]; left != 0; left &= left - 1) {
                int bit = Long.numberOfTrailingZeros(left);
                if (channelsWithRoom(router, port, packetFlits(router, bit)) != 0) {
                    asking |= 1L << bit;
                }
            }
        }
        return asking;
    }

    private int channelsWithRoom(int router, int port, int flits) {
        int free = freeChannels(router, port);
        for (int left = free; left != 0; left &= left - 1) {
            int channel = Integer.numberOfTrailingZeros(left);
            if (credits(router, port * channels + channel) < flits) {
                free &= ~(1 << channel);
            }
        }
        return free;
    }

    @Override
    public boolean mayForkFrom(int router, int bit) {
        return branches[router * inputs + bit] != 0;
    }

    @Override
    void depart(int router, int bit, int port) {
        if (branches[router * inputs + bit] == 0) {
            super.depart(router, bit, port);
            return;
        }
        int branch = (router * inputs + bit) * PORTS + port;
        int has = sent[branch] & 0xFF;
        long flit = flitBehind(router, bit, has - (gone[router * inputs + bit] & 0xFF));
        int channel = has == 0 ? beginBranch(router, bit, port, flit) : channelOfBranch[branch];
        if (has > 0) {
            stopAskingAsOwner(router, bit, port);
        }
        if ((flit & Flit.TAIL) != 0) {
            disown(router, port, channel);
        }
        sent[branch] = (byte) (has + 1);
        spendCredit(router, port, channel);
        sendFlit(router, port, channel, flit);
        replicatedFlits++;
        continueBranch(router, bit, port);
        leaveWhatAllHave(router, bit);
    }

    private int beginBranch(int router, int bit, int port, long flit) {
        heads[router * PORTS + port] &= ~(1L << bit);
        if (heads[router * PORTS + port] == 0) {
            forgetHeadsPort(router, port);
        }
        int channel = nextChannel(router, port, channelsWithRoom(router, port, pool.flits(Flit.slot(flit))));
        channelOfBranch[(router * inputs + bit) * PORTS + port] = (byte) channel;
        own(router, bit, port, channel);
        return channel;
    }

    private void leaveWhatAllHave(int router, int bit) {
        int input = router * inputs + bit;
        int least = 0xFF;
        for (int left = branches[input]; left != 0; left &= left - 1) {
            least = Math.min(least, sent[input * PORTS + Integer.numberOfTrailingZeros(left)] & 0xFF);
        }
        if (least > (gone[input] & 0xFF)) {
            gone[input]++;
            replicatedFlits--;
            if ((front(router, bit) & Flit.TAIL) != 0) {
                branches[input] = 0;
            }
            leave(router, bit);
        }
    }

    @Override
    long ownStateBytes() {
        return super.ownStateBytes()
                + branches.length
                + gone.length
                + sent.length
                + channelOfBranch.length
                + heads.length * (long) Long.BYTES;
    }

    @Override
    int branches(int router, int bit) {
        int unfinished = 0;
        for (int left = branches[router * inputs + bit]; left != 0; left &= left - 1) {
            int port = Integer.numberOfTrailingZeros(left);
            if ((sent[(router * inputs + bit) * PORTS + port] & 0xFF) == 0) {
                unfinished |= 1 << port;
            }
        }
        return unfinished;
    }

    @Override
    protected long replicatedFlits() {
        return replicatedFlits;
    }
}
