package org.synfire.network.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;

/**
 * Numbers that an operation on single elements uses: one for all, one for each position of an axis, or others, as
 * ONNX's multidirectional broadcasting repeats them.
 *
 * @param dims their dimensions, aligned with the last axes of what they meet; 1 where an axis does not matter
 */
record Broadcast(int[] dims, float[] values) {
    static final Broadcast ZERO = of(0);
    static final Broadcast ONE = of(1);
    static final Broadcast MINUS_ONE = of(-1);

    /** A function of a number. */
    @FunctionalInterface
    interface Change {
        float of(float x);
    }

    /** One number for all. */
    static Broadcast of(float value) {
        return new Broadcast(new int[0], new float[] {value});
    }

    /** One number for each position of an axis of a tensor of {@code rank} axes. */
    static Broadcast along(int axis, int rank, float[] values) {
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        dims[axis] = values.length;
        return new Broadcast(dims, values);
    }

    /**
     * The elements of a constant.
     *
     * @throws InputException if they are not finite reals
     */
    static Broadcast of(Constant constant) {
        return new Broadcast(constant.dims(), constant.finite().reals());
    }

    Broadcast mapped(Change change) {
        float[] mapped = new float[values.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = change.of(values[i]);
        }
        return new Broadcast(dims, mapped);
    }

    /**
     * The dimensions that tensors have together.
     *
     * @throws InputException if two of them cannot be broadcast
     */
    static int[] together(List<int[]> all) {
        int rank = all.stream().mapToInt(dims -> dims.length).max().orElse(0);
        int[] together = new int[rank];
        Arrays.fill(together, 1);
        for (int[] dims : all) {
            for (int i = 0; i < dims.length; i++) {
                int axis = rank - dims.length + i;
                if (dims[i] != 1 && together[axis] != 1 && dims[i] != together[axis]) {
                    throw new InputException(String.format(
                            Locale.ROOT,
                            "tensors of %s do not meet: at each axis, from the last, both must have one length or one"
                                    + " of them the length 1",
                            String.join(" and ", all.stream().map(Dims::text).toList())));
                }
                together[axis] = dims[i] == 1 ? together[axis] : dims[i];
            }
        }
        return together;
    }

    /** For each element of a tensor of {@code to} the number of the element of {@code from} that is repeated there. */
    static int[] source(int[] from, int[] to) {
        int[] aligned = new int[to.length];
        Arrays.fill(aligned, 1);
        System.arraycopy(from, 0, aligned, to.length - from.length, from.length);
        int[] source = new int[(int) Dims.size(to)];
        int[] position = new int[to.length];
        for (int element = 0; element < source.length; element++) {
            int index = 0;
            for (int i = 0; i < to.length; i++) {
                index = index * aligned[i] + (aligned[i] == 1 ? 0 : position[i]);
            }
            source[element] = index;
            Rearrangement.advance(position, to);
        }
        return source;
    }

    /** The one axis among {@code rank} that the numbers run along; -1 if they do not run, -2 if along several. */
    int axis(int rank) {
        int[] running = IntStream.range(0, dims.length)
                .filter(i -> dims[i] != 1)
                .map(i -> rank - dims.length + i)
                .toArray();
        return running.length == 0 ? -1 : running.length == 1 ? running[0] : -2;
    }

    /** Whether one number for each position of the axis says all. */
    boolean isAlong(int axis, int rank) {
        return axis(rank) == -1 || axis(rank) == axis;
    }

    /** One number for each of so many positions of the axis along which they run. */
    float[] along(int length) {
        if (values.length == length) {
            return values;
        }
        float[] repeated = new float[length];
        Arrays.fill(repeated, values[0]);
        return repeated;
    }

    /** One number for each element of a tensor. */
    float[] elements(int[] tensor) {
        int[] source = source(dims, tensor);
        float[] elements = new float[source.length];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = values[source[i]];
        }
        return elements;
    }
}
