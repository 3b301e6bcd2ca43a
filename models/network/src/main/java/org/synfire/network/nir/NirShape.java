package org.synfire.network.nir;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Shapes of what flows between nodes. A batch dimension of 1 in front, as old files have it, does not count. */
public final class NirShape {
    private static final int MOST = 1 << 26;

    private NirShape() {}

    /** How many elements a shape has; 0 or less if a dimension is not positive, or there are more than 2^26. */
    public static int size(int... shape) {
        long size = 1;
        for (int extent : shape) {
            if (extent < 1) {
                return 0;
            }
            size *= extent;
            if (size > MOST) {
                return -1;
            }
        }
        return (int) size;
    }

    /** A shape without the dimensions of 1 in front. */
    static int[] trimmed(int... shape) {
        int ones = 0;
        while (ones < shape.length && shape[ones] == 1) {
            ones++;
        }
        return Arrays.copyOfRange(shape, ones, shape.length);
    }

    /** A shape of a number of dimensions, with dimensions of 1 in front; longer ones stay as they are. */
    public static int[] ofRank(int rank, int... shape) {
        int[] own = trimmed(shape);
        if (own.length >= rank) {
            return own;
        }
        int[] padded = new int[rank];
        Arrays.fill(padded, 1);
        System.arraycopy(own, 0, padded, rank - own.length, own.length);
        return padded;
    }

    /** Whether values of one shape can be taken for another: as many elements, and in one dimension or equal ones. */
    static boolean isAlike(int[] one, int[] other) {
        int[] first = trimmed(one);
        int[] second = trimmed(other);
        return size(first) == size(second) && (first.length != second.length || Arrays.equals(first, second));
    }

    /** A shape in words. */
    static String words(int... shape) {
        return shape.length == 0
                ? "one value"
                : Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
    }
}
