package org.synfire.noc.theory;

import java.util.BitSet;
import org.synfire.noc.DimensionOrderRoute;
import org.synfire.noc.Mesh;

/**
 * Links of a multicast along the tree of XY routes: along the source's row, and from it into the columns.
 *
 * @param mesh the mesh
 */
public record MulticastTree(Mesh mesh) {
    /**
     * Links that the tree crosses: the union of the XY paths.
     *
     * @param source the node that sends
     * @param destinations the nodes that receive; one may stand several times
     */
    public int links(int source, int... destinations) {
        DimensionOrderRoute route = new DimensionOrderRoute(mesh);
        BitSet links = new BitSet();
        for (int destination : destinations) {
            route.forEachLink(source, destination, links::set);
        }
        return links.cardinality();
    }

    /**
     * <b>Equation:</b> the sum over links of {@code 1 - (1 - q)^d}, q the probability that the path to one destination
     * uses the link.
     *
     * @param source the node that sends
     * @param destinations how many destinations d, each drawn uniformly from all nodes
     * @return the mean of the links that the tree crosses
     */
    public double meanLinks(int source, int destinations) {
        double column = lineLinks(mesh.height(), mesh.y(source), 1.0 / mesh.nodes(), destinations);
        return lineLinks(mesh.width(), mesh.x(source), 1.0 / mesh.width(), destinations) + mesh.width() * column;
    }

    /**
     * Links of a line in both directions from a place; each node beyond a link is reached through it with the given
     * probability.
     */
    private static double lineLinks(int size, int place, double perNode, int destinations) {
        double links = 0;
        for (int beyond = 1; beyond < size; beyond++) {
            int directions = (size - 1 - place >= beyond ? 1 : 0) + (place >= beyond ? 1 : 0);
            links += directions * (1 - Math.pow(1 - beyond * perNode, destinations));
        }
        return links;
    }

    /** Links of a broadcast to all nodes: each other node is entered once. */
    public int broadcastLinks() {
        return mesh.nodes() - 1;
    }

    /**
     * <b>Equation:</b> every core takes in a flit a cycle, and all others send to it: 1/(N-1).
     *
     * @return broadcasts per node and cycle that the tree can carry at most, a flit each, the sender not among its
     *     receivers
     */
    public double highestBroadcastRate() {
        return 1.0 / Math.max(1, mesh.nodes() - 1);
    }

    /**
     * <b>Equation:</b> N unicasts for each broadcast, so {@code L* / N} with the bound of uniform traffic: 4/k^3 on a k
     * x k mesh of even k.
     *
     * @return broadcasts per node and cycle that unicasts to all nodes, the sender included, can carry at most
     */
    public double highestUnicastBroadcastRate() {
        TrafficFlows uniform = new TrafficFlows(mesh);
        uniform.addUniform(1);
        return uniform.loads().idealSaturation() / mesh.nodes();
    }
}
