package org.synfire.tools;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.synfire.emulator.result.ReportFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the report of a run again from what it left. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Makes report.html again from what 'synfire run --out DIR' left in DIR; one file that needs no network.",
            "The folder must be whole, undamaged, and in the format of this version."
        })
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1", paramLabel = "DIR", description = "The folder of a run.")
    private Path folder;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ReportFolder.render(folder).forEach(out::println);
        out.flush();
        return ExitStatus.DONE;
    }
}
