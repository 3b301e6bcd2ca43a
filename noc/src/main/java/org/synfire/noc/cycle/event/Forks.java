package org.synfire.noc.cycle.event;

import java.util.Arrays;
import org.synfire.noc.cycle.partition.PacketPool;
import org.synfire.noc.cycle.routing.Flit;
import org.synfire.noc.cycle.routing.Ports;

/**
 * The multicast packets at the fronts of a partition's input channels.
 *
 * <p>Every branch of a multicast packet requests its output by itself and is sent through a virtual channel of its own;
 * branches that win in the same cycle are served from the input at once. A flit leaves its buffer when the last branch
 * has sent it. The head of a branch is sent only into a channel with room for the whole packet, so a branch that has
 * begun never waits for a credit, and a packet that waits is whole in its buffer sooner or later and holds nothing else
 * there. What is left is the wait of a buffer for the buffers of the branches, which lie further along x, or along y:
 * never in a cycle.
 *
 * <p><b>Memory:</b> 12 bytes an input channel and 40 bytes a router of a network with multicast; nothing without.
 */
final class Forks {
    private final MultiChannelPartition partition;
    private final MulticastTrees trees;
    private final PacketPool pool;
    private final int inputs;
    private final int channels;
    /** By input channel: the ports of the multicast packet at its front, as bits; 0 if there is none. */
    private final byte[] branches;
    /** By input channel: flits of that packet that have left the buffer. */
    private final byte[] gone;
    /** By input channel and port: flits of that packet that the branch has sent, and its channel. */
    private final byte[] sent;

    private final byte[] channelOfBranch;
    /** By output port: the input channels whose multicast heads request it. */
    private final long[] heads;

    private long replicatedFlits;

    /**
     * @param partition whose routers fork
     * @param routers its routers if packets can fork, else 0
     */
    Forks(MultiChannelPartition partition, PacketPool pool, MulticastTrees trees, int routers) {
        this.partition = partition;
        this.pool = pool;
        this.trees = trees;
        inputs = partition.inputs;
        channels = partition.channels;
        branches = new byte[routers * inputs];
        gone = new byte[routers * inputs];
        sent = new byte[routers * inputs * Ports.COUNT];
        channelOfBranch = new byte[routers * inputs * Ports.COUNT];
        heads = new long[routers * Ports.COUNT];
    }

    /** Whether a multicast packet is at the front of an input channel. */
    boolean isAtFront(int router, int bit) {
        return branches[router * inputs + bit] != 0;
    }

    /** The head of a multicast packet reaches the front of an input channel. */
    void begin(int router, int bit, long flit) {
        int input = router * inputs + bit;
        branches[input] = (byte) trees.ports(Flit.group(flit), partition.firstNode() + router);
        gone[input] = 0;
        Arrays.fill(sent, input * Ports.COUNT, (input + 1) * Ports.COUNT, (byte) 0);
    }

    /** All branches of the packet at the front of an input channel request their outputs. */
    void requestOutputs(int router, int bit) {
        for (int left = branches[router * inputs + bit]; left != 0; left &= left - 1) {
            heads[router * Ports.COUNT + Integer.numberOfTrailingZeros(left)] |= 1L << bit;
        }
        partition.active.add(router);
    }

    /** A flit has entered an input channel: branches that have begun may go on with it. */
    void continueBranches(int router, int bit) {
        for (int left = branches[router * inputs + bit]; left != 0; left &= left - 1) {
            continueBranch(router, bit, Integer.numberOfTrailingZeros(left));
        }
    }

    /** A branch that has begun requests its output again if its next flit is there. */
    private void continueBranch(int router, int bit, int port) {
        int input = router * inputs + bit;
        int has = sent[input * Ports.COUNT + port] & 0xFF;
        if (has > 0 && has < packetFlits(router, bit) && has - (gone[input] & 0xFF) < partition.buffered(router, bit)) {
            partition.askAsOwner(router, bit, port);
            partition.active.add(router);
        }
    }

    private int packetFlits(int router, int bit) {
        return pool.flits(Flit.slot(partition.front(router, bit)));
    }

    /** The output ports of a router that heads of branches request, one bit each. */
    int portsOfHeads(int router) {
        int ports = 0;
        for (int port = 0; port < Ports.COUNT; port++) {
            ports |= heads[router * Ports.COUNT + port] != 0 ? 1 << port : 0;
        }
        return ports;
    }

    /** The input channels whose branches request an output port with room for their packet, one bit each. */
    long eligible(int router, int port) {
        long eligible = 0;
        for (long left = heads[router * Ports.COUNT + port]; left != 0; left &= left - 1) {
            int bit = Long.numberOfTrailingZeros(left);
            if (channelsWithRoom(router, port, packetFlits(router, bit)) != 0) {
                eligible |= 1L << bit;
            }
        }
        return eligible;
    }

    private int channelsWithRoom(int router, int port, int flits) {
        int free = partition.freeChannels(router, port);
        for (int left = free; left != 0; left &= left - 1) {
            int channel = Integer.numberOfTrailingZeros(left);
            if (partition.credits(router, port * channels + channel) < flits) {
                free &= ~(1 << channel);
            }
        }
        return free;
    }

    /** The next flit of a branch crosses the switch. */
    void depart(int router, int bit, int port) {
        int branch = (router * inputs + bit) * Ports.COUNT + port;
        int has = sent[branch] & 0xFF;
        long flit = partition.flitBehind(router, bit, has - (gone[router * inputs + bit] & 0xFF));
        int channel = has == 0 ? beginBranch(router, bit, port, flit) : channelOfBranch[branch];
        if (has > 0) {
            partition.stopAskingAsOwner(router, bit, port);
        }
        if ((flit & Flit.TAIL) != 0) {
            partition.disown(router, port, channel);
        }
        sent[branch] = (byte) (has + 1);
        partition.spendCredit(router, port, channel);
        partition.sendFlit(router, port, channel, flit);
        replicatedFlits++;
        continueBranch(router, bit, port);
        leaveWhatAllHave(router, bit);
    }

    private int beginBranch(int router, int bit, int port, long flit) {
        heads[router * Ports.COUNT + port] &= ~(1L << bit);
        if (heads[router * Ports.COUNT + port] == 0) {
            partition.forgetHeadsPort(router, port);
        }
        int channel = partition.nextChannel(router, port, channelsWithRoom(router, port, pool.flits(Flit.slot(flit))));
        channelOfBranch[(router * inputs + bit) * Ports.COUNT + port] = (byte) channel;
        partition.own(router, bit, port, channel);
        return channel;
    }

    private void leaveWhatAllHave(int router, int bit) {
        int input = router * inputs + bit;
        int least = 0xFF;
        for (int left = branches[input]; left != 0; left &= left - 1) {
            least = Math.min(least, sent[input * Ports.COUNT + Integer.numberOfTrailingZeros(left)] & 0xFF);
        }
        if (least > (gone[input] & 0xFF)) {
            gone[input]++;
            replicatedFlits--;
            if ((partition.front(router, bit) & Flit.TAIL) != 0) {
                branches[input] = 0;
            }
            partition.leave(router, bit);
        }
    }

    /** The ports of branches that have not begun, one bit each; 0 without a multicast packet at the front. */
    int waitingBranches(int router, int bit) {
        int waiting = 0;
        for (int left = branches[router * inputs + bit]; left != 0; left &= left - 1) {
            int port = Integer.numberOfTrailingZeros(left);
            if ((sent[(router * inputs + bit) * Ports.COUNT + port] & 0xFF) == 0) {
                waiting |= 1 << port;
            }
        }
        return waiting;
    }

    long replicatedFlits() {
        return replicatedFlits;
    }

    long stateBytes() {
        return (long) branches.length
                + gone.length
                + sent.length
                + channelOfBranch.length
                + heads.length * (long) Long.BYTES;
    }
}
