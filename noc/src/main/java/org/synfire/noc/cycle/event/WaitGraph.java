package org.synfire.noc.cycle.event;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.DeadlockException;
import org.synfire.noc.cycle.partition.NetworkLayout;
import org.synfire.noc.cycle.routing.Flit;
import org.synfire.noc.cycle.routing.Ports;

/**
 * Which channels wait for which between two cycles, to distinguish a deadlock from congestion.
 *
 * <p>An input channel is free if its front flit will move: because a slot or channel that it needs is free or in
 * flight, or because one of the channels it waits for is itself free. Channels that are not free when this no longer
 * changes are part of a deadlock cycle or queue behind one. Routers serve fairly and cores accept every flit, so every
 * free channel moves in the end.
 *
 * <p>Channels are numbered {@code node * inputs + bit}.
 */
final class WaitGraph {
    /** By port; {@code values()} would copy it in every call. */
    private static final Direction[] DIRECTIONS = Direction.values();

    private static final int MOST_TOLD = 40;

    private final NetworkLayout layout;
    private final Mesh mesh;
    private final EventPartition[] partitionOfNode;
    private final BitSet stuck = new BitSet();

    WaitGraph(NetworkLayout layout, EventPartition[] partitions) {
        this.layout = layout;
        mesh = layout.mesh();
        partitionOfNode = new EventPartition[mesh.nodes()];
        for (EventPartition partition : partitions) {
            Arrays.fill(partitionOfNode, partition.firstNode(), partition.firstNode() + partition.routers(), partition);
        }
    }

    /**
     * Checks that no packets wait for each other in a cycle.
     *
     * @throws DeadlockException if there is a deadlock cycle; the message lists its channels
     */
    void requireNone(long cycle) {
        stuck.clear();
        for (int channel = 0; channel < mesh.nodes() * layout.inputs(); channel++) {
            if (buffered(channel) != 0) {
                stuck.set(channel);
            }
        }
        for (boolean changes = true; changes && !stuck.isEmpty(); ) {
            changes = false;
            for (int channel = stuck.nextSetBit(0); channel >= 0; channel = stuck.nextSetBit(channel + 1)) {
                if (isFree(channel)) {
                    stuck.clear(channel);
                    changes = true;
                }
            }
        }
        if (!stuck.isEmpty()) {
            throw new DeadlockException(message(cycle));
        }
    }

    private boolean isFree(int channel) {
        EventPartition partition = partition(channel);
        int router = node(channel) - partition.firstNode();
        int branches = partition.branches(router, bit(channel)) & ~(1 << Ports.LOCAL);
        if (branches != 0) {
            return areFree(channel, branches);
        }
        int port = partition.outPort(router, bit(channel));
        if (port < 0 || port == Ports.LOCAL) {
            return true;
        }
        int owned = partition.ownedChannel(router, bit(channel));
        if (owned >= 0) {
            return !isFull(channel, port, owned);
        }
        boolean isYFirst = (partition.front(router, bit(channel)) & Flit.Y_FIRST) != 0;
        int allowed = isYFirst ? layout.yFirstChannels() : layout.xFirstChannels();
        for (int left = allowed; left != 0; left &= left - 1) {
            int out = Integer.numberOfTrailingZeros(left);
            int owner = partition.owner(router, port * layout.channels() + out);
            if (owner < 0 ? !isFull(channel, port, out) : moves(node(channel) * layout.inputs() + owner)) {
                return true;
            }
        }
        return false;
    }

    /** Whether every branch of a multicast packet has a channel that is, or will be, empty enough for it. */
    private boolean areFree(int channel, int branches) {
        for (int left = branches; left != 0; left &= left - 1) {
            int port = Integer.numberOfTrailingZeros(left);
            boolean isFree = false;
            for (int out = 0; out < layout.channels(); out++) {
                int owner = partition(channel)
                        .owner(node(channel) - partition(channel).firstNode(), port * layout.channels() + out);
                isFree |= owner >= 0
                        ? moves(node(channel) * layout.inputs() + owner)
                        : !stuck.get(downstream(channel, port, out));
            }
            if (!isFree) {
                return false;
            }
        }
        return true;
    }

    /** Whether a downstream channel has no slot, nor will ever have one as far as is known. */
    private boolean isFull(int channel, int port, int outChannel) {
        int downstream = downstream(channel, port, outChannel);
        return buffered(downstream) == layout.bufferFlits() && stuck.get(downstream);
    }

    private int downstream(int channel, int port, int outChannel) {
        int target = mesh.linkTarget(mesh.link(node(channel), direction(port)));
        return target * layout.inputs() + Ports.opposite(port) * layout.channels() + outChannel;
    }

    /** Whether an input channel's packet goes on. */
    private boolean moves(int channel) {
        int holder = holder(channel);
        return holder < 0 || !stuck.get(holder);
    }

    /**
     * Where the packet that goes through an input channel is: there, or upstream if it is empty; -1 if it is on its
     * way.
     */
    private int holder(int channel) {
        int at = channel;
        while (at >= 0 && buffered(at) == 0) {
            int port = bit(at) / layout.channels();
            at = port == Ports.LOCAL ? -1 : upstream(at, port);
        }
        return at;
    }

    /** The input channel of the router upstream whose packet goes into this one; -1 if its tail is on the link. */
    private int upstream(int channel, int port) {
        int source = mesh.linkTarget(mesh.link(node(channel), direction(port)));
        EventPartition partition = partitionOfNode[source];
        int outBit = Ports.opposite(port) * layout.channels() + bit(channel) % layout.channels();
        int owner = partition.owner(source - partition.firstNode(), outBit);
        return owner < 0 ? -1 : source * layout.inputs() + owner;
    }

    private String message(long cycle) {
        int first = stuck.nextSetBit(0);
        for (int steps = stuck.cardinality(); steps > 0; steps--) {
            first = waitsFor(first);
        }
        StringBuilder told = new StringBuilder("Deadlock found at cycle " + cycle + ": " + stuck.cardinality()
                        + " virtual channels wait for each other. ")
                .append(name(first));
        int channel = waitsFor(first);
        for (int i = 1; i < MOST_TOLD && channel != first; i++) {
            told.append(", which waits for ").append(name(channel));
            channel = waitsFor(channel);
        }
        told.append(channel == first ? ", which waits for " + name(first) + " again" : ", and so on");
        return told.append(". The routing lets packets hold channels in a circle; no result can come of this run.")
                .toString();
    }

    /** The first of the stuck channels that a stuck channel waits for. */
    private int waitsFor(int channel) {
        EventPartition partition = partition(channel);
        int router = node(channel) - partition.firstNode();
        for (int left = partition.branches(router, bit(channel)) & ~(1 << Ports.LOCAL); left != 0; left &= left - 1) {
            int waited = stuckBehind(channel, Integer.numberOfTrailingZeros(left), -1);
            if (waited >= 0) {
                return waited;
            }
        }
        return stuckBehind(
                channel, partition.outPort(router, bit(channel)), partition.ownedChannel(router, bit(channel)));
    }

    /** A stuck channel that a packet waits for at a port, where it owns a channel or none (-1); -1 if there is none. */
    private int stuckBehind(int channel, int port, int owned) {
        EventPartition partition = partition(channel);
        int router = node(channel) - partition.firstNode();
        int first = owned >= 0 ? owned : 0;
        int last = owned >= 0 ? owned : layout.channels() - 1;
        for (int out = first; out <= last; out++) {
            int owner = partition.owner(router, port * layout.channels() + out);
            int waited = owned < 0 && owner >= 0
                    ? holder(node(channel) * layout.inputs() + owner)
                    : downstream(channel, port, out);
            if (waited >= 0 && stuck.get(waited)) {
                return waited;
            }
        }
        return -1;
    }

    private String name(int channel) {
        int node = node(channel);
        int port = bit(channel) / layout.channels();
        String from = port == Ports.LOCAL ? "core" : direction(port).name().toLowerCase(Locale.ROOT);
        return String.format(
                Locale.ROOT,
                "router (%d, %d) input %s channel %d",
                mesh.x(node),
                mesh.y(node),
                from,
                bit(channel) % layout.channels());
    }

    private static Direction direction(int port) {
        return DIRECTIONS[port - 1];
    }

    private int buffered(int channel) {
        EventPartition partition = partition(channel);
        return partition.buffered(node(channel) - partition.firstNode(), bit(channel));
    }

    private EventPartition partition(int channel) {
        return partitionOfNode[node(channel)];
    }

    private int node(int channel) {
        return channel / layout.inputs();
    }

    private int bit(int channel) {
        return channel % layout.inputs();
    }
}
