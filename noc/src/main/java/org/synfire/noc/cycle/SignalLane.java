package org.synfire.noc.cycle;

import java.util.Arrays;

/**
 * Signals that carry nothing but the place they go to, by the cycle in which they arrive: credits, and the ends of stages.
 *
 * <p><b>Threads, memory:</b> as {@link FlitLane}, with 4 bytes a signal.
 */
final class SignalLane {
    private static final int FIRST_CAPACITY = 16;
    private static final int CLOSED = -1;

    private final int mask;
    private final int[] sizes;
    private final int[][] lists;
    private int openIndex = CLOSED;
    private int[] open;
    private int openSize;

    /** @param wheelCycles a power of two above the longest way */
    SignalLane(int wheelCycles) {
        mask = wheelCycles - 1;
        sizes = new int[wheelCycles];
        lists = new int[wheelCycles][FIRST_CAPACITY];
    }

    void add(long cycle, int place) {
        int index = (int) cycle & mask;
        if (index != openIndex) {
            turnTo(index);
        }
        int size = openSize;
        if (size == open.length) {
            grow();
        }
        open[size] = place;
        openSize = size + 1;
    }

    private void turnTo(int index) {
        flush();
        openIndex = index;
        open = lists[index];
        openSize = sizes[index];
    }

    private void grow() {
        open = Arrays.copyOf(open, 2 * open.length);
        lists[openIndex] = open;
    }

    /**
     * Begins to fill a cycle's list by hand.
     *
     * @return its size
     */
    int open(long cycle) {
        turnTo((int) cycle & mask);
        return openSize;
    }

    /** @return the list that {@link #open} began, with room for so many more */
    int[] withRoom(int size, int more) {
        while (size + more > open.length) {
            grow();
        }
        return open;
    }

    /** Ends what {@link #open} began. */
    void close(int size) {
        openSize = size;
    }

    /** Makes what was added readable; to be called at the end of a cycle. */
    void flush() {
        if (openIndex != CLOSED) {
            sizes[openIndex] = openSize;
            openIndex = CLOSED;
        }
    }

    /** @return signals of the cycle's list */
    int size(long cycle) {
        return sizes[(int) cycle & mask];
    }

    int[] list(long cycle) {
        return lists[(int) cycle & mask];
    }

    void clear(long cycle) {
        sizes[(int) cycle & mask] = 0;
    }
}
