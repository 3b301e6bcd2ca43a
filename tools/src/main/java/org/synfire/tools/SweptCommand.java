package org.synfire.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.engine.yaml.YamlNode;
import org.synfire.tools.sweep.PlannedRun;
import org.synfire.tools.sweep.PreparedRun;
import org.synfire.tools.sweep.Setting;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The command that a sweep runs: which options it has, and what is wrong with a run, as its own parser and its own
 * checks say it. <b>Errors:</b> {@link InputException} with the place in the sweep file. <b>Threads:</b> one.
 */
final class SweptCommand implements AutoCloseable {
    private static final List<String> COMMANDS = List.of("run", "noc", "map");
    private static final String MODEL = "model";
    private static final String THREADS = "threads";
    /** Options that say where something is written, or what else than one run is done. */
    private static final Set<String> OF_THE_SWEEP = Set.of(
            "out", "json", "force", "quiet", "resume", "from", "part-samples", "help", "version", "sweep", "broadcast");

    private static final Set<String> WRITING = Set.of(
            "save-network",
            "save-trace",
            "save-placement",
            "show-input",
            "record",
            "record-potentials",
            "record-packets",
            "record-steps");

    private final String name;
    private final Interruption nobody = Interruption.none();
    private final CommandLine tool;
    private final CommandLine command;

    /** @throws InputException if it is no command that can be swept */
    SweptCommand(YamlNode node) {
        name = node.text();
        if (!COMMANDS.contains(name)) {
            throw node.error("'" + name + "' cannot be swept; give one of " + String.join(", ", COMMANDS));
        }
        tool = Synfire.commandLine(nobody, name);
        command = tool.getSubcommands().get(name);
    }

    String name() {
        return name;
    }

    /** Whether it has an option. */
    boolean has(String option) {
        return command.getCommandSpec().findOption("--" + option) != null;
    }

    /** @throws InputException if the command has no such option, or the sweep gives it itself */
    void requireKnown(Setting setting) {
        String option = setting.option();
        if (OF_THE_SWEEP.contains(option)) {
            throw setting.error("--" + option + " is not an option of a sweep's runs: the sweep says what becomes of"
                    + " their results");
        }
        if (WRITING.contains(option)) {
            throw setting.error("--" + option + " writes files of one run, and all runs would write the same; use"
                    + " 'synfire " + name + "' for it");
        }
        if (!has(option) && !isModelOfMap(option)) {
            Set<String> known = command.getCommandSpec().options().stream()
                    .map(one -> one.longestName().substring(2))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            throw setting.error("'synfire " + name + "' has no option --" + option
                    + Spelling.nearest(option, known)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("; 'synfire " + name + " --help' lists them"));
        }
    }

    private boolean isModelOfMap(String option) {
        return option.equals(MODEL) && name.equals("map");
    }

    /** A run as tasks need it. */
    PreparedRun prepare(PlannedRun run) {
        List<String> own = threads(run);
        List<String> arguments = new ArrayList<>(List.of(name));
        Set<String> files = new LinkedHashSet<>();
        for (Setting setting : run.settings()) {
            List<String> parts = new ArrayList<>();
            for (String word : setting.text().split(",", -1)) {
                Optional<Path> file = file(setting, word);
                file.ifPresent(found -> files.add(found.toString()));
                parts.add(file.map(Path::toString).orElse(word));
            }
            arguments.addAll(words(setting, String.join(",", parts)));
        }
        arguments.addAll(own);
        String said = "synfire " + String.join(" ", words(run)) + (own.isEmpty() ? "" : " " + String.join(" ", own));
        return new PreparedRun(run, arguments, said, List.copyOf(files));
    }

    private List<String> words(PlannedRun run) {
        List<String> words = new ArrayList<>(List.of(name));
        run.settings().forEach(setting -> words.addAll(words(setting, setting.text())));
        return words;
    }

    /** Runs lie side by side, so each has one worker unless the file says otherwise. */
    private List<String> threads(PlannedRun run) {
        return !has(THREADS) || run.find(THREADS).isPresent() ? List.of() : List.of("--" + THREADS, "1");
    }

    /** How many workers a run has. */
    static int workers(PlannedRun run) {
        return run.find(THREADS)
                .map(setting -> Integer.parseInt(setting.text()))
                .orElse(1);
    }

    private Optional<Path> file(Setting setting, String word) {
        try {
            Path path = Path.of(word);
            return namesFiles(setting.option()) && !word.isBlank() && Files.exists(path)
                    ? Optional.of(path.toRealPath())
                    : Optional.empty();
        } catch (InvalidPathException | IOException _) {
            return Optional.empty();
        }
    }

    private boolean namesFiles(String option) {
        if (isModelOfMap(option) || option.equals("chip")) {
            return true;
        }
        OptionSpec spec = command.getCommandSpec().findOption("--" + option);
        return spec != null && spec.type() == Path.class;
    }

    private List<String> words(Setting setting, String text) {
        String option = "--" + setting.option();
        if (isModelOfMap(setting.option())) {
            return List.of(text);
        }
        OptionSpec spec = command.getCommandSpec().findOption(option);
        if (spec.arity().max() == 0) {
            return switch (text) {
                case "true" -> List.of(option);
                case "false" -> List.of();
                default -> throw setting.error(option + " takes no value; write true or false");
            };
        }
        return text.startsWith("-") ? List.of(option + "=" + text) : List.of(option, text);
    }

    /** @throws InputException if the command refuses the run before it begins */
    void check(PlannedRun run) {
        List<String> words = words(run);
        try {
            tool.parseArgs(words.toArray(String[]::new));
            if (command.getCommand() instanceof Checked checked) {
                checked.requirePossible();
            }
        } catch (CommandLine.ParameterException refused) {
            throw error(run, Optional.ofNullable(refused.getArgSpec()), refused.getMessage());
        } catch (InputException refused) {
            throw error(run, Optional.empty(), refused.getMessage());
        }
    }

    /** At the place of the option that the message is about: the one that the parser names, or that it begins with. */
    private static InputException error(PlannedRun run, Optional<ArgSpec> refused, String message) {
        Setting about = run.settings().stream()
                .filter(setting -> refused.map(spec -> spec instanceof OptionSpec option
                                && List.of(option.names()).contains("--" + setting.option()))
                        .orElseGet(() -> message.matches("(?s)--" + setting.option() + "\\b.*")))
                .findFirst()
                .or(() -> run.settings().stream()
                        .filter(setting -> message.contains(setting.text()))
                        .reduce((_, last) -> last))
                .orElseGet(() -> run.varied().getLast());
        return about.error(message);
    }

    @Override
    public void close() {
        nobody.close();
    }
}
