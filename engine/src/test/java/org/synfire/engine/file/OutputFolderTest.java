package org.synfire.engine.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;

class OutputFolderTest {
    private static final List<String> TABLES = List.of("*.csv", "run.json");

    @TempDir
    private Path parent;

    private static void assertRefused(String message, Path folder, List<String> patterns) {
        String refused = assertThrows(InputException.class, () -> OutputFolder.open(folder, patterns, false))
                .getMessage();
        assertTrue(refused.contains(message), refused);
    }

    @Test
    void isMadeAndUsedAgain() throws IOException {
        Path folder = parent.resolve("a/b");
        for (int run = 0; run < 2; run++) {
            try (OutputFolder open = OutputFolder.open(folder, TABLES, false)) {
                WholeFile.write(open.path().resolve("t.csv"), "a");
                WholeFile.write(open.path().resolve("run.json"), "{}");
            }
        }
        try (OutputFolder _ = OutputFolder.open(folder, List.of("*.svg"), false)) {
            assertEquals(
                    List.of("*.csv", "*.svg", "run.json"), Files.readAllLines(folder.resolve(OutputFolder.MARKER)));
        }
    }

    @Test
    void aFileThatNoRunWroteIsRefusedUnlessForced() throws IOException {
        Path mine = WholeFile.write(parent.resolve("mine.csv"), "a");
        WholeFile.write(parent.resolve("notes.txt"), "a");
        assertRefused(mine + " was not written by a run into this folder", parent, TABLES);
        OutputFolder.open(parent, List.of("*.svg"), false).close();
        assertRefused("mine.csv was not written", parent, TABLES);
        OutputFolder.open(parent, TABLES, true).close();
        OutputFolder.open(parent, TABLES, false).close();
        assertEquals("a", Files.readString(mine));
    }

    @Test
    void oneRunAtATimeHasIt() {
        OutputFolder first = OutputFolder.open(parent, TABLES, false);
        assertRefused("is being written to by another run", parent, TABLES);
        assertRefused("is being written to by another run", parent, List.of());
        first.close();
        OutputFolder.open(parent, TABLES, false).close();
    }

    @Test
    void whatKilledRunsLeftIsCleared() throws IOException {
        Path part = WholeFile.write(parent.resolve(".run.json.123-4.part"), "half");
        Path other = WholeFile.write(parent.resolve(".run.json.part"), "not ours");
        OutputFolder.open(parent, TABLES, false).close();
        assertFalse(Files.exists(part));
        assertTrue(Files.exists(other));
    }

    @Test
    void whatIsNoFolderIsRefused() throws IOException {
        Path file = WholeFile.write(parent.resolve("file"), "a");
        assertRefused(file + " is a file; give a folder", file, TABLES);
        assertRefused("cannot be written to (", file.resolve("below"), TABLES);
    }

    @Test
    void aForgedMarkerClaimsNothing() throws IOException {
        WholeFile.write(parent.resolve("mine.csv"), "a");
        Files.writeString(parent.resolve(OutputFolder.MARKER), "{*\n[\n../*\n\u0000\n");
        assertRefused("mine.csv was not written", parent, TABLES);
    }
}
