package org.synfire.engine.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
    @TempDir
    private Path folder;

    private static void assertRefused(String reason, Path file) {
        assertEquals(reason, FileReason.of(assertThrows(IOException.class, () -> InputFile.open(file))));
        assertEquals(reason, FileReason.of(assertThrows(IOException.class, () -> InputFile.bytes(file))));
        assertEquals(reason, FileReason.of(assertThrows(IOException.class, () -> InputFile.bytes(file, 10))));
    }

    @Test
    void readsOrdinaryFilesAndLinksToThem() throws IOException {
        Path file = WholeFile.write(folder.resolve("a"), "abc");
        Path link = Files.createSymbolicLink(folder.resolve("b"), file);
        assertArrayEquals(new byte[] {'a', 'b', 'c'}, InputFile.bytes(link));
        assertArrayEquals(new byte[] {'a', 'b', 'c'}, InputFile.bytes(file, 3));
        assertEquals(
                "it has more than 2 bytes",
                FileReason.of(assertThrows(IOException.class, () -> InputFile.bytes(file, 2))));
    }

    @Test
    void refusesWhatIsNoFile() {
        assertRefused("there is no such file or folder", folder.resolve("nowhere"));
        assertRefused("it is a folder", folder);
    }

    /** It would block for ever. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void refusesAPipe() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertRefused("it is a pipe or a device, not a file", pipe);
    }

    @Test
    void reasonsHaveNoNamesOfJava() {
        assertEquals("permission denied", FileReason.of(new AccessDeniedException("a")));
        assertEquals("it ends too early", FileReason.of(new EOFException()));
        assertEquals(
                "no space left on device",
                FileReason.of(new UncheckedIOException(new FileSystemException("a", null, "No space left on device"))));
        assertEquals("first", FileReason.of(new IOException("first\nsecond")));
        assertTrue(FileReason.of(new IOException()).isEmpty());
    }
}
