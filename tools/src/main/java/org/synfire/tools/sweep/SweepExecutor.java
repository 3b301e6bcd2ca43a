package org.synfire.tools.sweep;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Carries out the tasks of a sweep.
 *
 * <p><b>Threads:</b> {@link #run} is called once, by one thread; {@link #stop} by any. <b>Order:</b> tasks end in any
 * order, which no result depends on.
 */
public interface SweepExecutor extends AutoCloseable {
    /** Where the tasks run, in words for the user. */
    String place();

    /**
     * Runs tasks until all have ended, or it is stopped.
     *
     * @param tasks in the order in which they should begin
     * @param ended is told of each task that ended, by one thread at a time
     * @throws org.synfire.engine.InputException if they cannot be run there at all
     */
    void run(List<SweepTask> tasks, BiConsumer<SweepTask, TaskResult> ended);

    /** Begins no further task; {@link #run} returns soon. */
    void stop();

    /** Frees what it holds. */
    @Override
    void close();
}
