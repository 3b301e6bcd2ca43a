package org.synfire.noc.cycle.partition;

import java.util.Arrays;

/**
 * The packets that arrived in a partition since they were last reported, in the order of cycle and node.
 *
 * <p><b>Memory:</b> 16 bytes a packet; grows to the most between two reports.
 */
final class DeliveryLog {
    private static final int AHEAD = 8;

    private long[] cycles = new long[256];
    private long[] nodesAndSlots = new long[256];
    private int size;
    private int reported;

    void add(long cycle, int node, int slot) {
        if (size == cycles.length) {
            cycles = Arrays.copyOf(cycles, 2 * size);
            nodesAndSlots = Arrays.copyOf(nodesAndSlots, 2 * size);
        }
        cycles[size] = cycle;
        nodesAndSlots[size++] = (long) node << Integer.SIZE | slot;
    }

    /** The cycle of the next one, {@link Wakeups#NEVER} if all are reported. */
    long cycle() {
        return reported == size ? Wakeups.NEVER : cycles[reported];
    }

    int node() {
        return (int) (nodesAndSlots[reported] >>> Integer.SIZE);
    }

    int slot() {
        return (int) nodesAndSlots[reported];
    }

    /** The slot of one to be reported {@value #AHEAD} later, or of the last. */
    int slotAhead() {
        return (int) nodesAndSlots[Math.min(reported + AHEAD, size - 1)];
    }

    void next() {
        if (++reported == size) {
            reported = 0;
            size = 0;
        }
    }
}
