package org.synfire.tools.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synfire.tools.RepositoryFiles;

/** How the pages of the repository are written: short sentences, one a line, in the words of the field. */
class ProseTest {
    private static final double MOST_WORDS_ON_AVERAGE = 22;
    private static final int MOST_WORDS = 40;
    private static final int SHOWN = 3;
    private static final Set<String> NO_PAGES_IN = Set.of("target", "out", "data");
    private static final String GLOSSARY = "docs/glossary.md";
    private static final Pattern PRIVATE_WORDS = Pattern.compile(
            "(?i)\\b(bands?|crews?|(?<!vector )lanes?|wires?|relays?|landings?|underway|(kept|keeps?) back|spikes? by"
                    + " (itself|themselves)|firing networks?|dead (links?|routers?|parts?))\\b");

    /** All Markdown files of the repository, but those that a build or a run leaves. */
    static List<Prose> pages() throws IOException {
        Path root = RepositoryFiles.root();
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean isLeftOut = !folder.equals(root) && (name.startsWith(".") || NO_PAGES_IN.contains(name));
                return isLeftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        List<Prose> pages = new ArrayList<>();
        for (Path file : files) {
            pages.add(Prose.of(root.relativize(file).toString().replace('\\', '/'), Files.readString(file)));
        }
        return pages;
    }

    @Test
    void findsThePages() throws IOException {
        List<String> names = pages().stream().map(Prose::page).toList();
        assertTrue(names.containsAll(List.of("README.md", "CHANGELOG.md", "docs/results.md", "bench/README.md")));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void sentencesAreShortOnAverage(Prose page) {
        assertEquals(List.of(), tooLongOnAverage(page));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noSentenceIsLong(Prose page) {
        assertEquals(List.of(), tooLong(page));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linesHoldOneSentence(Prose page) {
        assertEquals(List.of(), notOneSentence(page));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void wordsAreTheFields(Prose page) {
        if (!page.page().equals(GLOSSARY)) {
            assertEquals(List.of(), privateWords(page));
        }
    }

    @Test
    void seesEveryFault() {
        String long41 = "Word ".repeat(40) + "word.";
        Prose page = Prose.of("page.md", String.format(Locale.ROOT, """
            # No sentence. None at all.
            One idea. Another one.

            | a table. | Not read. |
            ```
            code. Not read.
            ```
            This sentence goes
            on in the next line.

            - It uses `a.b`, eq. 3 and et al. Then it ends.
            - a fragment without an end
            %s
            The crew waits.
            """, long41));
        assertEquals(
                List.of(
                        "page.md:2 holds more than one sentence: One idea. | Another one.",
                        "page.md:8 goes on in the next line: This sentence goes",
                        "page.md:12 goes on in the next line: a fragment without an end"),
                notOneSentence(page));
        assertEquals(List.of("page.md:13 has 41 words: " + long41), tooLong(page));
        assertEquals(List.of("page.md:14 says 'crew': The crew waits."), privateWords(page));
        assertEquals(List.of(), tooLongOnAverage(page));
        assertEquals(1, tooLongOnAverage(Prose.of("page.md", long41)).size());
    }

    private static List<String> tooLongOnAverage(Prose page) {
        List<Prose.Sentence> whole = page.lines().stream()
                .flatMap(line -> line.sentences().stream())
                .filter(Prose.Sentence::isWhole)
                .toList();
        double average =
                whole.stream().mapToInt(Prose.Sentence::words).average().orElse(0);
        if (average <= MOST_WORDS_ON_AVERAGE) {
            return List.of();
        }
        List<String> longest = page.lines().stream()
                .flatMap(line -> line.sentences().stream().map(sentence -> located(page, line, sentence)))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .limit(SHOWN)
                .toList();
        return List.of(String.format(
                Locale.ROOT,
                "%s has %.1f words a sentence, more than %.0f; the longest: %s",
                page.page(),
                average,
                MOST_WORDS_ON_AVERAGE,
                String.join(" | ", longest)));
    }

    private static List<String> tooLong(Prose page) {
        return found(
                page,
                (line, sentence) -> sentence.words() <= MOST_WORDS
                        ? Stream.empty()
                        : Stream.of(String.format(
                                Locale.ROOT,
                                "%s:%d has %d words: %s",
                                page.page(),
                                line.number(),
                                sentence.words(),
                                sentence.text())));
    }

    private static List<String> notOneSentence(Prose page) {
        return page.lines().stream()
                .filter(line -> line.sentences().size() > 1 || line.isContinued())
                .map(line -> String.format(
                        Locale.ROOT,
                        "%s:%d %s: %s",
                        page.page(),
                        line.number(),
                        line.isContinued() ? "goes on in the next line" : "holds more than one sentence",
                        String.join(
                                " | ",
                                line.sentences().stream()
                                        .map(Prose.Sentence::text)
                                        .toList())))
                .toList();
    }

    private static List<String> privateWords(Prose page) {
        return found(
                page,
                (line, sentence) -> PRIVATE_WORDS
                        .matcher(sentence.text())
                        .results()
                        .map(word -> String.format(
                                Locale.ROOT,
                                "%s:%d says '%s': %s",
                                page.page(),
                                line.number(),
                                word.group(),
                                sentence.text())));
    }

    private static List<String> found(Prose page, BiFunction<Prose.Line, Prose.Sentence, Stream<String>> faults) {
        return page.lines().stream()
                .flatMap(line -> line.sentences().stream().flatMap(sentence -> faults.apply(line, sentence)))
                .toList();
    }

    private static String located(Prose page, Prose.Line line, Prose.Sentence sentence) {
        return String.format(Locale.ROOT, "%s:%d %s", page.page(), line.number(), sentence.text());
    }
}
