package org.synfire.noc;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** What the current thread allocates on the heap once an action has reached its steady state. */
public final class AllocatedBytes {
    /** Rounds that are enough for code to be compiled and for lists and pools to have grown. */
    public static final int MOST_ROUNDS = 100;

    private static final int LAST_ROUNDS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocatedBytes() {}

    /**
     * Repeats an action until {@value #LAST_ROUNDS} rounds in a row allocate nothing, but at most {@value #MOST_ROUNDS}
     * times.
     *
     * @return the bytes of the last {@value #LAST_ROUNDS} rounds together
     */
    public static long ofLastRounds(Runnable action) {
        long[] last = new long[LAST_ROUNDS];
        Arrays.fill(last, 1);
        for (int round = 0; round < MOST_ROUNDS && Arrays.stream(last).sum() > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            action.run();
            last[round % LAST_ROUNDS] = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return Arrays.stream(last).sum();
    }
}
