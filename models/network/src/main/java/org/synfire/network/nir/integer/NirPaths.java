package org.synfire.network.nir.integer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.synfire.engine.InputException;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.NirNode;

/** The ways by which a node is reached from inputs and from nodes that spike or have a potential. */
final class NirPaths {
    private static final int MOST_PATHS = 10_000;

    private final NirNetwork network;
    private final List<String> order;
    private final List<Path> paths = new ArrayList<>();

    /**
     * A way through nodes that are linear.
     *
     * @param source an input, or a node with neurons
     * @param nodes between the source and the target, in the order of the way
     * @param lag by how many steps it is late: the number of its edges that close a cycle
     */
    record Path(String source, List<String> nodes, int lag) {}

    private NirPaths(NirNetwork network) {
        this.network = network;
        this.order = network.order();
    }

    /** All ways into a node. @throws InputException if there are too many */
    static List<Path> into(NirNetwork network, String target) {
        NirPaths all = new NirPaths(network);
        all.back(target, new ArrayList<>(), 0);
        return all.paths;
    }

    private void back(String node, List<String> behind, int lag) {
        for (String source : network.sources(node)) {
            int closing = order.indexOf(source) >= order.indexOf(node) ? 1 : 0;
            if (hasValues(network.graph().nodes().get(source))) {
                List<String> nodes = new ArrayList<>(behind);
                Collections.reverse(nodes);
                add(new Path(source, List.copyOf(nodes), lag + closing));
            } else {
                behind.add(source);
                back(source, behind, lag + closing);
                behind.removeLast();
            }
        }
    }

    private void add(Path path) {
        if (paths.size() == MOST_PATHS) {
            throw new InputException(network.place() + ": more than " + MOST_PATHS + " ways lead to one node");
        }
        paths.add(path);
    }

    /** Whether a node is where a way begins: it has values of its own. */
    static boolean hasValues(NirNode node) {
        return node instanceof NirNode.Input || isPopulation(node);
    }

    /** Whether a node's elements are neurons. */
    static boolean isPopulation(NirNode node) {
        return node instanceof NirNode.Neuron || node instanceof NirNode.Threshold;
    }
}
