package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.network.data.RealData;

/**
 * Every command line in an {@code sh} block of the README and of {@code docs} works, and what the README shows is what
 * is printed.
 *
 * <p>Lines that begin with {@code ./synfire} are run here, with the real data in place of {@code data/}; those that end
 * in {@code # minutes} or {@code # hours} are only checked for their options. Any other line must be one of
 * {@link #RUN_BY_CI} or {@link #RUN_BY_HAND}.
 */
class ReadmeDocTest {
    private static final String TOOL = "./synfire ";
    private static final Set<String> RUN_BY_CI = Set.of("./synfire run", "mvn -B verify");
    private static final Set<String> RUN_BY_HAND = Set.of();
    /** Commands whose options are checked only; {@code .ci/run --long} runs those of minutes too. */
    private static final String MANY_MINUTES = Boolean.getBoolean("synfire.long") ? ".*# hours" : ".*# (minutes|hours)";

    private static final Pattern LINK = Pattern.compile("]\\((?!https?://)([^)#]+)(?:#([^)]+))?\\)");

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> runsEveryCommand() throws IOException {
        return Markdown.all().stream()
                .flatMap(page -> page.blocks("sh").stream()
                        .flatMap(ReadmeDocTest::commands)
                        .map(command -> dynamicTest(page.name() + ": " + command, () -> check(command))));
    }

    /** One per line, lines that end in a backslash joined with the next. */
    private static Stream<String> commands(String block) {
        return block.replaceAll("\\\\\\R\\s*", "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    private void check(String command) throws Exception {
        if (RUN_BY_CI.contains(command) || RUN_BY_HAND.contains(command)) {
            return;
        }
        assertTrue(command.startsWith(TOOL), "neither run here, nor by CI, nor known to be run by hand: " + command);
        String[] arguments =
                command.substring(TOOL.length()).replaceAll("\\s+#.*", "").split("\\s+");
        if (arguments[0].equals("java")) {
            Path file = RepositoryFiles.root().resolve(arguments[1]);
            Examples.run(file, directory, Arrays.copyOfRange(arguments, 2, arguments.length));
        } else if (arguments[0].matches("shell|bench") || command.matches(MANY_MINUTES)) {
            try (Interruption nobody = new Interruption()) {
                Synfire.commandLine(nobody, arguments).parseArgs(arguments);
            }
        } else {
            String[] real = Stream.of(arguments).map(this::substituted).toArray(String[]::new);
            boolean trains = needsTraining(command);
            if (trains) {
                BuiltTraining.require();
            }
            Invocation run = trains ? BuiltTraining.invoke(real) : Invocation.of(real);
            assertEquals(ExitStatus.DONE, run.status(), run.err());
        }
    }

    /** Whether a command trains, or reads what the one before it has trained. */
    private static boolean needsTraining(String command) {
        return command.matches("./synfire (train|hessian|reproduce hessian) .*|.* out/tiny/.*");
    }

    private String substituted(String argument) {
        if (argument.matches("out(/.*)?")) {
            return directory.resolve(argument).toString();
        }
        if (argument.contains(",data/")) {
            return String.join(
                    ",", Stream.of(argument.split(",")).map(this::substituted).toList());
        }
        if (!argument.startsWith("data/")) {
            return argument;
        }
        return RealData.folder().resolve(argument.substring("data/".length())).toString();
    }

    /** Numbers differ between machines; everything else is the same. */
    @Test
    void showsWhatARunPrints() throws IOException {
        String shown = Markdown.of("README.md").blocks("text").getFirst();
        String printed =
                Invocation.of("run", "--samples", "20", "--threads", "2").out();
        assertEquals(skeleton(shown), skeleton(printed));
    }

    private static List<String> skeleton(String summary) {
        return summary.lines()
                .map(line -> line.replaceAll("fingerprint +[0-9a-f]+", "fingerprint #")
                        .replaceAll("\\d[\\d,.]*", "#")
                        .replaceAll(" +", " ")
                        .replaceAll("(vector|scalar) kernels", "# kernels"))
                .toList();
    }

    @Test
    void showsJavaThatRuns() throws IOException {
        String example = Files.readString(
                RepositoryFiles.root().resolve("tools/src/test/java/org/synfire/tools/ReadmeExampleTest.java"));
        String code = Markdown.of("README.md").blocks("java").getFirst();
        assertTrue(
                withoutSpace(example).contains(withoutSpace(code)),
                "the README's Java is not that of ReadmeExampleTest");
    }

    /** Code, whose lines the formatter and the README break in other places. */
    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void linksToWhatIsThere() throws IOException {
        for (Markdown page : Markdown.all()) {
            Path folder = RepositoryFiles.root().resolve(page.name()).getParent();
            for (MatchResult link : LINK.matcher(page.text()).results().toList()) {
                Path target = folder.resolve(link.group(1));
                assertTrue(Files.exists(target), page.name() + " links to " + link.group());
                assertTrue(
                        link.group(2) == null
                                || new Markdown(link.group(1), Files.readString(target))
                                        .anchors()
                                        .contains(link.group(2)),
                        page.name() + " links to " + link.group());
            }
        }
    }

    @Test
    void listsEveryExitStatus() throws IOException {
        List<String> statuses = Markdown.of("README.md")
                .text()
                .lines()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .map(line -> line.split(" ")[1])
                .toList();
        assertEquals(
                List.of(
                        "" + ExitStatus.DONE,
                        "" + ExitStatus.FAILED,
                        "" + ExitStatus.WRONG_INPUT,
                        "" + ExitStatus.CHIP_CANNOT,
                        "130"),
                statuses);
    }
}
