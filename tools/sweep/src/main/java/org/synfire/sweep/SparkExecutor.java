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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final long CLOSE_SECONDS = 5;

    /** What Spark says of a job that ended because its task failed too often, and not for all jobs. */
    private static final Pattern TASK_FAILED = Pattern.compile("Task [0-9]+ in stage [0-9.]+ failed [0-9]+ times");

    /** What a virtual machine says of class files that are newer than it. */
    private static final Pattern OLDER_JAVA =
            Pattern.compile("UnsupportedClassVersionError.*recognizes class file versions up to ([0-9]{1,4})\\.");

    private static final int CLASS_FILES_OF_JAVA_0 = 44;

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
        ClusterWatch watch = new ClusterWatch(this::hasExecutors, isThere, this::sayThatNobodyWorks, System::nanoTime);
        try {
            for (int left = tasks.size(); left > 0 && !isStopped; ) {
                Ended next = ended.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    if (!next.refusal().isEmpty()) {
                        throw new InputException(next.refusal());
                    }
                    sink.accept(next.task(), next.result());
                    left--;
                } else if (context.sc().isStopped()) {
                    throw new InputException(endedBySpark(""));
                } else {
                    watch.look().ifPresent(reason -> {
                        throw new InputException(ending(reason));
                    });
                }
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        } finally {
            isStopped = true;
            starter.interrupt();
        }
    }

    /** This process is one of them for Spark, and on a cluster it carries out nothing. */
    private boolean hasExecutors() {
        return place.startsWith("local") || context.statusTracker().getExecutorInfos().length > 1;
    }

    private String ending(String reason) {
        return "--on " + place + ": " + reason + "; --resume goes on with what is finished";
    }

    private void sayThatNobodyWorks() {
        job.messages()
                .accept("no executor works for this sweep: " + place
                        + " has no free worker with enough cores and memory"
                        + " (a task needs " + job.threads() + " cores; --conf spark.executor.memory says how much"
                        + " memory); waiting");
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
        } catch (Throwable failed) {
            return new Ended(
                    task, TaskResult.lost("lost by Spark: " + SparkCluster.firstLine(failed)), refusal(failed));
        }
    }

    /** Why no task can be carried out, after one whose job has failed; empty if only this one was lost. */
    private String refusal(Throwable failed) {
        String why = String.valueOf(failed.getMessage());
        Matcher older = OLDER_JAVA.matcher(why);
        if (older.find()) {
            return refusal("Java " + (Integer.parseInt(older.group(1)) - CLASS_FILES_OF_JAVA_0));
        }
        return TASK_FAILED.matcher(why).find() ? "" : endedBySpark(" (" + SparkCluster.firstLine(failed) + ")");
    }

    /** @param reason in brackets; Spark may end before it can say it */
    private String endedBySpark(String reason) {
        return ending("Spark has ended this program" + reason
                + ": the cluster is down, or its executors cannot start; its log says why");
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
