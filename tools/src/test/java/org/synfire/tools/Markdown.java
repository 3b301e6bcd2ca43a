package org.synfire.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of the documentation: its fenced blocks and the keys of its tables. */
record Markdown(String name, String text) {
    private static final Pattern TABLE_KEY = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    static Markdown of(String name) throws IOException {
        return new Markdown(name, Files.readString(RepositoryFiles.root().resolve(name)));
    }

    /** The README, how to contribute and to measure, and everything in {@code docs}. */
    static List<Markdown> all() throws IOException {
        Path root = RepositoryFiles.root();
        try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
            List<Path> files = Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "bench/README.md")
                                    .map(root::resolve),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
            return files.stream()
                    .map(file -> {
                        try {
                            return of(root.relativize(file).toString());
                        } catch (IOException unreadable) {
                            throw new AssertionError(unreadable);
                        }
                    })
                    .toList();
        }
    }

    /** The fenced blocks of a language, without their fences. */
    List<String> blocks(String language) {
        return Pattern.compile("(?ms)^```" + language + "\\R(.*?)^```$")
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The text without its fenced blocks. */
    String withoutBlocks() {
        return text.replaceAll("(?ms)^```.*?^```$", "");
    }

    /** What links may name behind a {@code #}: the headings, as GitHub turns them into anchors. */
    Set<String> anchors() {
        return text.lines()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** What stands in code style in the first column of tables. */
    List<String> tableKeys() {
        return TABLE_KEY
                .matcher(text)
                .results()
                .map((MatchResult key) -> key.group(1))
                .toList();
    }
}
