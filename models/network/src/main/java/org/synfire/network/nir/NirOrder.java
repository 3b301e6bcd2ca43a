package org.synfire.network.nir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.synfire.engine.InputException;

/**
 * The order in which nodes of a graph without nested graphs are stepped: after all that lead to them, unless there is a
 * cycle. Of a cycle, the node that is nearest to an Input comes first, and the edge that closes the cycle carries the
 * values of the step before. Equal nodes come in the order of their names.
 */
final class NirOrder {
    private final String place;
    private final NirGraph graph;
    private final Map<String, List<String>> sources = new HashMap<>();
    private final Map<String, List<String>> targets = new HashMap<>();

    private NirOrder(NirGraph graph, String place) {
        this.place = place;
        this.graph = graph;
        graph.nodes().keySet().forEach(name -> {
            sources.put(name, new ArrayList<>());
            targets.put(name, new ArrayList<>());
        });
        for (NirEdge edge : graph.edges()) {
            sources.get(edge.target()).add(edge.source());
            targets.get(edge.source()).add(edge.target());
        }
        sources.values().forEach(names -> names.sort(Comparator.naturalOrder()));
    }

    /**
     * The nodes in order, each with the nodes that lead to it.
     *
     * @throws InputException if nothing leads to a node, or a cycle has no neuron
     */
    static Map<String, List<String>> of(NirGraph graph, String place) {
        return new NirOrder(graph, place).ordered();
    }

    private Map<String, List<String>> ordered() {
        requireNeuronsInCycles();
        Map<String, Integer> distances = distances();
        Comparator<String> nearest =
                Comparator.<String, Integer>comparing(distances::get).thenComparing(Comparator.naturalOrder());
        PriorityQueue<String> ready = new PriorityQueue<>(nearest);
        TreeSet<String> reached = new TreeSet<>(nearest);
        Map<String, Integer> missing = new HashMap<>();
        distances.keySet().forEach(name -> missing.put(name, sources.get(name).size()));
        missing.forEach((name, number) -> {
            if (number == 0) {
                ready.add(name);
            }
        });
        Map<String, List<String>> order = new LinkedHashMap<>();
        while (!ready.isEmpty() || !reached.isEmpty()) {
            String next = ready.isEmpty() ? reached.first() : ready.poll();
            reached.remove(next);
            if (order.putIfAbsent(next, List.copyOf(sources.get(next))) != null) {
                continue;
            }
            for (String target : targets.get(next)) {
                if (order.containsKey(target)) {
                    continue;
                }
                reached.add(target);
                if (missing.merge(target, -1, Integer::sum) == 0) {
                    ready.add(target);
                }
            }
        }
        return order;
    }

    /** Edges from the nearest Input to each node. */
    private Map<String, Integer> distances() {
        Map<String, Integer> distances = new HashMap<>();
        Deque<String> next = new ArrayDeque<>();
        graph.nodes().forEach((name, node) -> {
            if (node instanceof NirNode.Input) {
                distances.put(name, 0);
                next.add(name);
            }
        });
        while (!next.isEmpty()) {
            String name = next.remove();
            for (String target : targets.get(name)) {
                if (distances.putIfAbsent(target, distances.get(name) + 1) == null) {
                    next.add(target);
                }
            }
        }
        Set<String> apart = new TreeSet<>(graph.nodes().keySet());
        apart.removeAll(distances.keySet());
        if (!apart.isEmpty()) {
            throw new InputException(place + ": no way leads from an Input node to '" + String.join("', '", apart)
                    + "'; add the missing edges or Input nodes");
        }
        return distances;
    }

    /** Removes nodes without neurons to which nothing leads; what stays is in, or behind, a cycle without a neuron. */
    private void requireNeuronsInCycles() {
        Map<String, Integer> missing = new HashMap<>();
        graph.nodes().forEach((name, node) -> {
            if (!(node instanceof NirNode.Neuron)) {
                missing.put(name, (int) sources.get(name).stream()
                        .filter(source -> !(graph.nodes().get(source) instanceof NirNode.Neuron))
                        .count());
            }
        });
        Deque<String> free = new ArrayDeque<>();
        missing.forEach((name, number) -> {
            if (number == 0) {
                free.add(name);
            }
        });
        int left = missing.size();
        while (!free.isEmpty()) {
            left--;
            String name = free.remove();
            missing.put(name, -1);
            for (String target : targets.get(name)) {
                if (missing.containsKey(target) && missing.merge(target, -1, Integer::sum) == 0) {
                    free.add(target);
                }
            }
        }
        if (left > 0) {
            List<String> stuck = missing.entrySet().stream()
                    .filter(entry -> entry.getValue() > 0)
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            throw new InputException(place + ": the nodes '" + String.join("', '", stuck)
                    + "' are in a cycle without a neuron, or behind one; such a cycle has no order of steps");
        }
    }
}
