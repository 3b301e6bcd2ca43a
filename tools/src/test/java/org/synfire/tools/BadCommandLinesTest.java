package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every option of every command with values that cannot be right, and pairs of options: what is refused is refused on
 * one line with a documented status, and nothing is written.
 *
 * <p>The lines come from the commands themselves, so a new option is tried without a word here. With the property
 * {@code synfire.long} all values and all pairs of options are tried, instead of every other value and one pair in
 * {@value #SHARE}.
 */
@Timeout(600)
class BadCommandLinesTest {
    private static final int SHARE = 30;
    private static final int LEAST_REFUSED = 1_500;

    /** What a message for users does not contain. */
    private static final Pattern INTERNAL = Pattern.compile(
            "\\bat org\\.|java\\.|jdk\\.|fasterxml|picocli|Exception|synfire\\.stacktrace|boolean|\\bnull\\b");

    private static final List<String> NEVER_RIGHT = List.of(
            "",
            " ",
            "NaN",
            "-Infinity",
            "1e999",
            "0x10",
            "1.5.5",
            "99999999999999999999",
            "-99999999999999999999",
            "\u001b[31m",
            "\u0661",
            "1,,2",
            ",",
            "a=b",
            "../..",
            "/dev/null/x",
            "x".repeat(5_000),
            "%n%s",
            "null");

    /** In front of what is tried: with it a line that is right after all ends soon. */
    private static final Map<String, List<String>> SHORT = Map.ofEntries(
            Map.entry("run", List.of("--quiet", "--samples", "1", "--calibrate", "2")),
            Map.entry("report", List.of("nowhere")),
            Map.entry("merge", List.of("nowhere", "elsewhere")),
            Map.entry("compare", List.of("nowhere", "elsewhere")),
            Map.entry("sweep", List.of("nowhere.yaml")),
            Map.entry("sparsify", List.of("--samples", "0")),
            Map.entry("reproduce sdann", List.of("--samples", "0")),
            Map.entry("reproduce mint", List.of("--samples", "0")),
            Map.entry("reproduce hessian", List.of("--samples", "0")),
            Map.entry("reproduce microcircuit", List.of("--quiet", "--scale", "0")),
            Map.entry("reproduce brunel", List.of("--quiet", "--scale", "0")),
            Map.entry("train", List.of("--epochs", "0")),
            Map.entry("hessian", List.of("--batch", "0")),
            Map.entry("map", List.of("--calibrate", "2")),
            Map.entry("noc", List.of("--quiet", "--mesh", "4x4", "--warmup", "0", "--cycles", "700")),
            Map.entry("neuron", List.of("clif", "--steps", "20")),
            Map.entry("chip", List.of()));

    /** They start other programs, or only print. */
    private static final Set<String> NOT_TRIED = Set.of("java", "shell", "bench", "help", "generate-completion");

    @TempDir
    private Path folder;

    private final boolean isLong = Boolean.getBoolean("synfire.long");
    /** Of the next line that could be tried; where the short form begins differs from time to time. */
    private int number = new SplittableRandom().nextInt(SHARE);

    private int refused;
    private final List<String> faults = new ArrayList<>();

    private static Map<String, CommandLine> commands() {
        CommandLine all =
                Synfire.commandLine(new Interruption(new PrintWriter(new StringWriter())), "nothing that is a command");
        Map<String, CommandLine> found = new TreeMap<>();
        all.getSubcommands().forEach((name, command) -> {
            if (NOT_TRIED.contains(name)) {
                return;
            }
            if (command.getSubcommands().isEmpty()) {
                found.put(name, command);
            } else {
                command.getSubcommands().forEach((below, one) -> found.put(name + " " + below, one));
            }
        });
        return found;
    }

    private static List<OptionSpec> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .toList();
    }

    private void tryLine(String command, List<String> rest) {
        List<String> line = new ArrayList<>(List.of(command.split(" ")));
        SHORT.get(command).stream()
                .filter(word -> !rest.contains(word) || !word.startsWith("-"))
                .forEach(line::add);
        line.addAll(rest);
        Invocation tried = Invocation.of(line.toArray(String[]::new));
        String shown = line.stream()
                .map(word -> word.length() > 60 ? word.substring(0, 60) + ".." : "'" + word + "'")
                .collect(Collectors.joining(" "));
        String message = tried.err().lines().findFirst().orElse("");
        if (tried.status() == ExitStatus.DONE || message.startsWith("synfire: undetermined: ")) {
            return;
        }
        refused++;
        if (!Set.of(ExitStatus.WRONG_INPUT, ExitStatus.CHIP_CANNOT).contains(tried.status())) {
            faults.add("status " + tried.status() + ": " + shown + ": " + message);
        } else if (!message.startsWith("synfire: ")) {
            faults.add("no message: " + shown + ": " + tried.err());
        } else if (INTERNAL.matcher(without(message, line)).find()) {
            faults.add("internal words: " + shown + ": " + message);
        } else if (tried.err()
                .lines()
                .skip(1)
                .anyMatch(later -> !later.matches("Try '.*|Did you mean.*|Possible sol.*"))) {
            faults.add("more than a line: " + shown + ": " + tried.err());
        }
    }

    private static String without(String message, List<String> words) {
        String rest = message;
        for (String word : words) {
            rest = word.isBlank() ? rest : rest.replace(word, "");
            rest = word.contains("null") ? rest.replace("null", "") : rest;
        }
        return rest;
    }

    private void assertNoFaults() throws IOException {
        assertEquals(List.of(), faults);
        try (Stream<Path> left = Files.walk(folder)) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.toString().endsWith(".part")).toList());
        }
    }

    /** All of them in the long form, else every other one, in turns. */
    private List<String> chosen(List<String> values) {
        List<String> chosen = new ArrayList<>();
        for (String value : values) {
            if (isLong || number++ % 2 == 0) {
                chosen.add(value);
            }
        }
        return chosen;
    }

    @Test
    void everyOptionWithEveryWrongValue() throws IOException {
        commands().forEach((name, command) -> {
            for (OptionSpec option : options(command)) {
                for (String value : chosen(NEVER_RIGHT)) {
                    boolean hasValue = option.arity().max() > 0;
                    boolean isPath =
                            option.type() == Path.class || option.longestName().equals("--network");
                    if (isPath && !value.isBlank() && !value.contains("/")) {
                        tryLine(
                                name,
                                List.of(
                                        option.longestName(),
                                        folder.resolve("a/" + value).toString()));
                    } else {
                        tryLine(
                                name,
                                hasValue
                                        ? List.of(option.longestName(), value)
                                        : List.of(option.longestName() + "=" + value));
                    }
                }
                tryLine(name, List.of(option.longestName() + "x"));
                if (!option.isMultiValue()) {
                    tryLine(name, List.of(option.longestName(), "1", option.longestName(), "1"));
                }
            }
            for (String value : NEVER_RIGHT) {
                tryLine(name, List.of(value));
            }
        });
        assertNoFaults();
        assertTrue(refused >= LEAST_REFUSED, refused + " lines were refused");
    }

    /** Values that are right alone. */
    private List<String> plausible(OptionSpec option) {
        if (option.arity().max() == 0) {
            return List.of(option.longestName());
        }
        String value = Set.of("Path", "String").contains(option.type().getSimpleName())
                ? folder.resolve("nowhere/" + option.longestName().substring(2)).toString()
                : option.type().isEnum() ? option.type().getEnumConstants()[0].toString() : "1";
        return List.of(option.longestName(), value);
    }

    @Test
    void pairsOfOptions() throws IOException {
        commands().forEach((name, command) -> {
            List<OptionSpec> options = options(command);
            for (OptionSpec first : options) {
                for (OptionSpec second : options) {
                    boolean isOrdered = first.longestName().compareTo(second.longestName()) < 0;
                    if (isOrdered && (isLong || number++ % SHARE == 0)) {
                        List<String> both = new ArrayList<>(plausible(first));
                        both.addAll(plausible(second));
                        tryLine(name, both);
                    }
                }
            }
        });
        assertNoFaults();
    }

    @Test
    void commandsThatAreNone() throws IOException {
        Set<String> known = commands().keySet();
        for (String name : known) {
            String first = name.split(" ")[0];
            for (int at = 0; at < first.length(); at++) {
                Set<String> wrong = new TreeSet<>(List.of(
                        first.substring(0, at) + first.substring(at + 1),
                        first.substring(0, at) + "x" + first.substring(at),
                        first.substring(0, at) + first.substring(at).toUpperCase(Locale.ROOT)));
                for (String word : wrong) {
                    if (!word.isEmpty() && !known.contains(word)) {
                        Invocation tried = Invocation.of(word);
                        assertEquals(ExitStatus.WRONG_INPUT, tried.status(), word + ": " + tried.err());
                    }
                }
            }
        }
        assertTrue(
                Invocation.of("rnu").err().contains("synfire run"),
                Invocation.of("rnu").err());
    }
}
