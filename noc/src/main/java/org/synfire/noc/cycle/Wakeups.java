package org.synfire.noc.cycle;

import java.util.Arrays;

/**
 * Sources that sleep until their next packet is created, earliest first: a binary heap of {@code cycle * 2^20 + router}.
 *
 * <p><b>Limits:</b> cycles below 2^43. <b>Memory:</b> 8 bytes a sleeping source.
 */
final class Wakeups {
    static final long NEVER = Long.MAX_VALUE;
    static final long MAX_CYCLE = 1L << 43;

    private static final int ROUTER_BITS = 20;
    private static final int ROUTER_MASK = (1 << ROUTER_BITS) - 1;

    private long[] heap = new long[64];
    private int size;

    /** @return the cycle of the earliest, {@link #NEVER} if there is none */
    long cycle() {
        return size == 0 ? NEVER : heap[0] >>> ROUTER_BITS;
    }

    void add(long cycle, int router) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        long entry = cycle << ROUTER_BITS | router;
        int at = size++;
        while (at > 0 && heap[(at - 1) / 2] > entry) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = entry;
    }

    /** @return the router of the earliest, which is removed */
    int remove() {
        int router = (int) heap[0] & ROUTER_MASK;
        long last = heap[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= last) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
        return router;
    }
}
