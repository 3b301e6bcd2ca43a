package org.synfire.network.nir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.synfire.engine.InputException;

/**
 * A network of NIR that can be stepped: no nested graph, all shapes fit, and every cycle has a neuron. Values are known
 * by the name of the node; a node {@code a} of a nested graph {@code g} is {@code g/a}.
 *
 * <p><b>Threads:</b> any.
 */
public final class NirNetwork {
    private static final double SURELY_MILLISECONDS = 0.5;

    private final String place;
    private final NirGraph graph;
    private final Map<String, List<String>> order;
    private final Map<String, int[]> shapes = new LinkedHashMap<>();
    private final List<String> remarks;

    private NirNetwork(String place, NirGraph graph, List<String> remarks) {
        this.place = place;
        this.graph = graph;
        this.remarks = remarks;
        this.order = NirOrder.of(graph, place);
    }

    /**
     * Reads a file.
     *
     * @throws InputException as {@link NirFile#read} and {@link #of}
     */
    public static NirNetwork read(Path file) {
        return of(NirFile.read(file), file.toString());
    }

    /**
     * The network of a graph.
     *
     * @param graph perhaps with nested graphs
     * @param place the file, named in errors
     * @throws InputException if it has no Input or no Output node, nothing leads to a node, a cycle has no neuron, or
     *     shapes do not fit; the message names the node
     */
    public static NirNetwork of(NirGraph graph, String place) {
        List<String> remarks = new ArrayList<>();
        NirGraph flat = NirFlattening.flat(graph, place, remarks);
        require(flat, place, NirNode.Input.class);
        require(flat, place, NirNode.Output.class);
        requireNoEdgeIntoInputs(flat, place);
        NirNetwork network = new NirNetwork(place, flat, remarks);
        network.findShapes();
        network.remarkTimes();
        return network;
    }

    private static void require(NirGraph graph, String place, Class<? extends NirNode> kind) {
        if (graph.nodes().values().stream().noneMatch(kind::isInstance)) {
            throw new InputException(place + ": has no " + kind.getSimpleName()
                    + " node, so it is not known where values come in or go out; export the network with one");
        }
    }

    private static void requireNoEdgeIntoInputs(NirGraph graph, String place) {
        graph.edges().stream()
                .filter(edge -> graph.nodes().get(edge.target()) instanceof NirNode.Input)
                .findFirst()
                .ifPresent(edge -> {
                    throw new InputException(place + ": the edge from '" + edge.source() + "' leads to the Input node '"
                            + edge.target() + "', where values come in from outside; remove the edge");
                });
    }

    private void findShapes() {
        NirShapes rules = new NirShapes(place);
        order.forEach((name, sources) -> {
            NirNode node = graph.nodes().get(name);
            int[] in = node instanceof NirNode.Input input
                    ? inputShape(name, input)
                    : sources.stream()
                            .filter(shapes::containsKey)
                            .map(shapes::get)
                            .findFirst()
                            .orElseThrow();
            shapes.put(name, node instanceof NirNode.Input ? in : rules.after(name, node, in));
        });
        order.forEach((name, sources) -> {
            for (String source : sources) {
                rules.requireAlike(name, shapes.get(sources.getFirst()), sources, source, shapes.get(source));
            }
        });
    }

    /** The shape of an Input node, from which dimensions of time or batch in front are removed. */
    private int[] inputShape(String name, NirNode.Input input) {
        int[] stated = input.shape();
        Optional<Integer> needed = order.entrySet().stream()
                .filter(entry -> entry.getValue().contains(name))
                .map(entry -> inputs(graph.nodes().get(entry.getKey())))
                .filter(number -> number > 0)
                .findFirst();
        boolean isLastOnly = stated.length > 1
                && needed.filter(number -> number == stated[stated.length - 1]).isPresent()
                && NirShape.size(stated) != needed.get();
        if (isLastOnly || (stated.length == 0 && needed.isPresent())) {
            remarks.add("the Input node '" + name + "' states the shape " + NirShape.words(stated) + "; " + needed.get()
                    + " values come in at a step");
            return new int[] {needed.get()};
        }
        if (stated.length == 0 || NirShape.size(stated) < 1) {
            throw new InputException(place + ": the Input node '" + name + "' states no shape, or the impossible one "
                    + NirShape.words(stated) + "; export the network with its input shape");
        }
        return NirShape.trimmed(stated).length == 0 ? new int[] {1} : NirShape.trimmed(stated);
    }

    private static int inputs(NirNode node) {
        return switch (node) {
            case NirNode.Affine affine -> affine.weight().shape()[1];
            case NirNode.Linear linear -> linear.weight().shape()[1];
            case null, default -> 0;
        };
    }

    private void remarkTimes() {
        graph.nodes().forEach((name, node) -> {
            double longest = NirTimes.of(node).max().orElse(0);
            if (longest >= SURELY_MILLISECONDS) {
                remarks.add("node '" + name + "' has a time constant of " + longest
                        + " s; if it is in milliseconds, scale the times by 0.001");
            }
        });
    }

    /** The graph, without nested graphs and their ports. */
    public NirGraph graph() {
        return graph;
    }

    /** Names of the nodes in the order in which they are stepped. */
    public List<String> order() {
        return List.copyOf(order.keySet());
    }

    /** Names of the nodes that lead to a node, sorted. */
    public List<String> sources(String name) {
        return order.get(name);
    }

    /** The shape of what comes out of a node. */
    public int[] shape(String name) {
        return shapes.get(name).clone();
    }

    /** Names of the Input nodes, sorted. */
    public List<String> inputs() {
        return named(NirNode.Input.class);
    }

    /** Names of the Output nodes, sorted. */
    public List<String> outputs() {
        return named(NirNode.Output.class);
    }

    private List<String> named(Class<? extends NirNode> kind) {
        return graph.nodes().entrySet().stream()
                .filter(entry -> kind.isInstance(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** What was changed or is doubtful, one sentence part each. */
    public List<String> remarks() {
        return Collections.unmodifiableList(remarks);
    }

    /** The file, or what else errors name. */
    public String place() {
        return place;
    }

    /**
     * The same network with all times scaled.
     *
     * @param factor 0.001 for times that are in milliseconds; above 0
     */
    public NirNetwork withTimesScaled(double factor) {
        Map<String, NirNode> scaled = new LinkedHashMap<>();
        graph.nodes().forEach((name, node) -> scaled.put(name, NirTimes.scaled(node, factor)));
        return of(new NirGraph(scaled, graph.edges(), graph.metadata()), place);
    }

    /**
     * A hash of what is computed: nodes in their order, their parameters as 32-bit numbers for each element, and what
     * leads to them. Names, metadata, nesting and the way of storing do not count.
     */
    public String fingerprint() {
        return new NirFingerprint(this).hash();
    }

    /** File and number of nodes. */
    @Override
    public String toString() {
        return place + ": a network of " + order.size() + " nodes";
    }
}
