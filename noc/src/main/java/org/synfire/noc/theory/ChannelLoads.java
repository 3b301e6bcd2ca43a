package org.synfire.noc.theory;

import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;

/**
 * The load of every channel, in flits per cycle at an offered load of one flit per node and cycle, and the bounds that
 * follow from it.
 *
 * <p><b>Equation:</b> every channel carries at most one flit per cycle, so no router lets the network accept more than
 * {@code L* = 1 / max load}. For uniform traffic this is the bisection bound, 4/k on a k x k mesh of even k.
 *
 * <p><b>Threads:</b> immutable. <b>Memory:</b> 200 bytes a node. Loads are exact to the rounding of doubles.
 */
public final class ChannelLoads {
    private static final int PORTS = TrafficFlows.PORTS;
    private static final double TIE = 1e-9;

    private final Mesh mesh;
    private final double[] flow;
    private final double perNode;
    private final double packets;
    private final double hops;
    private final double squaredHops;
    private final Channel fullest;
    private final double highest;

    ChannelLoads(Mesh mesh, double[] flow, double packets, double hops, double squaredHops) {
        this.mesh = mesh;
        this.flow = flow;
        this.packets = packets;
        this.hops = hops;
        this.squaredHops = squaredHops;
        perNode = packets == 0 ? 0 : mesh.nodes() / packets;
        highest = Channel.all(mesh).stream().mapToDouble(this::load).max().orElse(0);
        fullest = Channel.all(mesh).stream()
                .filter(channel -> load(channel) >= highest * (1 - TIE))
                .findFirst()
                .orElseThrow();
    }

    /** The nodes and links. */
    public Mesh mesh() {
        return mesh;
    }

    /**
     * Flits a cycle at one flit per node and cycle.
     *
     * @param channel a channel of the mesh
     */
    public double load(Channel channel) {
        double load = 0;
        for (int port = 0; port < PORTS; port++) {
            load += switch (channel.kind()) {
                case LINK ->
                    flow(
                            mesh.linkSource(channel.id()),
                            port,
                            Direction.ofLink(channel.id()).port());
                case INJECTION -> flow(channel.id(), Direction.LOCAL_PORT, port);
                case EJECTION -> flow(channel.id(), port, Direction.LOCAL_PORT);
            };
        }
        return load;
    }

    /**
     * Flits a cycle from one to the other, at one flit per node and cycle.
     *
     * @param node a node
     * @param input the router port through which flits come
     * @param output the router port through which they leave
     */
    public double flow(int node, int input, int output) {
        return flow[(node * PORTS + input) * PORTS + output] * perNode;
    }

    /** The channel with the highest load; the first in the order of {@link Channel#all} if several have it. */
    public Channel fullest() {
        return fullest;
    }

    /**
     * The ideal saturation bound L*, flits per node and cycle; never above 1, as every core has one port; 1 without
     * traffic.
     */
    public double idealSaturation() {
        return highest == 0 ? 1 : Math.min(1, 1 / highest);
    }

    /** Mean links that a packet crosses; 0 without traffic. */
    public double meanHops() {
        return packets == 0 ? 0 : hops / packets;
    }

    /** Variance of the links that a packet crosses. */
    public double hopVariance() {
        return packets == 0 ? 0 : Math.max(0, squaredHops / packets - meanHops() * meanHops());
    }
}
