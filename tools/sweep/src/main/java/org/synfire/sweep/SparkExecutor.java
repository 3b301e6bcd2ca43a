package org.synfire.sweep;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.synfire.engine.InputException;
import org.synfire.tools.sweep.SweepCluster.Job;
import org.synfire.tools.sweep.SweepExecutor;
import org.synfire.tools.sweep.SweepTask;
import org.synfire.tools.sweep.TaskResult;

/**
 * Runs tasks on Spark, each as a job of its own: a task that its executors do not survive ends alone.
 *
 * <p>Spark does again what a lost executor had begun. <b>Threads:</b> a virtual thread waits for each job; results are
 * taken by the thread that runs the sweep.
 */
final class SparkExecutor implements SweepExecutor {
    /** So many jobs are known to Spark at a time. */
    private static final int MOST_JOBS = 512;

    private static final long POLL_MILLIS = 200;
    private static final long PATIENCE_SECONDS = 20;
    private static final long CLOSE_SECONDS = 5;
    private static final long LOST_SECONDS = 15;

    private final String place;
    private final JavaSparkContext context;
    private final Job job;
    private final SparkTask program;
    private final BooleanSupplier isThere;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private volatile boolean isStopped;

    /**
     * Takes a cluster that has begun.
     *
     * @param hasFiles whether files were sent to the executors
     * @param isThere whether the master answers
     */
    SparkExecutor(String place, JavaSparkContext context, Job job, boolean hasFiles, BooleanSupplier isThere) {
        this.place = place;
        this.context = context;
        this.job = job;
        this.program = new SparkTask(job.identity(), hasFiles);
        this.isThere = isThere;
    }

    /** @param refusal why no task can be carried out; empty if they can */
    private record Ended(SweepTask task, TaskResult result, String refusal) {}

    @Override
    public String place() {
        return String.format(Locale.ROOT, "Spark %s, %s", context.version(), place);
    }

    @Override
    public void run(List<SweepTask> tasks, BiConsumer<SweepTask, TaskResult> sink) {
        Thread starter = Thread.ofVirtual().start(() -> start(tasks));
        long began = System.nanoTime();
        long lastSeen = began;
        boolean isTold = place.startsWith("local");
        try {
            for (int left = tasks.size(); left > 0 && !isStopped; ) {
                Ended next = ended.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    if (!next.refusal().isEmpty()) {
                        throw new InputException(next.refusal());
                    }
                    sink.accept(next.task(), next.result());
                    left--;
                    isTold = true;
                    lastSeen = System.nanoTime();
                    continue;
                }
                if (context.sc().isStopped()) {
                    throw new InputException(endedByCluster());
                }
                if (hasExecutors() || isThere.getAsBoolean()) {
                    lastSeen = System.nanoTime();
                }
                if (isLongAgo(lastSeen, LOST_SECONDS)) {
                    throw new InputException("--on " + place
                            + ": the master does not answer any more and no executor is left; --resume goes on with"
                            + " what is finished");
                }
                if (!isTold && isLongAgo(began, PATIENCE_SECONDS)) {
                    isTold = true;
                    sayIfNobodyWorks();
                }
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        } finally {
            isStopped = true;
            starter.interrupt();
        }
    }

    private static boolean isLongAgo(long nanos, long seconds) {
        return System.nanoTime() - nanos > TimeUnit.SECONDS.toNanos(seconds);
    }

    /** This process is one of them for Spark, and on a cluster it carries out nothing. */
    private boolean hasExecutors() {
        return place.startsWith("local") || context.statusTracker().getExecutorInfos().length > 1;
    }

    private String endedByCluster() {
        return "--on " + place
                + ": the cluster has ended this program: it is down, or its executors cannot start; its log says why,"
                + " and --resume goes on with what is finished";
    }

    private void sayIfNobodyWorks() {
        if (!hasExecutors()) {
            job.messages()
                    .accept("no executor has begun yet: " + place + " has no free worker with enough cores and memory"
                            + " (a task needs " + job.threads() + " cores; --conf spark.executor.memory says how much"
                            + " memory); waiting");
        }
    }

    private void start(List<SweepTask> tasks) {
        Semaphore free = new Semaphore(MOST_JOBS);
        for (SweepTask task : tasks) {
            try {
                free.acquire();
            } catch (InterruptedException stopped) {
                return;
            }
            Thread.ofVirtual().start(() -> {
                try {
                    ended.add(result(task));
                } finally {
                    free.release();
                }
            });
        }
    }

    private Ended result(SweepTask task) {
        try {
            Object[] answer = context.parallelize(List.of(task.request().bytes()), 1)
                    .map(program)
                    .collect()
                    .getFirst();
            String other = (String) answer[0];
            return other.isEmpty()
                    ? new Ended(task, TaskResult.of((byte[]) answer[1]), "")
                    : new Ended(task, TaskResult.lost(other), refusal(other));
        } catch (Exception failed) {
            String why = String.valueOf(failed.getMessage());
            String refusal = "";
            if (context.sc().isStopped()) {
                refusal = endedByCluster();
            } else if (why.contains("UnsupportedClassVersionError")) {
                refusal = refusal("another Java");
            }
            return new Ended(task, TaskResult.lost("lost by Spark: " + SparkCluster.firstLine(failed)), refusal);
        }
    }

    private String refusal(String executor) {
        return String.format(
                Locale.ROOT,
                "--on %s: an executor has %s, this process has %s; results could differ, so give the cluster the same",
                place,
                executor,
                job.identity());
    }

    @Override
    public void stop() {
        isStopped = true;
    }

    @Override
    public void close() {
        isStopped = true;
        Thread closing = Thread.ofPlatform().daemon().name("synfire-spark-end").start(context::close);
        try {
            // a cluster that is gone does not keep the process
            closing.join(Duration.ofSeconds(CLOSE_SECONDS));
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }
}
