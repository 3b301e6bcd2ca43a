package org.synfire.network.onnx;

/** A tensor while a graph is read: known already, or computed from the input. */
sealed interface Operand permits Constant, Activation, DynamicScale {
    /** Its name in the file. */
    String tensor();

    /** Its dimensions as in the file, a batch of one included. */
    int[] dims();

    /** The same under another name. */
    Operand named(String tensor);

    /** The same elements in the same order under other dimensions of the same size. */
    Operand reshaped(int... dims);

    /**
     * Elements in another order: element i of the result is element {@code source[i]} of this one, or 0 where that is
     * -1.
     */
    Operand rearranged(int[] dims, int[] source);
}
