package org.synfire.network.onnx;

import java.util.BitSet;
import java.util.List;

/**
 * A tensor that depends on the input: a view of the real values of draft nodes, of one in most cases and of several
 * where tensors have been concatenated.
 *
 * @param nodes the numbers of the draft nodes
 * @param dims the dimensions in the file
 * @param order for each element of the tensor the number of a node's element, or -1 for a zero; elements are numbered
 *     through all nodes, in their order. {@code null} for the only node's own order.
 * @param encoding how the file's tensor encodes these values
 */
record Activation(String tensor, List<Integer> nodes, int[] dims, int[] order, Encoding encoding) implements Operand {
    /** All of a node, in its own order, as reals. */
    static Activation of(String tensor, int node, int... dims) {
        return new Activation(tensor, List.of(node), dims, null, Encoding.REAL);
    }

    /**
     * The number of the only node.
     *
     * @throws IllegalStateException if there are several
     */
    int node() {
        if (nodes.size() != 1) {
            throw new IllegalStateException("tensor " + tensor + " is a view of " + nodes.size() + " nodes");
        }
        return nodes.getFirst();
    }

    int size() {
        return (int) Dims.size(dims);
    }

    /** Whether every one of so many elements appears exactly once, and nothing else. */
    boolean isPermutation(int elements) {
        return order == null || (order.length == elements && hasEachOnce(elements));
    }

    /** Whether every one of so many elements appears exactly once, among zeros perhaps. */
    boolean hasEachOnce(int elements) {
        if (order == null) {
            return true;
        }
        BitSet seen = new BitSet(elements);
        for (int element : order) {
            if (element >= 0 && seen.get(element)) {
                return false;
            }
            if (element >= 0) {
                seen.set(element);
            }
        }
        return seen.cardinality() == elements;
    }

    /** The same view of other nodes of the same sizes. */
    Activation over(String newTensor, List<Integer> newNodes) {
        return new Activation(newTensor, newNodes, dims, order, encoding);
    }

    Activation encoded(Encoding newEncoding) {
        return new Activation(tensor, nodes, dims, order, newEncoding);
    }

    @Override
    public Activation named(String newName) {
        return new Activation(newName, nodes, dims, order, encoding);
    }

    @Override
    public Activation reshaped(int... newDims) {
        return new Activation(tensor, nodes, newDims, order, encoding);
    }

    @Override
    public Activation rearranged(int[] newDims, int[] source) {
        int[] composed = new int[source.length];
        for (int i = 0; i < source.length; i++) {
            composed[i] = source[i] < 0 || order == null ? source[i] : order[source[i]];
        }
        return new Activation(tensor, nodes, newDims, composed, encoding);
    }
}
