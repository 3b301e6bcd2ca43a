package org.synfire.noc.cycle.partition;

import java.util.Arrays;

/**
 * Sources that wait until their next packet is created: a calendar queue for the next {@value #WHEEL_CYCLES} cycles,
 * and for later ones a binary heap of {@code cycle * 2^20 + node}.
 *
 * <p><b>Limits:</b> cycles below 2^43. <b>Memory:</b> 8 bytes a sleeping source.
 */
final class Wakeups {
    static final long NEVER = Long.MAX_VALUE;
    static final long MAX_CYCLE = 1L << 43;

    private static final int WHEEL_CYCLES = 256;
    private static final int NODE_BITS = 20;
    private static final int NODE_MASK = (1 << NODE_BITS) - 1;

    private final DelayLine wheel = new DelayLine(WHEEL_CYCLES);
    private int onWheel;
    private long[] heap = new long[64];
    private int inHeap;

    /**
     * Wakes a node in a later cycle.
     *
     * @param now the cycle that runs, or the next one
     * @param cycle when the node is to wake: {@code now} if it does not run yet, else later
     */
    void add(long now, long cycle, int node) {
        if (cycle - now < WHEEL_CYCLES) {
            wheel.put(cycle, node);
            onWheel++;
        } else {
            addToHeap(cycle << NODE_BITS | node);
        }
    }

    /** Moves the nodes that wake in a cycle to a set. */
    void wake(long now, RouterSet awake) {
        int size = wheel.size(now);
        long[] nodes = wheel.list(now);
        for (int i = 0; i < size; i++) {
            awake.add((int) nodes[i]);
        }
        wheel.clear(now);
        onWheel -= size;
        while (inHeap != 0 && heap[0] >>> NODE_BITS <= now) {
            awake.add(removeFromHeap());
        }
    }

    /** The first cycle from the given one on in which a node wakes, {@link #NEVER} if there is none. */
    long firstFrom(long now) {
        long first = inHeap == 0 ? NEVER : heap[0] >>> NODE_BITS;
        for (long cycle = now; onWheel != 0 && cycle < Math.min(first, now + WHEEL_CYCLES); cycle++) {
            if (wheel.size(cycle) != 0) {
                return cycle;
            }
        }
        return first;
    }

    private void addToHeap(long entry) {
        if (inHeap == heap.length) {
            heap = Arrays.copyOf(heap, 2 * inHeap);
        }
        int at = inHeap++;
        while (at > 0 && heap[(at - 1) / 2] > entry) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = entry;
    }

    private int removeFromHeap() {
        int node = (int) heap[0] & NODE_MASK;
        long last = heap[--inHeap];
        int at = 0;
        for (int child = 1; child < inHeap; child = 2 * at + 1) {
            if (child + 1 < inHeap && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= last) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
        return node;
    }
}
