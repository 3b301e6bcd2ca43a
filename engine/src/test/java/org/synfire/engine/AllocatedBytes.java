package org.synfire.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the current thread allocates on the heap. */
public final class AllocatedBytes {
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final int MOST_RUNS = 100;

    private AllocatedBytes() {}

    /** Bytes that the current thread has allocated since it began. */
    public static long ofThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /**
     * Runs an action again and again until a run allocates nothing. Code that allocates does so in every run; what the
     * JVM allocates only until the action is compiled, whenever its compiler comes round to it, is gone after some.
     *
     * @return the least bytes that a run allocated, of at most {@value #MOST_RUNS} runs
     */
    public static long of(Runnable action) {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < MOST_RUNS && least > 0; run++) {
            long before = ofThisThread();
            action.run();
            least = Math.min(least, ofThisThread() - before);
        }
        return least;
    }
}
