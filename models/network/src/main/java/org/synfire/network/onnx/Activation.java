package org.synfire.network.onnx;

/**
 * A tensor that depends on the input: a view of the real values of one draft node.
 *
 * @param node the number of the draft node
 * @param dims the dimensions in the file
 * @param order for each element of the tensor the number of the node's element, or -1 for a zero; {@code null} for the
 *     node's own order. Every element of the node appears exactly once.
 * @param encoding how the file's tensor encodes these values
 */
record Activation(String tensor, int node, int[] dims, int[] order, Encoding encoding) implements Operand {
    /** All of a node, in its own order, as reals. */
    static Activation of(String tensor, int node, int... dims) {
        return new Activation(tensor, node, dims, null, Encoding.REAL);
    }

    int size() {
        return (int) Dims.size(dims);
    }

    /** Whether some elements are zeros that the node does not have. */
    boolean isPadded() {
        if (order != null) {
            for (int element : order) {
                if (element < 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The same view of another node. */
    Activation over(String newTensor, int newNode) {
        return new Activation(newTensor, newNode, dims, order, encoding);
    }

    Activation encoded(Encoding newEncoding) {
        return new Activation(tensor, node, dims, order, newEncoding);
    }

    @Override
    public Activation named(String newName) {
        return new Activation(newName, node, dims, order, encoding);
    }

    @Override
    public Activation reshaped(int... newDims) {
        return new Activation(tensor, node, newDims, order, encoding);
    }

    @Override
    public Activation rearranged(int[] newDims, int[] source) {
        int[] composed = new int[source.length];
        for (int i = 0; i < source.length; i++) {
            composed[i] = source[i] < 0 || order == null ? source[i] : order[source[i]];
        }
        return new Activation(tensor, node, newDims, Rearrangement.isIdentity(composed) ? null : composed, encoding);
    }
}
