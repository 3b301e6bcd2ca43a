package org.synfire.network.nir;

import java.util.Arrays;
import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * Numbers of a node. The arrays are not copied, and nobody changes them.
 *
 * @param shape the dimensions, slowest first; empty for a single value
 * @param values the last dimension running fastest
 */
public record NirArray(int[] shape, double[] values) {
    /** @throws InputException if shape and values do not fit */
    public NirArray {
        if (NirShape.size(shape) != values.length) {
            throw new InputException(String.format(
                    Locale.ROOT, "an array of shape %s cannot have %d values", Arrays.toString(shape), values.length));
        }
    }

    /** A single value. */
    public static NirArray of(double value) {
        return new NirArray(new int[0], new double[] {value});
    }

    /** An array of one dimension. */
    public static NirArray of(double[] values) {
        return new NirArray(new int[] {values.length}, values);
    }

    /** How many values there are. */
    public int size() {
        return values.length;
    }

    /**
     * Whether it can be spread over a shape, by NumPy's rules for broadcasting; dimensions of 1 in front are ignored.
     */
    boolean fits(int[] whole) {
        int[] own = NirShape.trimmed(shape);
        if (values.length == NirShape.size(whole)) {
            return true;
        }
        if (own.length > whole.length) {
            return false;
        }
        for (int i = 0; i < own.length; i++) {
            int extent = own[own.length - 1 - i];
            if (extent != 1 && extent != whole[whole.length - 1 - i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The values for each element of a shape.
     *
     * @param whole a shape that this one fits
     */
    public double[] over(int[] whole) {
        int size = NirShape.size(whole);
        if (values.length == size) {
            return values;
        }
        int[] own = NirShape.trimmed(shape);
        double[] spread = new double[size];
        for (int i = 0; i < size; i++) {
            int rest = i;
            int from = 0;
            int stride = 1;
            for (int axis = 0; axis < own.length; axis++) {
                int extent = whole[whole.length - 1 - axis];
                int ownExtent = own[own.length - 1 - axis];
                from += ownExtent == 1 ? 0 : rest % extent * stride;
                rest /= extent;
                stride *= ownExtent;
            }
            spread[i] = values[from];
        }
        return spread;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NirArray(int[] otherShape, double[] otherValues)
                && Arrays.equals(shape, otherShape)
                && Arrays.equals(values, otherValues);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "array " + Arrays.toString(shape);
    }
}
