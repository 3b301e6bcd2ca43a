package org.synfire.tools.sweep;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Runs tasks in threads of this process. It is the plain twin of the cluster: the same tasks, the same results.
 *
 * <p><b>Threads:</b> a task that runs when it is stopped is left to itself in a thread that does not keep the process.
 */
public final class ThreadExecutor implements SweepExecutor {
    private static final long POLL_MILLIS = 100;

    private final int threads;
    private final Program program;
    private volatile boolean isStopped;

    /** Carries out a request. */
    @FunctionalInterface
    public interface Program {
        /**
         * Carries out a request.
         *
         * @param request bytes of a {@link TaskRequest}
         * @return bytes of a {@link TaskResult}
         */
        byte[] run(byte[] request);
    }

    /** @param threads how many tasks run at once, 1 or more */
    public ThreadExecutor(int threads, Program program) {
        this.threads = threads;
        this.program = program;
    }

    private record Ended(SweepTask task, TaskResult result) {}

    @Override
    public String place() {
        return String.format(Locale.ROOT, "%d thread%s of this process", threads, threads == 1 ? "" : "s");
    }

    @Override
    public void run(List<SweepTask> tasks, BiConsumer<SweepTask, TaskResult> ended) {
        ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("synfire-sweep-", 0).factory());
        try {
            CompletionService<Ended> running = new ExecutorCompletionService<>(pool, new LinkedBlockingQueue<>());
            tasks.forEach(task -> running.submit(() -> isStopped
                    ? new Ended(task, TaskResult.lost("stopped"))
                    : new Ended(task, TaskResult.of(program.run(task.request().bytes())))));
            for (int left = tasks.size(); left > 0 && !isStopped; ) {
                Future<Ended> next = running.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    Ended one = next.get();
                    ended.accept(one.task(), one.result());
                    left--;
                }
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException fault) {
            throw new IllegalStateException("a task always has a result", fault.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    @Override
    public void stop() {
        isStopped = true;
    }

    @Override
    public void close() {
        // its threads end with run
    }
}
