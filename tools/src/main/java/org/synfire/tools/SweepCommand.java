package org.synfire.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.Sha256;
import org.synfire.papers.table.ResultTable;
import org.synfire.papers.table.ResultTables;
import org.synfire.tools.report.PageFiles;
import org.synfire.tools.report.SweepPage;
import org.synfire.tools.sweep.FinishedTasks;
import org.synfire.tools.sweep.PlannedRun;
import org.synfire.tools.sweep.PreparedRun;
import org.synfire.tools.sweep.RunEnd;
import org.synfire.tools.sweep.Setting;
import org.synfire.tools.sweep.Sweep;
import org.synfire.tools.sweep.SweepExecutor;
import org.synfire.tools.sweep.SweepFile;
import org.synfire.tools.sweep.SweepTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** One command over many settings. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a command with many settings, here or on an Apache Spark cluster, and makes one table of them.",
            "The YAML file says which command, which options and which values: docs/sweeps.md. Runs that fail say why"
                    + " in the table and do not end the sweep."
        },
        footer = {
            "",
            "Examples:",
            "  synfire sweep docs/examples/sweep.yaml --out out/sweep",
            "  synfire sweep docs/examples/sweep.yaml --on spark://host:7077 --out out/sweep"
        })
final class SweepCommand implements Callable<Integer> {
    /** More runs than these want {@code --yes}. */
    static final int MANY_RUNS = 200;

    private static final String RESULT_BEGINS = "{\n  \"version\" : ";
    private static final List<String> FILES =
            List.of("sweep.txt", "sweep.json", "sweep-runs.csv", "sweep.html", "*.svg", "runs");
    private static final int COLUMNS = 160;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Synfire synfire;

    @Parameters(arity = "1", paramLabel = "FILE.yaml", description = "What is run, and what is varied.")
    private Path file;

    @Mixin
    private final SweepPlaceOptions places = new SweepPlaceOptions();

    @Option(names = "--yes", description = "Also where there are more than " + MANY_RUNS + " runs.")
    private boolean isAgreed;

    @Option(names = "--reports", description = "With --out: keeps each run's folder in DIR/runs.")
    private boolean hasReports;

    @Option(names = "--resume", description = "Goes on with the sweep that was ended in the folder of --out.")
    private boolean isResumed;

    @Mixin
    private final ReportFiles files = new ReportFiles();

    @Option(names = "--quiet", description = "No progress and no table; messages about failures remain.")
    private boolean isQuiet;

    private final AtomicBoolean isStopped = new AtomicBoolean();

    @Override
    public Integer call() {
        requireFolder("--reports", hasReports);
        requireFolder("--resume", isResumed);
        SweepFile sweep = SweepFile.read(file);
        try (SweptCommand command = new SweptCommand(sweep.command())) {
            Plan plan = plan(sweep, command);
            try (files) {
                files.open(FILES, RESULT_BEGINS);
                return run(plan);
            }
        }
    }

    private void requireFolder(String option, boolean isGiven) {
        if (isGiven && !files.hasFolder()) {
            throw new InputException(option + " needs a folder; add --out DIR");
        }
    }

    /** A sweep in which nothing is wrong that can be found before it runs. */
    private record Plan(
            String command,
            List<String> varied,
            List<PreparedRun> runs,
            int shards,
            List<String> files,
            int threads,
            Optional<SweepPage.Axes> axes) {
        Sweep sweep(boolean hasReports, Optional<Path> folder) {
            return new Sweep(runs, shards, hasReports, folder);
        }
    }

    private Plan plan(SweepFile sweep, SweptCommand command) {
        if (sweep.count() > MANY_RUNS && !isAgreed) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s has %,d runs, more than %d; add --yes if they are meant",
                    file,
                    sweep.count(),
                    MANY_RUNS));
        }
        List<PlannedRun> planned = sweep.runs();
        Set<String> known = new LinkedHashSet<>();
        for (PlannedRun run : planned) {
            run.settings().stream()
                    .filter(setting -> known.add(setting.option()))
                    .forEach(command::requireKnown);
        }
        if (sweep.shards() > 1 && !command.name().equals("run")) {
            throw sweep.shardError("'synfire " + command.name() + "' has no samples to divide; leave shards out");
        }
        List<PreparedRun> runs = new ArrayList<>();
        Set<String> read = new LinkedHashSet<>();
        int threads = 1;
        for (PlannedRun run : planned) {
            command.check(run);
            if (sweep.shards() > 1 && run.find("samples").isEmpty()) {
                throw sweep.shardError("shards divide the samples of a run; give the option samples");
            }
            PreparedRun prepared = command.prepare(run);
            runs.add(prepared);
            read.addAll(prepared.files());
            threads = Math.max(threads, SweptCommand.workers(run));
        }
        sweep.files().forEach(more -> read.add(real(more)));
        return new Plan(
                command.name(),
                sweep.varied(),
                runs,
                sweep.shards(),
                List.copyOf(read),
                threads,
                SweptAxes.of(sweep, command.name()));
    }

    private static String real(Setting named) {
        try {
            return Path.of(named.text()).toRealPath().toString();
        } catch (IOException unreadable) {
            throw named.error("there is no file or folder " + named.text());
        }
    }

    private int run(Plan plan) {
        Optional<Path> folder = files.hasFolder() ? Optional.of(files.folder()) : Optional.empty();
        Sweep sweep = plan.sweep(hasReports, folder);
        Optional<FinishedTasks> finished = folder.map(place -> journal(place, plan));
        SweepPlaceOptions.Work work =
                new SweepPlaceOptions.Work("synfire sweep " + file.getFileName(), plan.files(), plan.threads());
        try (SweepExecutor executor = places.open(work, this::say)) {
            synfire.interruption().onInterrupt(() -> {
                isStopped.set(true);
                executor.stop();
            });
            announce(plan, sweep, executor, finished);
            try (ProgressLine progress = isQuiet ? null : ProgressLine.of("tasks", sweep.tasks())) {
                sweep.run(executor, finished, TaskProgram::unzip, (done, all) -> {
                    if (progress != null) {
                        progress.at(done, all);
                    }
                });
            }
        }
        return finish(plan, sweep, folder);
    }

    private void announce(Plan plan, Sweep sweep, SweepExecutor executor, Optional<FinishedTasks> finished) {
        if (!isQuiet) {
            String before = finished.filter(kept -> kept.size() > 0)
                    .map(kept -> String.format(Locale.ROOT, "; %,d tasks were finished before", kept.size()))
                    .orElse("");
            say(String.format(
                    Locale.ROOT,
                    "%,d runs in %,d tasks on %s%s",
                    plan.runs().size(),
                    sweep.tasks(),
                    executor.place(),
                    before));
        }
    }

    private FinishedTasks journal(Path folder, Plan plan) {
        if (FinishedTasks.isIn(folder) && !isResumed) {
            if (!files.force().isGiven()) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "--out %s has the finished tasks of a sweep that was ended; add --resume to go on with it,"
                                + " --force to begin anew, or choose another folder",
                        folder));
            }
            FinishedTasks.discard(folder);
        }
        FinishedTasks finished = FinishedTasks.open(folder, subject(plan));
        if (isResumed && finished.size() == 0) {
            say(folder + " has no finished task; the sweep begins with its first");
        }
        if (finished.dropped() > 0) {
            say(String.format(Locale.ROOT, "%,d damaged lines of the journal are run again", finished.dropped()));
        }
        return finished;
    }

    /** Everything that results depend on. */
    private String subject(Plan plan) {
        Sha256 runs = new Sha256();
        plan.runs().forEach(run -> runs.add(run.said()).add("\n"));
        Map<String, String> hashes = new LinkedHashMap<>();
        plan.files().forEach(name -> hashes.put(name, hash(Path.of(name))));
        Sha256 content = new Sha256();
        hashes.forEach((name, hash) -> content.add(name).add("\n").add(hash).add("\n"));
        return String.join(
                ", ",
                "synfire " + plan.command(),
                plan.runs().size() + " runs " + runs.hex().substring(0, 16),
                plan.shards() + " shards",
                hasReports ? "with reports" : "without reports",
                "files " + content.hex().substring(0, 16),
                TaskProgram.identity());
    }

    private static String hash(Path file) {
        try (Stream<Path> inside = Files.walk(file)) {
            Sha256 all = new Sha256();
            for (Path one : inside.filter(Files::isRegularFile).sorted().toList()) {
                all.add(file.relativize(one).toString()).add("\n").add(Sha256.of(one));
            }
            return all.hex();
        } catch (IOException unreadable) {
            throw new InputException(file + ": cannot be read (" + FileReason.of(unreadable) + ")", unreadable);
        }
    }

    private int finish(Plan plan, Sweep sweep, Optional<Path> folder) {
        List<RunEnd> ends = sweep.ends();
        ResultTable table = SweepTable.of(plan.command(), plan.varied(), ends);
        ResultTables tables =
                new ResultTables("sweep", "sweep of 'synfire " + plan.command() + "'", List.of(table), List.of());
        PrintWriter console = spec.commandLine().getOut();
        files.write(tables::json, place -> write(tables, page(plan, table), place.path()), console);
        if (!isQuiet && !files.isJsonOnConsole()) {
            table.withGaps("-").lines(COLUMNS, 1 + plan.varied().size()).forEach(console::println);
        }
        console.flush();
        boolean isWhole = ends.size() == plan.runs().size() && ends.stream().noneMatch(RunEnd::isLost);
        if (isWhole) {
            folder.ifPresent(FinishedTasks::discard);
        } else {
            say(String.format(
                    Locale.ROOT,
                    "%s after %,d of %,d runs%s",
                    isStopped.get() ? "stopped" : "ended",
                    ends.stream().filter(end -> !end.isLost()).count(),
                    plan.runs().size(),
                    folder.isPresent() ? "; --resume goes on with it" : ""));
        }
        return isWhole && ends.stream().allMatch(RunEnd::isDone) ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private static String page(Plan plan, ResultTable table) {
        return SweepPage.html(
                "Sweep of synfire " + plan.command(),
                table,
                plan.varied().stream().map(SweepTable::key).toList(),
                plan.axes(),
                Version.number());
    }

    private static void write(ResultTables tables, String page, Path folder) {
        try {
            tables.write(folder);
            PageFiles.write(folder, "sweep.html", page);
        } catch (IOException unwritable) {
            throw new OutputException(
                    "cannot write to " + folder + ": " + FileReason.of(unwritable) + "; choose another --out folder",
                    unwritable);
        }
    }

    private void say(String words) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("synfire: " + words);
        err.flush();
    }
}
