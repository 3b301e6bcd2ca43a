package org.synfire.tools;

import org.synfire.engine.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that the launcher carries out, because it starts another program: only its help is here. */
@Command(mixinStandardHelpOptions = true)
abstract sealed class LauncherCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new InputException(
                "'synfire %s' is a command of the launcher; start it as ./synfire".formatted(spec.name()));
    }

    /** A Java file as a program. */
    @Command(
            name = "java",
            description = {
                "Compiles and runs one Java source file, with the whole API and the options that the virtual machine"
                        + " needs.",
                "Examples are in docs/examples."
            },
            footer = {"", "Example:", "  synfire java docs/examples/Accuracy.java 100"})
    static final class Java extends LauncherCommand {
        @Parameters(index = "0", paramLabel = "FILE.java", description = "The source file with the method main.")
        private String file;

        @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "Arguments of the program.")
        private String[] arguments;
    }

    /** The interactive shell of the JDK. */
    @Command(
            name = "shell",
            description = "Opens jshell with the whole API on the class path and imported.",
            footer = {"", "Example:", "  echo 'System.out.println(Chips.names())' | synfire shell -s -"})
    static final class Shell extends LauncherCommand {
        @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "Files and options of jshell.")
        private String[] arguments;
    }

    /** The benchmarks of the repository. */
    @Command(
            name = "bench",
            description = {
                "Runs a benchmark, writes its figures with processor, JDK and commit beside them, and says what they"
                        + " mean.",
                "Needs a clone of the repository."
            },
            footer = {"", "Examples:", "  synfire bench --list", "  synfire bench NeuronUpdate -f 1"})
    static final class Bench extends LauncherCommand {
        @Parameters(
                arity = "0..*",
                paramLabel = "NAME",
                description = "Name of a benchmark, then its options or those of JMH; --list shows the names.")
        private String[] arguments;
    }
}
