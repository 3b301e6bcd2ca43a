package org.synfire.network.onnx;

import org.synfire.engine.InputException;

/**
 * The scale that a DynamicQuantizeLinear finds for each image, times numbers that are known.
 *
 * @param id of the quantisation
 * @param factors the numbers
 */
record DynamicScale(String tensor, String id, Broadcast factors) implements Operand {
    /** An error: it is read where only its products cancel out of. */
    static InputException notHere() {
        return new InputException("a scale that the file computes from each image is used otherwise than in dynamic"
                + " quantisation, which is not supported");
    }

    @Override
    public int[] dims() {
        return factors.dims();
    }

    @Override
    public DynamicScale named(String newName) {
        return new DynamicScale(newName, id, factors);
    }

    @Override
    public DynamicScale reshaped(int... newDims) {
        return new DynamicScale(tensor, id, new Broadcast(newDims, factors.values()));
    }

    @Override
    public DynamicScale rearranged(int[] newDims, int[] source) {
        float[] values = new float[source.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = source[i] < 0 ? 0 : factors.values()[source[i]];
        }
        return new DynamicScale(tensor, id, new Broadcast(newDims, values));
    }
}
