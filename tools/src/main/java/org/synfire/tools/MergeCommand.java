package org.synfire.tools;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.synfire.emulator.part.RunPart;
import org.synfire.emulator.part.RunPartFile;
import org.synfire.emulator.part.RunParts;
import org.synfire.emulator.result.ReportFolder;
import org.synfire.emulator.result.RunReport;
import org.synfire.engine.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Joins parts of a run into one result. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Joins parts of a run, which 'synfire run --from N --samples M --out DIR' left, into the result that one"
                    + " run over all their samples has.",
            "The parts may be given in any order; together they have every sample from number 0 on once."
        },
        footer = {"", "Example:", "  synfire merge out/part0 out/part1 --out out/whole"})
final class MergeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders that 'synfire run --from N --out' wrote.")
    private List<Path> folders;

    @Mixin
    private final ReportFiles files = new ReportFiles();

    @Option(names = "--quiet", description = "No summary on standard output; messages about failures remain.")
    private boolean isQuiet;

    @Override
    public Integer call() {
        Map<String, RunPart> parts = new LinkedHashMap<>();
        for (Path folder : folders) {
            if (files.hasFolder() && isSame(folder, files.folder())) {
                throw new InputException("--out " + files.folder()
                        + " is the folder of a part, which would be overwritten; choose another folder");
            }
            if (parts.put(folder.toString(), RunPartFile.ofFolder(folder)) != null) {
                throw new InputException(folder + " is given twice; give each part once");
            }
        }
        String command = "synfire "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
        PrintWriter console = spec.commandLine().getOut();
        RunReport report = RunParts.merge(parts, command);
        try (files) {
            files.open(ReportFolder.FILES, RunCommand.RESULT_BEGINS);
            files.write(report::json, report::write, console);
        }
        if (!isQuiet && !files.isJsonOnConsole()) {
            Summary.lines(report).forEach(console::println);
        }
        console.flush();
        return Differences.hasSome(
                        report.result(),
                        "the expected outputs",
                        spec.commandLine().getErr())
                ? ExitStatus.FAILED
                : ExitStatus.DONE;
    }

    private static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
}
