package org.synfire.noc.cycle.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.Int2IntHashMap;
import org.synfire.engine.InputException;
import org.synfire.noc.DimensionOrderRoute;
import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;
import org.synfire.noc.Reachability;
import org.synfire.noc.cycle.routing.Flit;
import org.synfire.noc.cycle.routing.Ports;

/**
 * The paths of multicast packets: the union of the XY routes from a source to its destinations. It is a tree, because
 * any two of these routes part only once.
 *
 * <p><b>Threads:</b> registered while no partition runs, read by all. <b>Memory:</b> about 16 bytes a node of a tree.
 */
final class MulticastTrees {
    private final Mesh mesh;
    private final Reachability reachability;
    private final DimensionOrderRoute routes;
    private final List<Group> groups = new ArrayList<>();
    private Int2IntHashMap[] portsOfNode = new Int2IntHashMap[0];

    /** A source, the destinations it reaches, and those that it does not. */
    private record Group(int source, int destinations, int cutOff) {}

    MulticastTrees(Mesh mesh, Reachability reachability) {
        this.mesh = mesh;
        this.reachability = reachability;
        routes = new DimensionOrderRoute(mesh);
    }

    int register(int source, int[] destinations) {
        if (groups.size() == Flit.MAX_GROUPS) {
            throw new InputException(
                    "More than " + Flit.MAX_GROUPS + " multicast groups: use one group for equal destinations");
        }
        Int2IntHashMap ports = new Int2IntHashMap(0);
        requireDistinct(destinations);
        int reached = 0;
        for (int destination : destinations) {
            if (!reachability.isReachable(source, destination)) {
                continue;
            }
            reached++;
            routes.forEachLink(
                    source,
                    destination,
                    link -> addPort(
                            ports, mesh.linkSource(link), Direction.ofLink(link).port()));
            addPort(ports, destination, Ports.LOCAL);
        }
        ports.compact();
        groups.add(new Group(source, reached, destinations.length - reached));
        portsOfNode = Arrays.copyOf(portsOfNode, groups.size());
        portsOfNode[groups.size() - 1] = ports;
        return groups.size() - 1;
    }

    private static void requireDistinct(int[] destinations) {
        int[] sorted = destinations.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new InputException(
                        "Node " + sorted[i] + " stands twice among the destinations of a multicast: name it once");
            }
        }
    }

    private static void addPort(Int2IntHashMap ports, int node, int port) {
        ports.put(node, ports.get(node) | 1 << port);
    }

    int groups() {
        return groups.size();
    }

    int source(int group) {
        return groups.get(group).source;
    }

    int destinations(int group) {
        return groups.get(group).destinations;
    }

    int cutOff(int group) {
        return groups.get(group).cutOff;
    }

    /** The ports by which a group's packets leave a router of its tree, as bits. */
    int ports(int group, int node) {
        return portsOfNode[group].get(node);
    }
}
