package org.synfire.papers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.file.Journal;

class FinishedPartsTest {
    private record Part(double accuracy, Long overflows, String word) {}

    private static final Part PART = new Part(0.1 + 0.2, null, "line\nbreak");

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("sdann.journal");
    }

    @Test
    void givesBackEveryDigit() {
        FinishedParts parts = FinishedParts.open(file(), "this");
        assertEquals(PART, parts.get("a", Part.class, () -> PART));
        FinishedParts again = FinishedParts.open(file(), "this");
        assertEquals(1, again.size());
        assertEquals(PART, again.get("a", Part.class, () -> {
            throw new AssertionError("it is there");
        }));
        again.delete();
        assertFalse(Files.exists(file()));
    }

    @Test
    void takesNothingOfAnotherType() {
        FinishedParts parts = FinishedParts.open(file(), "this");
        parts.keep("a", 3);
        parts.keep("b", new int[] {1});
        assertEquals(Optional.empty(), parts.find("a", Part.class));
        assertEquals(Optional.empty(), parts.find("b", Part.class));
        assertEquals(Optional.empty(), parts.find("c", Part.class));
    }

    @Test
    void countsDamagedLines() throws IOException {
        FinishedParts.open(file(), "this").keep("a", PART);
        Files.writeString(file(), Files.readString(file()).replace("0.3", "0.4"));
        FinishedParts parts = FinishedParts.open(file(), "this");
        assertEquals(0, parts.size());
        assertEquals(1, parts.dropped());
    }

    /** Lines with a right check that hold no part. */
    @Test
    void countsLinesThatAreNoParts() {
        Journal journal = Journal.open(file(), "reproduction", "this", part -> true);
        journal.add("null");
        journal.add("{\"name\":null,\"value\":3}");
        journal.add("{\"name\":\"a\"}");
        FinishedParts parts = FinishedParts.open(file(), "this");
        assertEquals(0, parts.size());
        assertEquals(3, parts.dropped());
    }

    @Test
    void keepsNothingWithoutAFile() {
        FinishedParts parts = FinishedParts.keptNowhere();
        assertFalse(parts.areKept());
        assertEquals(PART, parts.get("a", Part.class, () -> PART));
        assertEquals(Optional.empty(), parts.find("a", Part.class));
        parts.delete();
        assertTrue(Files.notExists(file()));
    }
}
