package org.synfire.training;

import java.io.PrintWriter;
import org.synfire.engine.InputException;
import org.synfire.training.learn.DivergedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the training part. */
@Command(
        name = "training",
        mixinStandardHelpOptions = true,
        description = "Trains spiking networks and measures which layers deserve precision.",
        subcommands = {TrainCommand.class, HessianCommand.class, CommandLine.HelpCommand.class},
        footer = {
            "",
            "Exit status: 0 done, 1 the run failed or diverged, 2 wrong arguments or input, 130 stopped by Ctrl-C."
        })
public final class Training {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_INPUT = 2;
    private static final int HELP_COLUMNS = 120;

    private Training() {}

    /** Runs the command line and ends the process with its status. */
    public static void main(final String[] arguments) {
        System.exit(execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
    }

    /** The commands and their options, run by nobody. */
    static CommandLine commandLine() {
        return new CommandLine(new Training());
    }

    static int execute(final PrintWriter out, final PrintWriter err, final String... arguments) {
        final CommandLine commandLine = commandLine()
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(Training::report)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_COLUMNS);
        return commandLine.execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
    }

    private static int report(
            final Exception failure, final CommandLine commandLine, final CommandLine.ParseResult parsed) {
        final PrintWriter err = commandLine.getErr();
        if (failure instanceof InputException || failure instanceof DivergedException) {
            err.println("synfire: " + failure.getMessage());
        } else {
            err.println("synfire: the run failed: " + failure);
            failure.printStackTrace(err);
        }
        return failure instanceof InputException ? WRONG_INPUT : FAILED;
    }
}
