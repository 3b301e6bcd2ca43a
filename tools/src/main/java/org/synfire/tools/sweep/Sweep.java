package org.synfire.tools.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.synfire.emulator.part.RunPart;
import org.synfire.emulator.part.RunPartFile;
import org.synfire.emulator.part.RunParts;
import org.synfire.emulator.result.RunReport;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;

/**
 * The runs of a sweep from tasks to their ends: shards are joined as {@code synfire merge} joins them.
 *
 * <p><b>Memory:</b> of a run that is not finished, the parts. <b>Threads:</b> one.
 */
public final class Sweep {
    private final Map<Integer, PreparedRun> prepared = new LinkedHashMap<>();
    private final Map<Integer, List<SweepTask>> tasks = new LinkedHashMap<>();
    private final Map<Integer, Map<Integer, TaskResult>> results = new LinkedHashMap<>();
    private final Map<Integer, RunEnd> ends = new TreeMap<>();
    private final boolean hasReports;
    private final Optional<Path> folder;

    /** What becomes of a run's folder. */
    @FunctionalInterface
    public interface ReportWriter {
        /**
         * Writes a run's folder.
         *
         * @param report as a zip
         * @param folder its place
         */
        void write(byte[] report, Path folder) throws IOException;
    }

    /**
     * A sweep that has not begun.
     *
     * @param runs in the order of the table
     * @param shards of each run, 1 or more
     * @param hasReports whether each run's folder is kept; only with a folder of the sweep
     * @param folder of the sweep, if it has one
     */
    public Sweep(List<PreparedRun> runs, int shards, boolean hasReports, Optional<Path> folder) {
        this.hasReports = hasReports;
        this.folder = folder;
        for (PreparedRun run : runs) {
            int number = run.run().number();
            prepared.put(number, run);
            tasks.put(number, run.tasks(shards, hasReports));
            results.put(number, new TreeMap<>());
        }
    }

    /** How many tasks there are. */
    public long tasks() {
        return tasks.values().stream().mapToLong(List::size).sum();
    }

    /** The ends of the runs that ended, by number. */
    public List<RunEnd> ends() {
        return List.copyOf(ends.values());
    }

    /**
     * Runs what is not finished.
     *
     * @param executor does it
     * @param finished tasks of before, and where new ones are kept; empty if none are kept
     * @param reports writes folders of runs
     * @param progress is told of how many tasks are finished
     */
    public void run(
            SweepExecutor executor, Optional<FinishedTasks> finished, ReportWriter reports, ProgressListener progress) {
        List<SweepTask> left = new ArrayList<>();
        long done = 0;
        for (List<SweepTask> ofRun : tasks.values()) {
            for (SweepTask task : ofRun) {
                Optional<TaskResult> before = finished.flatMap(kept -> kept.find(task));
                if (before.isPresent()) {
                    end(task, before.orElseThrow());
                    done++;
                } else {
                    left.add(task);
                }
            }
        }
        Count count = new Count(done);
        progress.at(done, tasks());
        if (left.isEmpty()) {
            return;
        }
        executor.run(left, (task, result) -> {
            if (hasReports && result.report().length > 0) {
                write(task, result, reports);
            }
            if (!result.isLost()) {
                finished.ifPresent(kept -> kept.keep(task, result));
            }
            end(task, result);
            progress.at(++count.done, tasks());
        });
    }

    /** Is told of how far a sweep is. */
    @FunctionalInterface
    public interface ProgressListener {
        /** So many tasks of all are finished. */
        void at(long done, long all);
    }

    private static final class Count {
        private long done;

        Count(long done) {
            this.done = done;
        }
    }

    private Path folder(int run) {
        return folder.orElseThrow().resolve(String.format(Locale.ROOT, "runs/%05d", run));
    }

    private void write(SweepTask task, TaskResult result, ReportWriter reports) {
        try {
            reports.write(result.report(), folder(task.run()));
        } catch (IOException unwritable) {
            throw unwritable(folder(task.run()), unwritable);
        }
    }

    private static OutputException unwritable(Path place, IOException reason) {
        return new OutputException(place + " cannot be written (" + FileReason.of(reason) + ")", reason);
    }

    private void end(SweepTask task, TaskResult result) {
        Map<Integer, TaskResult> ofRun = results.get(task.run());
        ofRun.put(task.shard(), result);
        if (ofRun.size() == tasks.get(task.run()).size()) {
            ends.put(task.run(), joined(prepared.get(task.run()), ofRun));
            ofRun.clear();
        }
    }

    private RunEnd joined(PreparedRun run, Map<Integer, TaskResult> ofRun) {
        TaskResult bad = ofRun.values().stream()
                .filter(result -> result.status() != 0)
                .findFirst()
                .orElse(ofRun.get(0));
        boolean isDivided = tasks.get(run.run().number()).getFirst().request().isPart();
        if (!isDivided) {
            return new RunEnd(run.run(), bad.status(), bad.message(), bad.json());
        }
        if (ofRun.values().stream().anyMatch(result -> result.part().length == 0)) {
            return new RunEnd(run.run(), bad.status(), bad.message(), "");
        }
        try {
            RunReport report = RunParts.merge(parts(ofRun), run.said());
            if (hasReports) {
                report.write(folder(run.run().number()));
            }
            return new RunEnd(run.run(), bad.status(), bad.message(), report.json());
        } catch (InputException apart) {
            return new RunEnd(run.run(), 1, apart.getMessage(), "");
        } catch (IOException unwritable) {
            throw unwritable(Path.of(System.getProperty("java.io.tmpdir")), unwritable);
        }
    }

    private static Map<String, RunPart> parts(Map<Integer, TaskResult> ofRun) throws IOException {
        Map<String, RunPart> parts = new LinkedHashMap<>();
        for (Map.Entry<Integer, TaskResult> shard : ofRun.entrySet()) {
            Path file = Files.createTempFile("synfire-part-", ".txt");
            try {
                Files.write(file, shard.getValue().part());
                parts.put("shard " + shard.getKey(), RunPartFile.read(file));
            } finally {
                Files.deleteIfExists(file);
            }
        }
        return parts;
    }
}
