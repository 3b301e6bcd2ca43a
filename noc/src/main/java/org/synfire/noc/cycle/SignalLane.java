package org.synfire.noc.cycle;

import java.util.Arrays;

/**
 * Signals that carry nothing but where they go, by the cycle in which they arrive: credits, and the ends of stages.
 *
 * <p><b>Threads, memory:</b> as {@link FlitLane}, with 4 bytes a signal.
 */
final class SignalLane {
    private static final int FIRST_CAPACITY = 16;

    private final int mask;
    private final int[] sizes;
    private final int[][] targets;

    /** @param wheelCycles a power of two above the longest way */
    SignalLane(int wheelCycles) {
        mask = wheelCycles - 1;
        sizes = new int[wheelCycles];
        targets = new int[wheelCycles][FIRST_CAPACITY];
    }

    void add(long cycle, int target) {
        int list = (int) cycle & mask;
        int size = sizes[list];
        if (size == targets[list].length) {
            targets[list] = Arrays.copyOf(targets[list], 2 * size);
        }
        targets[list][size] = target;
        sizes[list] = size + 1;
    }

    int size(long cycle) {
        return sizes[(int) cycle & mask];
    }

    int[] targets(long cycle) {
        return targets[(int) cycle & mask];
    }

    void clear(long cycle) {
        sizes[(int) cycle & mask] = 0;
    }
}
