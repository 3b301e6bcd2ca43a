package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.network.data.RealData;

/**
 * Every command that a page shows works, and what the README shows is what is printed.
 *
 * <p>Lines of {@code sh} blocks that begin with {@code ./synfire} are run here, with the real data in place of
 * {@code data/}: those of the README and of every third other page, from a page drawn at random, and those of all pages
 * with the property {@code synfire.long}. The examples in one file are run by {@link ExamplesDocTest}. Only the options
 * are checked of those that end in {@code # minutes} or {@code # hours}, of those in running text, and of sweeps on
 * Spark, which has tests of its own. {@code ./synfire bench} is checked by the tests of the benchmarks. Any other
 * command must be one that the scripts in {@code .ci} run.
 */
class ReadmeDocTest {
    private static final String TOOL = "./synfire ";

    /** Set by {@code .ci/run --long}: commands of minutes and those in running text are run, too. */
    private static final boolean IS_LONG = Boolean.getBoolean("synfire.long");

    /** So many pages to one whose commands are run. */
    private static final int SHARE = 3;

    private static final String OPTIONS_ONLY =
            ".*--on (local|spark:).*|.*# " + (IS_LONG ? "hours" : "(minutes|hours|in running text)");
    private static final Pattern IN_RUNNING_TEXT = Pattern.compile("`((?:\\./synfire|mvn|\\./mvnw|\\.ci/)[^`]*)`");
    /** A command without what it needs, or with a word in its place, such as FILE. */
    private static final String INCOMPLETE = "./synfire (java|shell|bench)|.*\\b[A-Z]{3,}\\b.*";

    private static final Pattern LINK = Pattern.compile("]\\((?!https?://)([^)#]+)(?:#([^)]+))?\\)");

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> runsEveryCommand() throws IOException {
        List<Markdown> pages = Markdown.all();
        int first = new SplittableRandom().nextInt(SHARE);
        return IntStream.range(0, pages.size()).boxed().flatMap(number -> {
            Markdown page = pages.get(number);
            boolean isRun = IS_LONG || page.name().equals("README.md") || number % SHARE == first;
            return Stream.concat(page.blocks("sh").stream().flatMap(ReadmeDocTest::commands), commandsInText(page))
                    .map(command -> dynamicTest(page.name() + ": " + command, () -> check(command, isRun)));
        });
    }

    /** A program's name alone is no command. */
    private static Stream<String> commandsInText(Markdown page) {
        return IN_RUNNING_TEXT
                .matcher(page.withoutBlocks())
                .results()
                .map(span -> span.group(1))
                .filter(command -> command.contains(" ") && !command.matches(INCOMPLETE))
                .map(command -> command + " # in running text");
    }

    /** One per line, lines that end in a backslash joined with the next. */
    private static Stream<String> commands(String block) {
        return block.replaceAll("\\\\\\R\\s*", "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    private void check(String command, boolean isRun) throws Exception {
        String[] words = command.replaceAll("\\s+#.*", "").split("\\s+");
        if (!command.startsWith(TOOL)) {
            assertTrue(isRunByCi(words), "neither run here nor by a script of .ci: " + command);
            return;
        }
        String[] arguments = Arrays.copyOfRange(words, 1, words.length);
        if (arguments[0].equals("java")) {
            Path file = RepositoryFiles.root().resolve(arguments[1]);
            // what later commands read is made here
            if (!IS_LONG && !(isRun && command.contains(" out/"))) {
                assertTrue(Examples.all().contains(file), "not run by ExamplesDocTest: " + command);
                return;
            }
            Examples.run(
                    file,
                    directory,
                    Stream.of(arguments).skip(2).map(this::substituted).toArray(String[]::new));
        } else if (!isRun || arguments[0].matches("shell|bench") || command.matches(OPTIONS_ONLY)) {
            try (Interruption nobody = new Interruption(new PrintWriter(Writer.nullWriter()))) {
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

    /**
     * Whether a line of a script has these words in this order, perhaps with options between them, or they call one.
     */
    private static boolean isRunByCi(String[] words) throws IOException {
        try (Stream<Path> scripts = Files.list(RepositoryFiles.root().resolve(".ci"))) {
            for (Path script : scripts.toList()) {
                if (words[0].equals(".ci/" + script.getFileName())) {
                    return Files.isExecutable(script);
                }
                for (String line : Files.readAllLines(script)) {
                    if (hasInOrder(List.of(line.split("\\s+")), List.of(words))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean hasInOrder(List<String> line, List<String> words) {
        int found = 0;
        for (String word : line) {
            if (found < words.size() && word.equals(words.get(found))) {
                found++;
            }
        }
        return found == words.size();
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
        if (argument.startsWith("docs/")) {
            return RepositoryFiles.root().resolve(argument).toString();
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
        List<String> imports =
                code.lines().filter(line -> line.startsWith("import ")).toList();
        assertTrue(example.lines().toList().containsAll(imports), imports.toString());
        assertTrue(
                withoutSpace(example).contains(withoutSpace(code.replaceAll("(?m)^import .*$", ""))),
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
                        "130",
                        "143",
                        "129"),
                statuses);
    }
}
