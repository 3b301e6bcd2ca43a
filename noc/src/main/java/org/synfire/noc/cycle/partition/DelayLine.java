package org.synfire.noc.cycle.partition;

import java.util.Arrays;

/**
 * Flits or credits in flight, by the cycle in which they arrive: a calendar queue with one list of words per cycle. A
 * flit takes two words, its place and itself. Credits and ends of stages take one, their place. A line carries one of
 * these kinds.
 *
 * <p><b>Threads:</b> one writer, one reader; the reader empties a cycle's list while the writer fills later ones, less
 * than a turn of the calendar ahead. A barrier lies between the writer's {@link #flush} and the reader's {@link #size}.
 * <b>Memory:</b> 8 bytes a word of the fullest cycle and cycle of the wheel; lists grow to their fullest and stay.
 */
public final class DelayLine {
    private static final int FIRST_CAPACITY = 16;
    private static final int CLOSED = -1;

    private final int mask;
    private final int[] sizes;
    private final long[][] lists;
    private int openIndex = CLOSED;
    private long[] open;
    private int openSize;

    /**
     * @param wheelCycles a power of two above the longest delay plus the cycles by which the writer may be ahead of the
     *     reader
     */
    public DelayLine(int wheelCycles) {
        mask = wheelCycles - 1;
        sizes = new int[wheelCycles];
        lists = new long[wheelCycles][FIRST_CAPACITY];
    }

    public void add(long cycle, int place, long flit) {
        int size = openFor(cycle, 2);
        open[size] = place;
        open[size + 1] = flit;
        openSize = size + 2;
    }

    public void add(long cycle, int place) {
        int size = openFor(cycle, 1);
        open[size] = place;
        openSize = size + 1;
    }

    /** Adds a place at once, readable without {@link #flush}; not to be mixed with {@link #add}. */
    void put(long cycle, int place) {
        int index = (int) cycle & mask;
        int size = sizes[index];
        long[] list = lists[index];
        if (size == list.length) {
            list = Arrays.copyOf(list, 2 * size);
            lists[index] = list;
        }
        list[size] = place;
        sizes[index] = size + 1;
    }

    private int openFor(long cycle, int more) {
        int index = (int) cycle & mask;
        if (index != openIndex) {
            turnTo(index);
        }
        if (openSize + more > open.length) {
            grow();
        }
        return openSize;
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
    public int open(long cycle) {
        turnTo((int) cycle & mask);
        return openSize;
    }

    /** The list that {@link #open} began, with room for so many more. */
    public long[] withRoom(int size, int more) {
        while (size + more > open.length) {
            grow();
        }
        return open;
    }

    /** Ends what {@link #open} began. */
    public void close(int size) {
        openSize = size;
    }

    /** Makes what was added readable; to be called at the end of a cycle. */
    public void flush() {
        if (openIndex != CLOSED) {
            sizes[openIndex] = openSize;
            openIndex = CLOSED;
        }
    }

    /** Words of the cycle's list. */
    public int size(long cycle) {
        return sizes[(int) cycle & mask];
    }

    public long[] list(long cycle) {
        return lists[(int) cycle & mask];
    }

    public void clear(long cycle) {
        sizes[(int) cycle & mask] = 0;
    }

    /** Forgets everything. */
    public void clearAll() {
        flush();
        Arrays.fill(sizes, 0);
    }
}
