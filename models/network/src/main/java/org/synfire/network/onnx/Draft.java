package org.synfire.network.onnx;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
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
    private final Map<Layout, Integer> laidOut = new HashMap<>();
    private final MemoryBudget budget;

    Draft(MemoryBudget budget) {
        this.budget = budget;
    }

    /**
     * The elements of a node in another order (a buffer, because buffers are equal where their contents are) and shape.
     */
    private record Layout(int node, IntBuffer order, Shape shape) {}

    MemoryBudget budget() {
        return budget;
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
                new Layout(view.node(), order, shape),
                layout -> add(view.tensor(), name -> new Node.Rearrange(name, view.node(), shape, source(view))));
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
     * The view itself, for an operation on single elements; laid out first if it has zeros that its node does not have.
     */
    Activation elementwise(Activation view) {
        return view.isPadded()
                ? Activation.of(view.tensor(), layOut(view), view.dims()).encoded(view.encoding())
                : view;
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
                : operand.rearranged(dims, Rearrangement.transpose(operand.dims(), permutation));
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

    /** The finished network with the given tensor as its answer. */
    Network finish(String name, Activation output) {
        int last = output.order() == null ? output.node() : layOut(output);
        List<Node> live = DeadNodes.dropped(nodes, last);
        live = DeadNodes.dropped(PaddingFolding.fold(live));
        live = DeadNodes.dropped(AffineFolding.fold(live));
        return new Network(name, live);
    }
}
