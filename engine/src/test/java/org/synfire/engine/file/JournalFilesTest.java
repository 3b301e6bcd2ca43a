package org.synfire.engine.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;

class JournalFilesTest {
    private static final JournalFiles FILES = new JournalFiles("run.journal", "run", "run-part-*.txt");

    @TempDir
    private Path folder;

    private Journal open() {
        return Journal.open(folder.resolve("run.journal"), "run", "mesh 4x4", _ -> true);
    }

    @Test
    void aJournalThatIsOnlyBegunDoesNotCount() {
        assertFalse(FILES.areIn(folder));
        Journal journal = open();
        assertFalse(FILES.areIn(folder));
        journal.add("one");
        assertTrue(FILES.areIn(folder));
    }

    @Test
    void somethingElseInItsPlaceCounts() throws IOException {
        Files.writeString(folder.resolve("run.journal"), "mine\n");
        assertTrue(FILES.areIn(folder));
        Files.delete(folder.resolve("run.journal"));
        Files.createDirectory(folder.resolve("run.journal"));
        assertTrue(FILES.areIn(folder));
    }

    @Test
    void discardsTheJournalAndItsPartsAlone() throws IOException {
        open().add("one");
        for (String name : List.of("run-part-1.txt", "run-part-22.txt", "run-part.txt", "other.txt")) {
            Files.createFile(folder.resolve(name));
        }
        FILES.discard(folder);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of("other.txt", "run-part.txt"),
                    left.map(file -> file.getFileName().toString()).sorted().toList());
        }
        FILES.discard(folder);
    }

    @Test
    void saysWhatItCannotDelete() throws IOException {
        Files.createFile(Files.createDirectory(folder.resolve("run.journal")).resolve("mine"));
        InputException refused = assertThrows(InputException.class, () -> FILES.discard(folder));
        assertTrue(
                refused.getMessage().startsWith(folder + ": the finished parts of a run cannot be deleted ("),
                refused.getMessage());
    }
}
