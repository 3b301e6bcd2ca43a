package org.synfire.network.onnx;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.fold.AffineFolding;
import org.synfire.network.fold.LiveNodes;
import org.synfire.network.fold.OwnIntegers;
import org.synfire.network.fold.PaddingFolding;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;

/**
 * The network while a graph is read: nodes in topological order, the input first. Brings views into the order that an
 * operation needs.
 */
final class Draft {
    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final Map<Layout, Integer> laidOut = new HashMap<>();
    private final MemoryBudget budget;
    private final Set<String> notes = new LinkedHashSet<>();
    private int batch = 1;

    Draft(MemoryBudget budget) {
        this.budget = budget;
    }

    /** The samples of a batch that the file was written for; tensors here have one of them. */
    int batch() {
        return batch;
    }

    void setBatch(int samples) {
        batch = samples;
    }

    /** Elements of nodes in another order (a buffer, because buffers are equal where their contents are) and shape. */
    private record Layout(List<Integer> nodes, IntBuffer order, Shape shape) {}

    MemoryBudget budget() {
        return budget;
    }

    /** Adds a sentence on how the file is read. */
    void note(String sentence) {
        notes.add(sentence);
    }

    Node node(int number) {
        return nodes.get(number);
    }

    /**
     * Adds the node that {@code make} builds under the tensor's name, numbered where that is taken; gives its number.
     */
    int add(String tensor, Function<String, Node> make) {
        nodes.add(make.apply(unique(tensor)));
        return nodes.size() - 1;
    }

    /** Names a node after another tensor that holds its value. */
    void rename(int number, String tensor) {
        nodes.set(
                number, nodes.get(number).with(unique(tensor), nodes.get(number).inputs()));
    }

    private String unique(String tensor) {
        String name = tensor;
        for (int i = 2; !names.add(name); i++) {
            name = tensor + "#" + i;
            aliases.put(name, aliases.getOrDefault(tensor, tensor));
        }
        return name;
    }

    /** The number of a node that has the view's elements in their order and in the given shape of the same size. */
    int layOut(Activation view, Shape shape) {
        if (view.order() == null && nodes.get(view.node()).shape().equals(shape)) {
            return view.node();
        }
        IntBuffer order = view.order() == null ? null : IntBuffer.wrap(view.order());
        return laidOut.computeIfAbsent(
                new Layout(view.nodes(), order, shape),
                layout -> add(view.tensor(), name -> new Node.Rearrange(name, view.nodes(), shape, source(view))));
    }

    private int[] source(Activation view) {
        if (view.order() != null) {
            return view.order();
        }
        budget.take(view.size(), 4, "tensor " + view.tensor());
        return IntStream.range(0, view.size()).toArray();
    }

    /** The number of a node that has the view's elements in their order, in the shape that their dimensions say. */
    int layOut(Activation view) {
        return layOut(view, Dims.shape(view.dims()));
    }

    /**
     * The given positions of every axis, in their order; -1 for zeros.
     *
     * @param positions for each axis; {@code null} for all of it as it is
     */
    Operand select(Operand operand, int[][] positions) {
        int[] dims = operand.dims();
        int[][] all = new int[dims.length][];
        long size = 1;
        for (int i = 0; i < all.length; i++) {
            all[i] = positions[i] != null
                    ? positions[i]
                    : IntStream.range(0, dims[i]).toArray();
            size = size > Shape.MAX_SIZE ? size : size * all[i].length;
        }
        if (size < 1 || size > Shape.MAX_SIZE) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "what is taken from tensor %s has %s elements; 1 to %d are supported",
                    operand.tensor(),
                    size < 1 ? "no" : "too many",
                    Shape.MAX_SIZE));
        }
        budget.take(2 * size, 4, "what is taken from tensor " + operand.tensor());
        int[] selected = Arrays.stream(all).mapToInt(axis -> axis.length).toArray();
        return operand.rearranged(selected, Rearrangement.select(dims, all));
    }

    /** The same with the order left out where it is that of the only node. */
    Operand normal(Operand operand) {
        return operand instanceof Activation view
                        && view.order() != null
                        && view.nodes().size() == 1
                        && view.order().length == nodes.get(view.node()).shape().size()
                        && Rearrangement.isIdentity(view.order())
                ? new Activation(view.tensor(), view.nodes(), view.dims(), null, view.encoding())
                : operand;
    }

    /** How many elements the view's nodes have in all. */
    int elements(Activation view) {
        return view.nodes().stream()
                .mapToInt(node -> nodes.get(node).shape().size())
                .reduce(0, Math::addExact);
    }

    /** The view of one node that has exactly its elements: the view itself where it is one already. */
    Activation single(Activation view) {
        return view.nodes().size() == 1 && view.isPermutation(elements(view))
                ? view
                : Activation.of(view.tensor(), layOut(view), view.dims()).encoded(view.encoding());
    }

    /**
     * An operation on single elements of a view of one node.
     *
     * @param tensor the name of the result
     * @param make the operation's node, from its name, the number of what it reads and the shape
     */
    Activation each(String tensor, Activation view, ElementNode make) {
        Activation single = single(view);
        return single.over(tensor, List.of(added(tensor, single.node(), make)));
    }

    /** As {@link #each}, on every node that the view has elements of; only where each of their elements is in it. */
    Activation eachPart(String tensor, Activation view, ElementNode make) {
        return view.isPermutation(elements(view))
                ? view.over(
                        tensor,
                        view.nodes().stream()
                                .map(node -> added(tensor, node, make))
                                .toList())
                : each(tensor, view, make);
    }

    private int added(String tensor, int input, ElementNode make) {
        Shape shape = nodes.get(input).shape();
        return add(tensor, name -> make.of(name, input, shape));
    }

    /** Makes the node of an operation on single elements. */
    @FunctionalInterface
    interface ElementNode {
        Node of(String name, int input, Shape shape);
    }

    /** Brings one axis to the front, so that an operation can treat it as channels. */
    ChannelView channels(Activation view, int axis) {
        int[] toFront = Rearrangement.toFront(axis, view.dims().length);
        Activation moved = transposed(view, toFront);
        Shape shape = Dims.channelsFirst(view.dims(), axis);
        return new ChannelView(layOut(moved, shape), shape, moved.dims(), toFront);
    }

    /** A tensor transposed, without moving anything where only axes of length one change places. */
    <T extends Operand> T transposed(T operand, int[] permutation) {
        int[] dims = Rearrangement.permuted(operand.dims(), permutation);
        boolean keepsOrder = Rearrangement.keepsOrder(operand.dims(), permutation);
        if (!keepsOrder) {
            budget.take(2 * Dims.size(dims), 4, "transposing tensor " + operand.tensor());
        }
        Operand transposed = keepsOrder
                ? operand.reshaped(dims)
                : normal(operand.rearranged(dims, Rearrangement.transpose(operand.dims(), permutation)));
        @SuppressWarnings("unchecked") // constants stay constants, activations stay activations
        T result = (T) transposed;
        return result;
    }

    /** The view of a new node over a channel view's positions, its axes back in their places. */
    Activation restored(String tensor, int node, ChannelView view) {
        int[] dims = view.dims().clone();
        dims[0] = nodes.get(node).shape().channels();
        return transposed(Activation.of(tensor, node, dims), Rearrangement.inverse(view.toFront()));
    }

    /**
     * The finished network.
     *
     * @param answers what it computes, the answer proper first
     */
    Network finish(String name, List<Activation> answers) {
        List<Integer> outputs = new ArrayList<>();
        for (Activation answer : answers) {
            int node = answer.order() == null ? answer.node() : layOut(answer);
            if (!outputs.contains(node)) {
                outputs.add(node);
            }
        }
        LiveNodes live = LiveNodes.of(nodes, outputs)
                .changed(PaddingFolding::fold)
                .changed(OwnIntegers::roundings)
                .changed(OwnIntegers::weights)
                .changed(AffineFolding::intoOne)
                .changed(OwnIntegers::factors)
                .changed(AffineFolding::intoReaders)
                .changed(PaddingFolding::fold)
                .changed(AffineFolding::intoWhatIsRead);
        limitsAtEnd(live).ifPresent(this::note);
        return new Network(name, live.nodes(), live.outputs(), List.copyOf(notes), aliases);
    }

    private static Optional<String> limitsAtEnd(LiveNodes live) {
        Set<Integer> read =
                live.nodes().stream().flatMap(node -> node.inputs().stream()).collect(Collectors.toSet());
        String names = live.outputs().stream()
                .filter(output -> !read.contains(output))
                .map(live.nodes()::get)
                .filter(node ->
                        node instanceof Node.Clamp clamp && areSums(live.nodes().get(clamp.input())))
                .map(Node::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("Left to the host, behind the answer: the limits at the end, " + names
                        + "; the answer has the sums before them.");
    }

    /** Whether a node at the end would be an answer of sums. */
    private static boolean areSums(Node node) {
        return switch (node) {
            case Node.Convolution n -> true;
            case Node.Dense n -> true;
            case Node.AveragePool n -> true;
            case Node.Sum n -> true;
            case Node.Affine n -> true;
            case Node.Input n -> false;
            case Node.MaxPool n -> false;
            case Node.Clamp n -> false;
            case Node.Elementwise n -> false;
            case Node.Rearrange n -> false;
            case Node.Requantize n -> false;
        };
    }
}
