package org.synfire.network.nir;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph, which may be a node of another one; its {@link NirNode.Input} and {@link NirNode.Output} nodes are then its
 * ports.
 *
 * @param nodes by name
 * @param edges in the order of the file
 * @param metadata what the file says beside the network, by name
 */
public record NirGraph(Map<String, NirNode> nodes, List<NirEdge> edges, Map<String, String> metadata)
        implements NirNode {
    /** Copies the lists; the order of nodes stays. */
    public NirGraph {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
        edges = List.copyOf(edges);
        metadata = Map.copyOf(metadata);
    }
}
