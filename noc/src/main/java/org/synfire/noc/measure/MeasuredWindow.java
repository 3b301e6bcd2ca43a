package org.synfire.noc.measure;

import java.util.List;
import java.util.Locale;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.synfire.noc.Mesh;
import org.synfire.noc.theory.Channel;
import org.synfire.noc.theory.ChannelLoads;

/**
 * Counters of the measured cycles: flits and utilisation of every channel, packets created, and growth of the source
 * queues.
 */
public final class MeasuredWindow {
    private final Mesh mesh;
    private final NetworkSnapshot from;
    private final NetworkSnapshot to;

    MeasuredWindow(Mesh mesh, NetworkSnapshot from, NetworkSnapshot to) {
        this.mesh = mesh;
        this.from = from;
        this.to = to;
    }

    /** The nodes and links. */
    public Mesh mesh() {
        return mesh;
    }

    /** The cycles that were measured. */
    public long cycles() {
        return to.cycle - from.cycle;
    }

    /**
     * Flits that it carried.
     *
     * @param channel a channel of the mesh
     */
    public long flits(Channel channel) {
        int id = channel.id();
        return switch (channel.kind()) {
            case LINK -> to.linkFlits[id] - from.linkFlits[id];
            case INJECTION -> to.injectedFlits[id] - from.injectedFlits[id];
            case EJECTION -> to.deliveredFlits[id] - from.deliveredFlits[id];
        };
    }

    /**
     * Share of the cycles in which it could carry no other flit, 0 to 1.
     *
     * @param channel a channel of the mesh
     */
    public double busy(Channel channel) {
        int id = channel.id();
        long busyCycles =
                channel.kind() == Channel.Kind.LINK ? to.linkBusyCycles[id] - from.linkBusyCycles[id] : flits(channel);
        return cycles() == 0 ? 0 : Math.min(1, (double) busyCycles / cycles());
    }

    /** The busiest channel; the first in the order of {@link Channel#all} if several are. */
    public Channel busiest() {
        List<Channel> channels = Channel.all(mesh);
        Channel busiest = channels.getFirst();
        double most = busy(busiest);
        for (Channel channel : channels) {
            if (busy(channel) > most) {
                busiest = channel;
                most = busy(channel);
            }
        }
        return busiest;
    }

    /** Packets that a node created. */
    long createdPackets(int node) {
        return to.createdPackets[node] - from.createdPackets[node];
    }

    /** Packets that all nodes created. */
    long createdPackets() {
        return sum(this::createdPackets);
    }

    /** Packets by which a node's source queue grew. */
    long queueGrowth(int node) {
        return to.queuedPackets[node] - from.queuedPackets[node];
    }

    /** Packets by which all source queues grew. */
    long queueGrowth() {
        return sum(this::queueGrowth);
    }

    private long sum(IntToLongFunction ofNode) {
        return IntStream.range(0, mesh.nodes()).mapToLong(ofNode).sum();
    }

    /** Flits that crossed a router. */
    public long routerTraversals() {
        return to.counters.routerTraversals() - from.counters.routerTraversals();
    }

    /** Packets created that faults cut off from their destination. */
    public long packetsLost() {
        return to.counters.packetsLost() - from.counters.packetsLost();
    }

    /** Flits that were created, per node and cycle. */
    double created(int packetFlits) {
        return perNodeCycle(createdPackets() * packetFlits);
    }

    /** Flits that arrived, per node and cycle. */
    double accepted() {
        return perNodeCycle(to.counters.flitsDelivered() - from.counters.flitsDelivered());
    }

    private double perNodeCycle(long flits) {
        return (double) flits / mesh.nodes() / Math.max(1, cycles());
    }

    /**
     * Flits per cycle that arrived at the node that received least, of those that traffic is sent to; 0 where there is
     * none.
     */
    double leastAccepted(ChannelLoads loads) {
        return IntStream.range(0, mesh.nodes())
                .mapToObj(node -> new Channel(Channel.Kind.EJECTION, node))
                .filter(port -> loads.load(port) > 0)
                .mapToDouble(port -> (double) flits(port) / Math.max(1, cycles()))
                .min()
                .orElse(0);
    }

    /** Which channel was busiest, and how busy. */
    String fullestWords() {
        Channel busiest = busiest();
        return String.format(
                Locale.ROOT,
                "the fullest channel is %s, busy in %.1f %% of the cycles",
                busiest.words(mesh),
                100 * busy(busiest));
    }
}
