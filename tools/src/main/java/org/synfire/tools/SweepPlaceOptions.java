package org.synfire.tools;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.synfire.engine.InputException;
import org.synfire.tools.sweep.SweepCluster;
import org.synfire.tools.sweep.SweepExecutor;
import org.synfire.tools.sweep.ThreadExecutor;
import picocli.CommandLine.Option;

/** Options that say where the tasks of a sweep run. */
final class SweepPlaceOptions {
    private static final String THREADS = "threads";
    private static final Pattern OF_THIS_PROCESS = Pattern.compile(THREADS + "(?:\\[([0-9]{1,4})])?");

    @Option(
            names = "--on",
            paramLabel = "WHERE",
            description = "threads or threads[N]: this process, N tasks at a time (default: one for each processor);"
                    + " local[N] or local[*]: Apache Spark in this process; spark://host:port: a cluster of Spark.")
    private String place;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "A setting of Spark, such as spark.executor.memory=4g; may be given several times.")
    private final Map<String, String> configuration = new LinkedHashMap<>();

    /**
     * What is to be run.
     *
     * @param name for people who watch
     * @param files that tasks read, absolute
     * @param threads of each task
     */
    record Work(String name, List<String> files, int threads) {}

    /**
     * @param messages takes what the user should know while it runs
     * @throws InputException if there is no such place, or it cannot be reached
     */
    SweepExecutor open(Work work, Consumer<String> messages) {
        Optional<SweepCluster> cluster = SweepCluster.find();
        String where = place == null ? cluster.flatMap(SweepCluster::givenPlace).orElse(THREADS) : place;
        Matcher here = OF_THIS_PROCESS.matcher(where);
        if (here.matches()) {
            if (!configuration.isEmpty()) {
                throw new InputException("--conf is for Spark, and threads have no such settings; leave it out, or"
                        + " give --on local[N] or --on spark://host:port");
            }
            return new ThreadExecutor(count(here.group(1), work), request -> new TaskProgram().apply(request, ""));
        }
        SweepCluster elsewhere = cluster.orElseThrow(() -> where.matches("(local|spark:).*")
                ? new InputException("--on " + where + ": the Spark part (tools/sweep) is not on the class path; start"
                        + " this command with the launcher ./synfire in a clone of the repository, which builds and"
                        + " adds it, or use --on threads")
                : wrongPlace(where));
        if (!elsewhere.isPlace(where)) {
            throw wrongPlace(where);
        }
        return elsewhere.open(
                where,
                new SweepCluster.Job(
                        work.name(), TaskProgram.identity(), work.files(), work.threads(), configuration, messages));
    }

    private static InputException wrongPlace(String where) {
        return new InputException(
                "--on " + where + ": give threads, threads[N], local[N], local[*] or spark://host:port");
    }

    private static int count(String given, Work work) {
        int count = given == null
                ? Math.max(1, Runtime.getRuntime().availableProcessors() / work.threads())
                : Integer.parseInt(given);
        if (count < 1) {
            throw new InputException(String.format(Locale.ROOT, "--on threads[%d]: give at least 1", count));
        }
        return count;
    }
}
