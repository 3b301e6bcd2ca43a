package org.synfire.noc.cycle.routing;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.Direction;
import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;

/**
 * The paths around faulty parts that the turns of an adaptive routing allow: for every destination, node and port of
 * entry, the ports on shortest paths. No forbidden turn is taken, so there is no deadlock, as without faults. Every
 * link brings a packet nearer to its destination, so there is no livelock.
 *
 * <p><b>Memory:</b> {@code 7 nodes^2} bytes, which is why there are at most {@value #MAX_NODES} nodes.
 */
final class TurnModelRoutes implements Routes, RoutingFunction {
    static final int MAX_NODES = 4096;

    private static final int PORTS = Ports.COUNT;
    private static final int FAR = Integer.MAX_VALUE;
    private static final Direction[] DIRECTIONS = Direction.values();

    private final Mesh mesh;
    private final Faults faults;
    private final TurnModelRouting routing;
    private final int nodes;
    /** By destination, node and port of entry: the ports to take, as bits; 0 if there is no path. */
    private final byte[] ports;
    /** By destination and source: the links of the path. */
    private final short[] hops;

    /** @throws ChipLimitException if the mesh has more than {@value #MAX_NODES} nodes */
    TurnModelRoutes(Mesh mesh, Faults faults, TurnModelRouting routing) {
        this.mesh = mesh;
        this.faults = faults;
        this.routing = routing;
        nodes = mesh.nodes();
        if (nodes > MAX_NODES) {
            throw new ChipLimitException(
                    "Paths of a turn model around faulty parts are computed for at most " + MAX_NODES
                            + " nodes, and the mesh has " + nodes
                            + ": use a dimension-order routing or a smaller mesh");
        }
        ports = new byte[nodes * nodes * PORTS];
        hops = new short[nodes * nodes];
        int[] distances = new int[nodes * PORTS];
        int[] queue = new int[nodes * PORTS];
        for (int destination = 0; destination < nodes; destination++) {
            if (isWorking(destination)) {
                measure(destination, distances, queue);
                record(destination, distances);
            }
        }
    }

    /** Breadth first from the destination backwards, over nodes with their port of entry. */
    private void measure(int destination, int[] distances, int[] queue) {
        Arrays.fill(distances, FAR);
        int size = 0;
        for (int entry = 0; entry < PORTS; entry++) {
            distances[destination * PORTS + entry] = 0;
            queue[size++] = destination * PORTS + entry;
        }
        for (int next = 0; next < size; next++) {
            int node = queue[next] / PORTS;
            int entry = queue[next] % PORTS;
            int previous = entry == Ports.LOCAL ? -1 : workingNeighbour(node, entry);
            if (previous < 0 || faults.isLinkFaulty(mesh.link(previous, direction(Ports.opposite(entry))))) {
                continue;
            }
            for (int previousEntry = 0; previousEntry < PORTS; previousEntry++) {
                int state = previous * PORTS + previousEntry;
                if (distances[state] == FAR && mayLeave(previous, previousEntry, Ports.opposite(entry))) {
                    distances[state] = distances[queue[next]] + 1;
                    queue[size++] = state;
                }
            }
        }
    }

    private void record(int destination, int[] distances) {
        for (int node = 0; node < nodes; node++) {
            hops[destination * nodes + node] = (short) Math.min(distances[node * PORTS + Ports.LOCAL], Short.MAX_VALUE);
            for (int entry = 0; entry < PORTS; entry++) {
                ports[(destination * nodes + node) * PORTS + entry] = (byte) nearer(node, entry, distances);
            }
        }
    }

    private int nearer(int node, int entry, int[] distances) {
        int distance = distances[node * PORTS + entry];
        int found = 0;
        for (int port = 1; port < PORTS && distance != FAR && distance != 0; port++) {
            int neighbour = workingNeighbour(node, port);
            if (neighbour >= 0
                    && mayLeave(node, entry, port)
                    && !faults.isLinkFaulty(mesh.link(node, direction(port)))
                    && distances[neighbour * PORTS + Ports.opposite(port)] == distance - 1) {
                found |= 1 << port;
            }
        }
        return found;
    }

    private int workingNeighbour(int node, int port) {
        int link = mesh.link(node, direction(port));
        return mesh.hasLink(link) && isWorking(mesh.linkTarget(link)) ? mesh.linkTarget(link) : -1;
    }

    /** @param entry the port by which a packet came, so that it is moving the opposite way */
    private boolean mayLeave(int node, int entry, int port) {
        return entry == Ports.LOCAL || (entry != port && routing.mayTurn(mesh.x(node), entry, port));
    }

    private static Direction direction(int port) {
        return DIRECTIONS[port - 1];
    }

    @Override
    public int nodes() {
        return nodes;
    }

    @Override
    public boolean isWorking(int node) {
        return !faults.isRouterFaulty(node);
    }

    @Override
    public boolean isReachable(int source, int destination) {
        return isWorking(source)
                && (source == destination || ports[(destination * nodes + source) * PORTS + Ports.LOCAL] != 0);
    }

    @Override
    public int hops(int source, int destination) {
        return hops[destination * nodes + source];
    }

    @Override
    public AxisOrder order(int source, int destination, SplittableRandom random) {
        return AxisOrder.X_FIRST;
    }

    @Override
    public RoutingFunction function() {
        return this;
    }

    /** Of several ports the one with the most free slots, the first of equals. */
    @Override
    public int port(RouterView routers, int router, int inPort, long flit) {
        int destination = Flit.y(flit) * mesh.width() + Flit.x(flit);
        long position = routers.position(router);
        int node = Flit.y(position) * mesh.width() + Flit.x(position);
        int choice = ports[(destination * nodes + node) * PORTS + inPort];
        int best = Integer.numberOfTrailingZeros(choice);
        for (int left = choice & choice - 1; left != 0; left &= left - 1) {
            best = routers.freer(router, best, Integer.numberOfTrailingZeros(left));
        }
        return choice == 0 ? Ports.LOCAL : best;
    }
}
