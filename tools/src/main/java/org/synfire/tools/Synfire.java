package org.synfire.tools;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command {@code synfire}. */
@Command(
        name = "synfire",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Emulates a neuromorphic many-core chip: runs quantised networks as 1-bit spikes over a mesh of cores,"
                        + " exactly.",
        footer = {
            "",
            "Exit status: 0 done, 1 the run failed, 2 wrong arguments or input, 3 the emulated chip cannot do it, 130"
                    + " stopped by Ctrl-C, 143 by the system.",
            "Shell completion: source <(synfire generate-completion)"
        })
public final class Synfire {
    private static final int HELP_COLUMNS = 100;
    private static final Set<String> VERSION_OPTIONS = Set.of("--version", "-V");

    /**
     * The commands that need no other beside them, in the order of the help. A class of its own, so that where their
     * classes cannot be loaded, the failure is reported as any other.
     */
    private static final class Commands {
        private static final Map<String, Supplier<Object>> ALL = commands();
    }

    private final Interruption interruption;
    private final Optional<String> said;

    private Synfire(Interruption interruption, Optional<String> said) {
        this.interruption = interruption;
        this.said = said;
    }

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("run", RunCommand::new);
        commands.put("merge", MergeCommand::new);
        commands.put("report", ReportCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put("sparsify", SparsifyCommand::new);
        commands.put("reproduce", ReproduceCommand::new);
        commands.put("train", TrainCommand::new);
        commands.put("hessian", HessianCommand::new);
        commands.put("map", MapCommand::new);
        commands.put("noc", NocCommand::new);
        commands.put("sweep", SweepCommand::new);
        commands.put("neuron", NeuronCommand::new);
        commands.put("chip", ChipCommand::new);
        commands.put("java", LauncherCommand.Java::new);
        commands.put("shell", LauncherCommand.Shell::new);
        commands.put("bench", LauncherCommand.Bench::new);
        return commands;
    }

    /** Runs the command line and ends the process with its status. */
    public static void main(String[] arguments) {
        try {
            Failure.prepare();
        } catch (LinkageError broken) {
            System.err.println("synfire: " + Failure.UNLOADED);
            System.exit(ExitStatus.FAILED);
        }
        Thread.setDefaultUncaughtExceptionHandler((_, failure) -> end(failure));
        System.exit(execute(written(System.out), written(System.err), arguments));
    }

    /**
     * Runs a command line as a task beside others: signals are left to the process.
     *
     * @param err takes messages
     * @param said the command line as results show it
     * @return the exit status
     */
    static int executeTask(PrintWriter err, String said, String... arguments) {
        PrintWriter messages = plain(err);
        try (Interruption nobody = Interruption.none()) {
            return commandLine(new Synfire(nobody, Optional.of(said)), arguments)
                    .setOut(new PrintWriter(Writer.nullWriter()))
                    .setErr(messages)
                    .execute(arguments);
        } catch (RuntimeException | Error failure) {
            return Failure.report(failure, messages);
        } finally {
            messages.flush();
        }
    }

    /** A thread that nobody waits for has failed. Without memory or classes, the others might wait for it for ever. */
    private static void end(Throwable failure) {
        int status = Failure.report(failure, plain(written(System.err)));
        if (failure instanceof Error) {
            Runtime.getRuntime().halt(status);
        }
    }

    private static PrintWriter written(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static PrintWriter plain(PrintWriter writer) {
        return new PrintWriter(new PlainWriter(writer), true);
    }

    /**
     * Runs the command line. Whatever is thrown becomes one line and a status.
     *
     * @param out takes results
     * @param err takes messages; a progress bar goes to the standard error of the process
     * @return the exit status
     */
    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        PrintWriter results = plain(out);
        PrintWriter messages = plain(err);
        int status;
        if (arguments.length == 1 && VERSION_OPTIONS.contains(arguments[0])) {
            // before the options of any command are read
            Version.lines().forEach(results::println);
            status = ExitStatus.DONE;
        } else {
            status = interruptible(results, messages, arguments);
        }
        results.flush();
        if (out.checkError() && status == ExitStatus.DONE) {
            messages.println("synfire: standard output could not be written: it is closed, or what takes it is full");
            status = ExitStatus.FAILED;
        }
        messages.flush();
        return status;
    }

    private static int interruptible(PrintWriter out, PrintWriter err, String... arguments) {
        try (Interruption interruption = new Interruption(err)) {
            CommandLine commandLine =
                    commandLine(interruption, arguments).setOut(out).setErr(err);
            return interruption.status(
                    arguments.length == 0 ? commandLine.execute("--help") : commandLine.execute(arguments));
        } catch (RuntimeException | Error failure) {
            return Failure.report(failure, err);
        }
    }

    /**
     * The commands and their options, run by nobody. If the first argument is the name of a command that needs no other
     * beside it, that command is the only one: picocli reads the options of each by reflection, which takes longer than
     * a short command.
     */
    static CommandLine commandLine(Interruption interruption, String... arguments) {
        return commandLine(new Synfire(interruption, Optional.empty()), arguments);
    }

    private static CommandLine commandLine(Synfire synfire, String... arguments) {
        CommandLine commandLine = new CommandLine(synfire);
        String named = arguments.length == 0 ? "" : arguments[0];
        if (Commands.ALL.containsKey(named)) {
            commandLine.addSubcommand(named, Commands.ALL.get(named).get());
        } else {
            Commands.ALL.forEach((name, command) -> commandLine.addSubcommand(name, command.get()));
            commandLine.addSubcommand(new HelpCommand());
            commandLine.addSubcommand(new AutoComplete.GenerateCompletion());
        }
        Converters.register(commandLine);
        nameVersion(commandLine);
        return commandLine
                .setExecutionExceptionHandler((failure, _, _) -> Failure.report(failure, commandLine.getErr()))
                .setParameterExceptionHandler(Synfire::reportUsage)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(HELP_COLUMNS);
    }

    /** So that {@code --version} says the same behind every command. */
    private static void nameVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Synfire::nameVersion);
    }

    /** What a long command tells that it may be stopped. */
    Interruption interruption() {
        return interruption;
    }

    /** The command line as results show it. */
    String words(CommandLine command) {
        return said.orElseGet(
                () -> "synfire " + String.join(" ", command.getParseResult().originalArgs()));
    }

    private static int reportUsage(CommandLine.ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        Failure.say(failure.getMessage(), command.getErr());
        if (failure instanceof CommandLine.UnmatchedArgumentException unmatched
                && command.getParent() == null
                && !unmatched.isUnknownOption()) {
            Spelling.nearest(unmatched.getUnmatched().getFirst(), Commands.ALL.keySet())
                    .ifPresent(near -> command.getErr().println("Did you mean: synfire " + near + "?"));
        } else {
            CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        }
        command.getErr()
                .printf(
                        Locale.ROOT,
                        "Try '%s --help' for what is possible.%n",
                        command.getCommandSpec().qualifiedName());
        command.getErr().flush();
        return ExitStatus.WRONG_INPUT;
    }
}
