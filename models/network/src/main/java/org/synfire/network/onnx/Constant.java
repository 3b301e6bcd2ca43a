package org.synfire.network.onnx;

import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.fold.Finite;

/**
 * A tensor whose elements are known: an initialiser, or what is computed from initialisers alone. The arrays are shared
 * and never written.
 *
 * @param reals the elements of a {@code FLOAT} tensor, else {@code null}
 * @param integers the elements of an integer tensor; of a {@code FLOAT} tensor the integers of 8 or 9 bits it was
 *     dequantised from, or {@code null}
 * @param scales of a dequantised tensor the scale of each element, {@code reals[i] == integers[i] * scales[i]}; else
 *     {@code null}
 */
record Constant(String tensor, ElementType type, int[] dims, float[] reals, int[] integers, float[] scales)
        implements Operand {
    static Constant reals(String tensor, int[] dims, float[] reals) {
        return new Constant(tensor, ElementType.FLOAT, dims, reals, null, null);
    }

    static Constant integers(String tensor, ElementType type, int[] dims, int[] integers) {
        return new Constant(tensor, type, dims, null, integers, null);
    }

    /** Reals that are integers times scales. */
    static Constant dequantized(String tensor, int[] dims, int[] integers, float[] scales) {
        float[] reals = new float[integers.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = integers[i] * scales[i];
        }
        return new Constant(tensor, ElementType.FLOAT, dims, reals, integers, scales);
    }

    int size() {
        return reals != null ? reals.length : integers.length;
    }

    boolean isDequantized() {
        return scales != null;
    }

    /**
     * The elements of a list of integers, such as dimensions or axes.
     *
     * @throws InputException if it is not one
     */
    int[] list() {
        if ((type != ElementType.INT64 && type != ElementType.INT32) || dims.length > 1) {
            throw new InputException(String.format(
                    Locale.ROOT, "tensor %s is %s %s; a list of integers is needed", tensor, type, Dims.text(dims)));
        }
        return integers;
    }

    /**
     * The elements of a tensor of truth values, 0 or 1.
     *
     * @throws InputException if it is not one
     */
    int[] flags() {
        if (type != ElementType.BOOL) {
            throw new InputException(
                    String.format(Locale.ROOT, "tensor %s is of type %s; BOOL is needed", tensor, type));
        }
        return integers;
    }

    /**
     * The only element of a tensor of reals.
     *
     * @throws InputException if there is another number of them
     */
    float scalar() {
        requireReals();
        if (reals.length != 1) {
            throw new InputException(
                    String.format(Locale.ROOT, "tensor %s is %s; a single number is needed", tensor, Dims.text(dims)));
        }
        return reals[0];
    }

    /**
     * The only element of a tensor of integers.
     *
     * @throws InputException if there is another number of them, or they are reals
     */
    int integer() {
        if (type == ElementType.FLOAT || integers.length != 1) {
            throw new InputException(String.format(
                    Locale.ROOT, "tensor %s is %s %s; a single integer is needed", tensor, type, Dims.text(dims)));
        }
        return integers[0];
    }

    /** @throws InputException if the elements are not reals, or one is infinite or not a number */
    Constant finite() {
        requireReals();
        Finite.require(reals, "tensor " + tensor);
        return this;
    }

    /** The same as reals, whatever its type. */
    Constant asReals() {
        if (type == ElementType.FLOAT) {
            return this;
        }
        float[] values = new float[integers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = integers[i];
        }
        return reals(tensor, dims, values);
    }

    private void requireReals() {
        if (type != ElementType.FLOAT) {
            throw new InputException(
                    String.format(Locale.ROOT, "tensor %s is of type %s; FLOAT is needed", tensor, type));
        }
    }

    @Override
    public Constant named(String newName) {
        return new Constant(newName, type, dims, reals, integers, scales);
    }

    @Override
    public Constant reshaped(int... newDims) {
        return new Constant(tensor, type, newDims, reals, integers, scales);
    }

    @Override
    public Constant rearranged(int[] newDims, int[] source) {
        return new Constant(
                tensor, type, newDims, gather(reals, source), gather(integers, source), gather(scales, source));
    }

    private static float[] gather(float[] values, int[] source) {
        if (values == null) {
            return null;
        }
        float[] gathered = new float[source.length];
        for (int i = 0; i < source.length; i++) {
            gathered[i] = source[i] < 0 ? 0 : values[source[i]];
        }
        return gathered;
    }

    private static int[] gather(int[] values, int[] source) {
        if (values == null) {
            return null;
        }
        int[] gathered = new int[source.length];
        for (int i = 0; i < source.length; i++) {
            gathered[i] = source[i] < 0 ? 0 : values[source[i]];
        }
        return gathered;
    }
}
