package org.synfire.network.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which element goes where when a tensor is transposed or padded: for each element of the result, in row-major order,
 * the number of the source's element, or -1 for a zero.
 */
final class Rearrangement {
    private Rearrangement() {}

    /** Axis i of the result is axis {@code permutation[i]} of the source. */
    static int[] transpose(int[] dims, int[] permutation) {
        int[] strides = strides(dims);
        return walk(
                permuted(dims, permutation),
                permuted(strides, permutation),
                new int[dims.length],
                permuted(dims, permutation));
    }

    /**
     * Along every axis the given positions of the source, in their order; -1 for zeros.
     *
     * @param dims of the source
     * @param positions for each axis
     */
    static int[] select(int[] dims, int[][] positions) {
        int[] strides = strides(dims);
        int[] selected = Arrays.stream(positions).mapToInt(axis -> axis.length).toArray();
        int[] source = new int[(int) Dims.size(selected)];
        int[] position = new int[dims.length];
        for (int element = 0; element < source.length; element++) {
            int index = 0;
            for (int i = 0; i < position.length && index >= 0; i++) {
                int at = positions[i][position[i]];
                index = at < 0 ? -1 : index + at * strides[i];
            }
            source[element] = index;
            advance(position, selected);
        }
        return source;
    }

    /** {@code before[i]} and {@code after[i]} zeros at the two ends of axis i. */
    static int[] pad(int[] dims, int[] before, int[] after) {
        return walk(padded(dims, before, after), strides(dims), before, dims);
    }

    /** The dimensions after {@link #pad}. */
    static int[] padded(int[] dims, int[] before, int[] after) {
        return IntStream.range(0, dims.length)
                .map(i -> dims[i] + before[i] + after[i])
                .toArray();
    }

    /** {@code values} in the order of {@code permutation}. */
    static int[] permuted(int[] values, int[] permutation) {
        return Arrays.stream(permutation).map(axis -> values[axis]).toArray();
    }

    /** The permutation that undoes {@code permutation}. */
    static int[] inverse(int[] permutation) {
        int[] inverse = new int[permutation.length];
        for (int i = 0; i < permutation.length; i++) {
            inverse[permutation[i]] = i;
        }
        return inverse;
    }

    /** The permutation of {@code rank} axes that brings one to the front and leaves the others in their order. */
    static int[] toFront(int axis, int rank) {
        return IntStream.concat(IntStream.of(axis), IntStream.range(0, rank).filter(i -> i != axis))
                .toArray();
    }

    /** Whether transposing so moves no element: only axes of length one change their place. */
    static boolean keepsOrder(int[] dims, int[] permutation) {
        int[] moving = Arrays.stream(permutation).filter(axis -> dims[axis] > 1).toArray();
        return IntStream.range(1, moving.length).allMatch(i -> moving[i - 1] < moving[i]);
    }

    /** Whether element i comes from element i everywhere. */
    static boolean isIdentity(int[] source) {
        for (int i = 0; i < source.length; i++) {
            if (source[i] != i) {
                return false;
            }
        }
        return true;
    }

    private static int[] strides(int[] dims) {
        int[] strides = new int[dims.length];
        int stride = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= dims[i];
        }
        return strides;
    }

    /**
     * Walks {@code dims}; position p of axis i is position p - offset[i] of a source axis with the length
     * {@code inside[i]}.
     */
    private static int[] walk(int[] dims, int[] strides, int[] offset, int[] inside) {
        int[] source = new int[(int) Dims.size(dims)];
        int[] position = new int[dims.length];
        for (int element = 0; element < source.length; element++) {
            source[element] = sourceOf(position, strides, offset, inside);
            advance(position, dims);
        }
        return source;
    }

    private static int sourceOf(int[] position, int[] strides, int[] offset, int[] inside) {
        int index = 0;
        for (int i = 0; i < position.length; i++) {
            int p = position[i] - offset[i];
            if (p < 0 || p >= inside[i]) {
                return -1;
            }
            index += p * strides[i];
        }
        return index;
    }

    /** The next position in row-major order; after the last, the first. */
    static void advance(int[] position, int[] dims) {
        for (int i = dims.length - 1; i >= 0; i--) {
            if (++position[i] < dims[i]) {
                return;
            }
            position[i] = 0;
        }
    }
}
