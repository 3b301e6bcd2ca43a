package org.synfire.noc.cycle;

import java.util.Arrays;

/**
 * Flits on their way, by the cycle in which they arrive: a wheel with one list a cycle.
 *
 * <p><b>Threads:</b> one writer, one reader; the reader empties a cycle's list while the writer fills later ones, at most a wheel's
 * turn ahead, and a barrier lies between the two. <b>Memory:</b> 12 bytes a flit of the fullest cycle and cycle of the wheel; lists
 * grow to their fullest and stay.
 */
final class FlitLane {
    private static final int FIRST_CAPACITY = 16;

    private final int mask;
    private final int[] sizes;
    private final int[][] targets;
    private final long[][] flits;

    /** @param wheelCycles a power of two above the longest way */
    FlitLane(int wheelCycles) {
        mask = wheelCycles - 1;
        sizes = new int[wheelCycles];
        targets = new int[wheelCycles][FIRST_CAPACITY];
        flits = new long[wheelCycles][FIRST_CAPACITY];
    }

    void add(long cycle, int target, long flit) {
        int list = (int) cycle & mask;
        int size = sizes[list];
        if (size == targets[list].length) {
            targets[list] = Arrays.copyOf(targets[list], 2 * size);
            flits[list] = Arrays.copyOf(flits[list], 2 * size);
        }
        targets[list][size] = target;
        flits[list][size] = flit;
        sizes[list] = size + 1;
    }

    int size(long cycle) {
        return sizes[(int) cycle & mask];
    }

    int[] targets(long cycle) {
        return targets[(int) cycle & mask];
    }

    long[] flits(long cycle) {
        return flits[(int) cycle & mask];
    }

    void clear(long cycle) {
        sizes[(int) cycle & mask] = 0;
    }
}
