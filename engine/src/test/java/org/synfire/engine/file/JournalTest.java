package org.synfire.engine.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;

class JournalTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("sweep.journal");
    }

    private Journal open(List<String> parts) {
        return Journal.open(file(), "sweep", "mesh 4x4", parts::add);
    }

    private List<String> reopened() {
        List<String> parts = new ArrayList<>();
        open(parts);
        return parts;
    }

    @Test
    void givesBackWhatWasAdded() {
        Journal journal = open(new ArrayList<>());
        journal.add("one");
        journal.add("zwei ü {}");
        assertEquals(2, journal.size());
        List<String> parts = new ArrayList<>();
        Journal again = open(parts);
        assertEquals(List.of("one", "zwei ü {}"), parts);
        assertEquals(0, again.dropped());
        again.add("three");
        assertEquals(List.of("one", "zwei ü {}", "three"), reopened());
        again.delete();
        assertFalse(Files.exists(file()));
    }

    @Test
    void dropsALineThatWasNotWrittenToItsEnd() throws IOException {
        open(new ArrayList<>()).add("one");
        Files.writeString(file(), "0123456789abcdef tw", StandardOpenOption.APPEND);
        List<String> parts = new ArrayList<>();
        Journal journal = open(parts);
        assertEquals(List.of("one"), parts);
        assertEquals(1, journal.dropped());
        journal.add("two");
        assertEquals(List.of("one", "two"), reopened(), "the half line is gone");
    }

    /** Any one character of a part's line changed, and lines of a journal of another subject, are never taken. */
    @Test
    void dropsDamagedAndForeignLines() throws IOException {
        Journal journal = open(new ArrayList<>());
        journal.add("first 1");
        journal.add("second 2");
        String whole = Files.readString(file());
        int begin = whole.indexOf('\n') + 1;
        int end = whole.indexOf('\n', begin);
        for (int at = begin; at < end; at++) {
            StringBuilder damaged = new StringBuilder(whole);
            damaged.setCharAt(at, whole.charAt(at) == '7' ? '8' : '7');
            Files.writeString(file(), damaged);
            assertEquals(List.of("second 2"), reopened(), "character " + at);
        }
        Journal.open(directory.resolve("other"), "sweep", "mesh 8x8", part -> true)
                .add("third");
        Files.writeString(
                file(), whole + Files.readAllLines(directory.resolve("other")).getLast() + "\n");
        assertEquals(List.of("first 1", "second 2"), reopened());
    }

    @Test
    void dropsWhatTheCallerCannotRead() {
        Journal journal = open(new ArrayList<>());
        journal.add("good");
        journal.add("bad");
        Journal again = Journal.open(file(), "sweep", "mesh 4x4", part -> part.equals("good"));
        assertEquals(1, again.size());
        assertEquals(1, again.dropped());
    }

    @Test
    void refusesTheJournalOfAnotherSubjectOrKind() throws IOException {
        open(new ArrayList<>()).add("kept");
        InputException other =
                assertThrows(InputException.class, () -> Journal.open(file(), "sweep", "mesh 8x8", part -> true));
        assertTrue(
                other.getMessage()
                        .endsWith("sweep.journal is the journal of another sweep, of mesh 4x4; this is mesh 8x8; delete"
                                + " it, or choose another place"),
                other.getMessage());
        InputException kind =
                assertThrows(InputException.class, () -> Journal.open(file(), "search", "mesh 4x4", part -> true));
        assertTrue(kind.getMessage().contains("is no journal of a search"), kind.getMessage());
        assertEquals(List.of("kept"), reopened(), "and leaves it as it is");
    }

    @Test
    void namesOnlyWhatDiffers() {
        Path named = directory.resolve("named");
        Journal.open(named, "sweep", "mesh 4x4, seed 1, cycles 20", part -> true);
        String said = assertThrows(
                        InputException.class,
                        () -> Journal.open(named, "sweep", "mesh 4x4, seed 2, cycles 30", part -> true))
                .getMessage();
        assertTrue(said.contains("another sweep, of seed 1, cycles 20; this is seed 2, cycles 30; delete it"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "no journal\n", "\u0000\u0001", "synfire journal 2, sweep: mesh 4x4\n"})
    void refusesWhatIsNoJournal(String text) throws IOException {
        Files.writeString(file(), text);
        InputException refused = assertThrows(InputException.class, () -> open(new ArrayList<>()));
        assertTrue(refused.getMessage().contains("is no journal of a sweep; delete it"), refused.getMessage());
        assertEquals(text, Files.readString(file()));
    }

    @Test
    void showsNoControlCharactersOfAFile() throws IOException {
        Files.writeString(file(), "synfire journal 1, sweep: \u001b[31mred" + "x".repeat(10_000) + "\n");
        String said = assertThrows(InputException.class, () -> open(new ArrayList<>()))
                .getMessage();
        assertFalse(said.contains("\u001b") || said.length() > 1_500, said);
    }

    @Test
    void saysThatItCannotBeUsed() throws IOException {
        Files.createDirectory(file());
        String said = assertThrows(InputException.class, () -> open(new ArrayList<>()))
                .getMessage();
        assertTrue(said.contains("it is no ordinary file"), said);
    }

    @Test
    void keepsOneLineForEverything() {
        Path named = directory.resolve("named");
        Journal journal = Journal.open(named, "sweep", "two\nlines", part -> true);
        journal.add("part");
        assertEquals(1, Journal.open(named, "sweep", "two\nlines", part -> true).size());
        assertThrows(IllegalArgumentException.class, () -> journal.add("two\nlines"));
    }
}
