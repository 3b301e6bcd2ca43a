package org.synfire.engine.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("a.txt");
        assertEquals(file, WholeFile.write(file, "first"));
        WholeFile.write(file, List.of("zweite", "Zeile \u00e4"));
        assertEquals("zweite\nZeile \u00e4\n", Files.readString(file));
        WholeFile.write(file, new byte[] {1, 2});
        assertEquals(2, Files.size(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void whatIsNotKeptLeavesTheFormerFile() throws IOException {
        Path file = folder.resolve("a.txt");
        WholeFile.write(file, "former");
        try (PartFile part = PartFile.of(file)) {
            part.stream().write(new byte[100_000]);
            assertEquals("former", Files.readString(file));
            assertEquals(2, names().size());
        }
        assertEquals("former", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    /** Halts while a file is written. */
    static final class Halting {
        private Halting() {}

        public static void main(String[] file) throws IOException {
            PartFile part = PartFile.of(Path.of(file[0]));
            part.stream().write(new byte[100_000]);
            part.stream().flush();
            PartFile.abandonAll();
            Runtime.getRuntime().halt(3);
        }
    }

    @Test
    @Timeout(60)
    void aProcessThatHaltsDropsWhatIsNotWhole() throws IOException, InterruptedException {
        Path file = WholeFile.write(folder.resolve("a.txt"), "former");
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                Halting.class.getName(),
                file.toString());
        java.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        Process process = java.inheritIO().start();
        assertEquals(3, process.waitFor());
        assertEquals("former", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path file = WholeFile.write(folder.resolve("real.txt"), "former");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), file.getFileName());
        WholeFile.write(link, "new");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void aDeviceIsWrittenInPlace() throws IOException {
        WholeFile.write(Path.of("/dev/null"), "gone");
        assertTrue(Files.exists(Path.of("/dev/null")));
    }

    @Test
    void theFolderMustBeThere() {
        assertThrows(NoSuchFileException.class, () -> WholeFile.write(folder.resolve("no/file"), "text"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsNamedWithItsFile() {
        FileSystemException full =
                assertThrows(FileSystemException.class, () -> WholeFile.write(Path.of("/dev/full"), "content"));
        assertEquals("/dev/full", full.getFile());
        assertEquals("no space left on device", FileReason.of(full));
    }
}
