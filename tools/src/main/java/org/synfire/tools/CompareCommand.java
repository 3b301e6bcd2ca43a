package org.synfire.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.synfire.emulator.compare.ComparedRun;
import org.synfire.emulator.compare.Comparison;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.WholeFile;
import org.synfire.papers.table.ResultTable;
import org.synfire.tools.report.ComparePage;
import org.synfire.tools.report.PageFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts finished runs beside each other. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts 2 to 8 runs beside each other: what differs in settings, accuracy with confidence intervals, energy"
                    + " by part, events, layers and latencies, and which samples are answered differently.",
            "The networks, chips and settings may differ; '-' stands for what a run does not have."
        },
        footer = {"", "Example:", "  synfire compare out/exact out/registers --out out/compared"})
final class CompareCommand implements Callable<Integer> {
    private static final String RESULT = "compare.json";
    private static final String RESULT_BEGINS = "{\n  \"runs\" : ";
    private static final String PREFIX = ComparePage.DRAWINGS;
    private static final List<String> FILES = List.of(RESULT, ComparePage.FILE, PREFIX + "*.csv", PREFIX + "*.svg");

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders that 'synfire run --out' wrote.")
    private List<Path> folders;

    @Mixin
    private final ReportFiles files = new ReportFiles();

    @Option(names = "--quiet", description = "No text on standard output; messages about failures remain.")
    private boolean isQuiet;

    @Override
    public Integer call() {
        if (folders.size() < Comparison.FEWEST_RUNS || folders.size() > Comparison.MOST_RUNS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "compare takes %d to %d folders of runs, not %d",
                    Comparison.FEWEST_RUNS,
                    Comparison.MOST_RUNS,
                    folders.size()));
        }
        List<ComparedRun> runs = folders.stream().map(ComparedRun::read).toList();
        Comparison comparison = Comparison.of(runs, Version.number());
        List<ResultTable> tables = CompareTables.of(comparison);
        PrintWriter console = spec.commandLine().getOut();
        try (files) {
            files.open(FILES, RESULT_BEGINS);
            files.write(
                    () -> JsonText.of(comparison), folder -> write(comparison, runs, tables, folder.path()), console);
        }
        if (!isQuiet && !files.isJsonOnConsole()) {
            CompareSummary.lines(comparison, tables).forEach(console::println);
        }
        console.flush();
        return ExitStatus.DONE;
    }

    private static void write(Comparison comparison, List<ComparedRun> runs, List<ResultTable> tables, Path folder) {
        try {
            deleteFormer(folder);
            WholeFile.write(folder.resolve(RESULT), JsonText.of(comparison));
            for (ResultTable table : tables) {
                WholeFile.write(folder.resolve(PREFIX + table.key() + ".csv"), table.csv());
            }
            PageFiles.write(folder, ComparePage.FILE, ComparePage.html(comparison, runs, tables));
        } catch (IOException | UncheckedIOException unwritable) {
            throw new OutputException(
                    String.format(
                            Locale.ROOT,
                            "cannot write to %s: %s; choose another --out folder",
                            folder,
                            FileReason.of(unwritable)),
                    unwritable);
        }
    }

    /** An earlier comparison may have drawings that this one has not. */
    private static void deleteFormer(Path folder) throws IOException {
        List<Path> former;
        try (Stream<Path> all = Files.list(folder)) {
            former = all.filter(file -> file.getFileName().toString().matches(PREFIX + "[a-z-]+\\.(csv|svg)"))
                    .toList();
        }
        for (Path file : former) {
            Files.deleteIfExists(file);
        }
    }
}
