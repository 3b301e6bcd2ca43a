package org.synfire.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command that the launcher carries out, because it starts another program: only its help is here. */
@Command(mixinStandardHelpOptions = true)
abstract sealed class LauncherCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** For the other program, so that nothing is wrong with it here. */
    @Unmatched
    private final List<String> arguments = new ArrayList<>();

    @Override
    public void run() {
        throw new InputException(String.format(
                Locale.ROOT,
                "the launcher carries this out; call it: ./synfire %s %s",
                spec.name(),
                String.join(" ", arguments)));
    }

    /** A Java file as a program. */
    @Command(
            name = "java",
            customSynopsis = "synfire java FILE.java [ARGUMENT...]",
            description = {
                "Compiles and runs one Java source file, with the whole API and the options that the virtual machine"
                        + " needs.",
                "Examples are in docs/examples."
            },
            footer = {"", "Example:", "  synfire java docs/examples/Accuracy.java 100"})
    static final class Java extends LauncherCommand {}

    /** The interactive shell of the JDK. */
    @Command(
            name = "shell",
            customSynopsis = "synfire shell [OPTION or FILE of jshell...]",
            description = "Opens jshell with the whole API on the class path and imported.",
            footer = {"", "Example:", "  echo 'System.out.println(Chips.names());' | synfire shell -s -"})
    static final class Shell extends LauncherCommand {}

    /** The benchmarks of the repository. */
    @Command(
            name = "bench",
            customSynopsis = {"synfire bench --list", "synfire bench NAME [OPTION of JMH or of the benchmark...]"},
            description = {
                "Runs a benchmark, writes its figures with processor, JDK and commit beside them, and says what they"
                        + " mean.",
                "Needs a clone of the repository."
            },
            footer = {"", "Example:", "  synfire bench NeuronUpdate -f 1"})
    static final class Bench extends LauncherCommand {}
}
