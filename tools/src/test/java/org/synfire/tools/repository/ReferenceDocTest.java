package org.synfire.tools.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.synfire.tools.RepositoryFiles;

/** What comments and chip files cite is in {@code docs/reference.md}. */
class ReferenceDocTest {
    private static final Pattern SECTIONS =
            Pattern.compile("(?:REFERENCE|reference\\.md),? +((?:[A-I]\\d(?:, | and )?)+)");
    private static final Pattern SECTION = Pattern.compile("[A-I]\\d");
    private static final Pattern PREPRINT = Pattern.compile("arXiv[ :]+(\\d{4}\\.\\d{4,5})");
    private static final Pattern CHIP_SOURCE = Pattern.compile("(?m)^ {2}(S\\d+):");

    private static String page() throws IOException {
        return Files.readString(RepositoryFiles.root().resolve("docs/reference.md"));
    }

    @Test
    void hasEverySectionThatCodeCites() throws IOException {
        Set<String> cited = new TreeSet<>();
        for (String text : Sources.ending(".java").values()) {
            SECTIONS.matcher(text.replaceAll("\\R\\s*(\\*|//)? ?", " "))
                    .results()
                    .flatMap(list -> SECTION.matcher(list.group(1)).results())
                    .forEach(section -> cited.add(section.group()));
        }
        assertFalse(cited.isEmpty(), "no section is cited");
        assertAllThere(cited, section -> "### " + section + " ");
    }

    @Test
    void hasEveryPreprintThatCodeCites() throws IOException {
        Set<String> cited = new TreeSet<>();
        for (String text : Sources.ending(".java").values()) {
            PREPRINT.matcher(text.replaceAll("\\R\\s*(\\*|//)? ?", " "))
                    .results()
                    .forEach(number -> cited.add(number.group(1)));
        }
        assertFalse(cited.isEmpty(), "no preprint is cited");
        assertAllThere(cited, number -> "arXiv " + number);
    }

    @Test
    void hasEverySourceOfTheBuiltInChips() throws IOException {
        Set<String> cited = new TreeSet<>();
        for (String text : Sources.ending(".yaml").values()) {
            if (text.contains("\nmesh:")) {
                CHIP_SOURCE.matcher(text).results().forEach(id -> cited.add(id.group(1)));
            }
        }
        assertFalse(cited.isEmpty(), "no chip file has sources");
        assertAllThere(cited, id -> "| " + id + " | ");
    }

    private static void assertAllThere(Set<String> cited, UnaryOperator<String> wanted) throws IOException {
        String page = page();
        assertEquals(
                List.of(),
                cited.stream().filter(id -> !page.contains(wanted.apply(id))).toList());
    }
}
