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
            description = "threads or threads[N]: N tasks at a time in this process (default: as many as there are"
                    + " processors); a cluster needs a part of its own, and none comes along.")
    private String place;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "A setting of such a part; may be given several times.")
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
        String where = place == null ? cluster.map(SweepCluster::usualPlace).orElse(THREADS) : place;
        Matcher here = OF_THIS_PROCESS.matcher(where);
        if (here.matches()) {
            return new ThreadExecutor(count(here.group(1), work), request -> new TaskProgram().apply(request, ""));
        }
        SweepCluster elsewhere = cluster.orElseThrow(
                () -> new InputException("--on " + where + ": there is no such place; give threads or threads[N]"));
        if (!elsewhere.isPlace(where)) {
            throw new InputException("--on " + where + ": give threads, threads[N] or a place of the cluster's part");
        }
        return elsewhere.open(
                where,
                new SweepCluster.Job(
                        work.name(), TaskProgram.identity(), work.files(), work.threads(), configuration, messages));
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
