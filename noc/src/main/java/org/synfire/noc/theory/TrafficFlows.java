package org.synfire.noc.theory;

import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;
import org.synfire.noc.traffic.TrafficPattern;
import org.synfire.noc.traffic.UniformPattern;

/**
 * Sums the traffic between pairs of nodes as flows from input ports to output ports of the routers, under XY routing.
 *
 * <p>Only the begin, the turn and the end of a path are stored; the straight parts follow from them. A pair therefore
 * costs the same at any distance, and uniform traffic costs N instead of N^2.
 *
 * <p><b>Threads:</b> one. <b>Memory:</b> 200 bytes a node.
 */
public final class TrafficFlows {
    static final int PORTS = Direction.COUNT + 1;
    private static final int LOCAL = Direction.LOCAL_PORT;
    private static final int EAST = Direction.EAST.port();
    private static final int NORTH = Direction.NORTH.port();
    private static final int WEST = Direction.WEST.port();
    private static final int SOUTH = Direction.SOUTH.port();

    private final Mesh mesh;
    private final double[] flow;
    private double packets;
    private double hops;
    private double squaredHops;

    /** @param mesh the mesh */
    public TrafficFlows(Mesh mesh) {
        this.mesh = mesh;
        flow = new double[mesh.nodes() * PORTS * PORTS];
    }

    /**
     * The flows when every node sends one packet.
     *
     * @param mesh the mesh
     * @param pattern the destinations of each node
     */
    public static TrafficFlows of(Mesh mesh, TrafficPattern pattern) {
        TrafficFlows flows = new TrafficFlows(mesh);
        if (pattern instanceof UniformPattern) {
            flows.addUniform(1);
            return flows;
        }
        for (int source = 0; source < mesh.nodes(); source++) {
            for (int choice = 0; choice < pattern.choices(); choice++) {
                flows.add(source, pattern.destination(source, choice), 1.0 / pattern.choices());
            }
        }
        return flows;
    }

    /**
     * Adds traffic from one node to another.
     *
     * @param source the node that sends
     * @param destination the node that receives; may be the source
     * @param weight flits, at least 0
     */
    public void add(int source, int destination, double weight) {
        int corner = mesh.node(mesh.x(destination), mesh.y(source));
        int alongX = mesh.x(destination) - mesh.x(source);
        int alongY = mesh.y(destination) - mesh.y(source);
        if (alongX != 0) {
            enter(source, LOCAL, alongX > 0 ? EAST : WEST, weight);
        }
        enter(corner, alongX == 0 ? LOCAL : alongX > 0 ? WEST : EAST, departure(alongY), weight);
        if (alongY != 0) {
            enter(destination, alongY > 0 ? NORTH : SOUTH, LOCAL, weight);
        }
        count(weight, Math.abs(alongX) + Math.abs(alongY));
    }

    /**
     * Every node sends to every node with equal weight, itself included.
     *
     * @param weight flits that each node sends in total
     */
    public void addUniform(double weight) {
        double perPair = weight / mesh.nodes();
        for (int node = 0; node < mesh.nodes(); node++) {
            int west = mesh.x(node);
            int east = mesh.width() - 1 - west;
            int north = mesh.y(node);
            int south = mesh.height() - 1 - north;
            enter(node, LOCAL, EAST, perPair * mesh.height() * east);
            enter(node, LOCAL, WEST, perPair * mesh.height() * west);
            turn(node, LOCAL, perPair, west, east);
            turn(node, NORTH, perPair * north, west, east);
            turn(node, SOUTH, perPair * south, west, east);
            enter(node, NORTH, LOCAL, perPair * mesh.width() * north);
            enter(node, SOUTH, LOCAL, perPair * mesh.width() * south);
        }
        countUniform(perPair);
    }

    /** From the nodes to the west, those to the east, and the node itself through one port. */
    private void turn(int node, int output, double perNode, int west, int east) {
        enter(node, WEST, output, perNode * west);
        enter(node, EAST, output, perNode * east);
        enter(node, LOCAL, output, perNode);
    }

    private void countUniform(double perPair) {
        for (int dx = 0; dx < mesh.width(); dx++) {
            for (int dy = 0; dy < mesh.height(); dy++) {
                count(perPair * pairs(mesh.width(), dx) * pairs(mesh.height(), dy), dx + dy);
            }
        }
    }

    private static double pairs(int size, int distance) {
        return distance == 0 ? size : 2.0 * (size - distance);
    }

    private static int departure(int alongY) {
        return alongY == 0 ? LOCAL : alongY > 0 ? SOUTH : NORTH;
    }

    private void enter(int node, int input, int output, double weight) {
        flow[(node * PORTS + input) * PORTS + output] += weight;
    }

    private void count(double weight, int pathHops) {
        packets += weight;
        hops += weight * pathHops;
        squaredHops += weight * pathHops * pathHops;
    }

    /** The loads that these flows make. */
    public ChannelLoads loads() {
        double[] whole = flow.clone();
        for (int y = 0; y < mesh.height(); y++) {
            goStraight(whole, mesh.node(0, y), 1, mesh.width(), WEST, EAST);
            goStraight(whole, mesh.node(mesh.width() - 1, y), -1, mesh.width(), EAST, WEST);
        }
        for (int x = 0; x < mesh.width(); x++) {
            goStraight(whole, mesh.node(x, 0), mesh.width(), mesh.height(), NORTH, SOUTH);
            goStraight(whole, mesh.node(x, mesh.height() - 1), -mesh.width(), mesh.height(), SOUTH, NORTH);
        }
        return new ChannelLoads(mesh, whole, packets, hops, squaredHops);
    }

    /** What comes in along a line and does not leave it here goes straight on. */
    private static void goStraight(double[] whole, int first, int stride, int nodes, int input, int output) {
        double incoming = 0;
        for (int i = 0, node = first; i < nodes; i++, node += stride) {
            double leaving = 0;
            double joining = 0;
            for (int port = 0; port < PORTS; port++) {
                leaving += whole[(node * PORTS + input) * PORTS + port];
                joining += whole[(node * PORTS + port) * PORTS + output];
            }
            double straight = Math.max(0, incoming - leaving);
            whole[(node * PORTS + input) * PORTS + output] = straight;
            incoming = straight + joining;
        }
    }
}
