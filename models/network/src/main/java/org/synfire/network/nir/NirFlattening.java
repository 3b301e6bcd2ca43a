package org.synfire.network.nir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.synfire.engine.InputException;

/**
 * Makes one graph of nested ones: a node {@code a} of a graph {@code g} becomes {@code g/a}, and edges lead through the
 * ports of nested graphs. An edge that occurs twice counts once.
 */
final class NirFlattening {
    private static final int MOST_EDGES = 1_000_000;

    private final String place;
    private final List<String> remarks;
    private final Map<String, NirNode> nodes = new LinkedHashMap<>();
    private final Set<NirEdge> edges = new LinkedHashSet<>();
    private final List<String> ports = new ArrayList<>();

    private NirFlattening(String place, List<String> remarks) {
        this.place = place;
        this.remarks = remarks;
    }

    /**
     * One graph.
     *
     * @param place named in errors
     * @param remarks to which is added what was changed
     * @throws InputException if a nested graph has not one Input and one Output node, or there are too many edges
     */
    static NirGraph flat(NirGraph graph, String place, List<String> remarks) {
        NirFlattening flattening = new NirFlattening(place, remarks);
        flattening.add(graph, "");
        flattening.ports.forEach(flattening::removePort);
        return new NirGraph(flattening.nodes, List.copyOf(flattening.edges), graph.metadata());
    }

    private void add(NirGraph graph, String prefix) {
        graph.nodes().forEach((name, node) -> {
            String own = prefix + name;
            if (node instanceof NirGraph nested) {
                add(nested, own + "/");
                port(nested, own, NirNode.Input.class);
                port(nested, own, NirNode.Output.class);
            } else {
                nodes.put(own, node);
            }
        });
        for (NirEdge edge : graph.edges()) {
            String source = end(graph, prefix, edge.source(), NirNode.Output.class);
            String target = end(graph, prefix, edge.target(), NirNode.Input.class);
            if (!edges.add(new NirEdge(source, target))) {
                remarks.add("the edge from '" + source + "' to '" + target + "' occurs twice and counts once");
            }
        }
    }

    /** The node that an edge leads to or from: of a nested graph, its port. */
    private static String end(NirGraph graph, String prefix, String name, Class<? extends NirNode> kind) {
        return graph.nodes().get(name) instanceof NirGraph nested
                ? prefix + name + "/" + portOf(nested, kind)
                : prefix + name;
    }

    private static String portOf(NirGraph nested, Class<? extends NirNode> kind) {
        return nested.nodes().entrySet().stream()
                .filter(entry -> kind.isInstance(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private void port(NirGraph nested, String name, Class<? extends NirNode> kind) {
        long found = nested.nodes().values().stream().filter(kind::isInstance).count();
        if (found != 1) {
            throw new InputException(place + ": the nested graph '" + name + "' has " + found + " "
                    + kind.getSimpleName() + " nodes; it needs one, so that edges can lead through it");
        }
        ports.add(name + "/" + portOf(nested, kind));
    }

    /** Connects what leads to a port with what it leads to. */
    private void removePort(String port) {
        List<String> sources = edges.stream()
                .filter(edge -> edge.target().equals(port))
                .map(NirEdge::source)
                .toList();
        List<String> targets = edges.stream()
                .filter(edge -> edge.source().equals(port))
                .map(NirEdge::target)
                .toList();
        if ((long) sources.size() * targets.size() + edges.size() > MOST_EDGES) {
            throw new InputException(place + ": has more than " + MOST_EDGES + " edges");
        }
        edges.removeIf(edge -> edge.target().equals(port) || edge.source().equals(port));
        for (String source : sources) {
            for (String target : targets) {
                edges.add(new NirEdge(source, target));
            }
        }
        nodes.remove(port);
    }
}
