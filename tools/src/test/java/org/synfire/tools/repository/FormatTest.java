package org.synfire.tools.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.synfire.tools.RepositoryFiles;

/**
 * Every Java file of the repository is as palantir-java-format writes it, and no line is wider than 120 columns. The
 * formatter leaves long literals and preformatted Javadoc alone: such lines are broken by hand.
 *
 * <p>Formatted are the files that the last {@value #COMMITS} commits or the working tree have changed, and one in
 * {@value #SHARE} of the others, drawn at random; all files with the property {@code synfire.long}, with
 * {@value #WRITE}, and where git does not know what was changed.
 */
@Execution(ExecutionMode.CONCURRENT)
class FormatTest {
    private static final int COLUMNS = 120;
    private static final int COMMITS = 20;
    private static final int SHARE = 5;

    /** Writes the formatted files where it is set. */
    private static final String WRITE = "format.write";

    private static final String MEND =
            "mvn -q -pl tools -am test -Dtest=FormatTest -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE;

    private static List<JavaFile> files;

    @BeforeAll
    static void findFiles() throws IOException {
        files = JavaFile.all();
        assertTrue(files.size() > 500, String.format(Locale.ROOT, "only %d Java files were found", files.size()));
    }

    @Test
    void everyFileIsFormatted() throws IOException {
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(Style.PALANTIR)
                .formatJavadoc(true)
                .build());
        List<JavaFile> changed = chosen().parallelStream()
                .map(file -> formatted(formatter, file))
                .filter(Objects::nonNull)
                .toList();
        if (System.getProperty(WRITE) != null) {
            for (JavaFile file : changed) {
                file.write();
            }
        } else {
            List<String> names = changed.stream().map(JavaFile::name).toList();
            assertEquals(List.of(), names, "not formatted; mend them by: " + MEND);
        }
    }

    private static List<JavaFile> chosen() throws IOException {
        if (Boolean.getBoolean("synfire.long") || System.getProperty(WRITE) != null) {
            return files;
        }
        Set<String> recent = new HashSet<>();
        recent.addAll(git("diff", "--name-only", "HEAD~" + COMMITS));
        if (recent.isEmpty()) {
            return files;
        }
        recent.addAll(git("ls-files", "--others", "--exclude-standard"));
        SplittableRandom random = new SplittableRandom();
        return files.stream()
                .filter(file -> recent.contains(file.name()) || random.nextInt(SHARE) == 0)
                .toList();
    }

    /** What git says, nothing where it fails: there may be no history, or no git. */
    private static List<String> git(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        try {
            Process git = new ProcessBuilder(command)
                    .directory(RepositoryFiles.root().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            List<String> said = git.inputReader(StandardCharsets.UTF_8).lines().toList();
            return git.waitFor() == 0 ? said : List.of();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        } catch (IOException thereIsNoGit) {
            return List.of();
        }
    }

    /** The file as the formatter writes it; null where it is written so. */
    private static JavaFile formatted(Formatter formatter, JavaFile file) {
        try {
            String text = formatter.formatSourceAndFixImports(file.text());
            return text.equals(file.text()) ? null : new JavaFile(file.name(), text);
        } catch (FormatterException unreadable) {
            throw new AssertionError(file.name() + ": " + unreadable.getMessage(), unreadable);
        }
    }

    @Test
    void noLineIsWiderThan120Columns() {
        List<String> wide = new ArrayList<>();
        for (JavaFile file : files) {
            String[] lines = file.text().split("\n", -1);
            IntStream.range(0, lines.length)
                    .filter(line -> lines[line].codePointCount(0, lines[line].length()) > COLUMNS)
                    .forEach(line -> wide.add(file.name() + ":" + (line + 1)));
        }
        assertEquals(List.of(), wide, "wider than " + COLUMNS + " columns");
    }
}
