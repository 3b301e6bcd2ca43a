package org.synfire.engine.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
    @TempDir
    private Path folder;

    /** Writes a journal and a file; run by {@link #contentIsOnTheDiskBeforeItsName}. */
    static final class Writer {
        private Writer() {}

        public static void main(String... folders) throws IOException {
            Path folder = Path.of(folders[0]);
            WholeFile.writeDurably(folder.resolve("whole"), new byte[] {1, 2, 3});
            Journal.open(folder.resolve("journal"), "test", "nothing", part -> true)
                    .add("a part");
        }
    }

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("a");
        WholeFile.writeDurably(file, new byte[] {1});
        assertEquals(file, WholeFile.writeDurably(file, new byte[] {1, 2}));
        assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(file));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
        DurableFiles.forceAll(folder);
        assertThrows(NoSuchFileException.class, () -> DurableFiles.force(folder.resolve("b")));
    }

    /** The system calls of a process say it: the file is forced, renamed, and its folder is forced. */
    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void contentIsOnTheDiskBeforeItsName() throws IOException, InterruptedException {
        Path strace = Path.of("/usr/bin/strace");
        assumeTrue(Files.isExecutable(strace), "no program that tells system calls");
        Path calls = folder.resolve("calls");
        Process traced = new ProcessBuilder(
                        strace.toString(),
                        "-f",
                        "-y",
                        "-e",
                        "trace=fsync,fdatasync,rename",
                        "-o",
                        calls.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        try {
            assumeTrue(traced.waitFor() == 0, "processes must not be traced here");
        } finally {
            traced.destroyForcibly();
        }
        List<String> kinds = new ArrayList<>();
        for (String call : Files.readAllLines(calls)) {
            if (call.contains("sync(") || call.contains("rename(")) {
                kinds.add(kind(call));
            }
        }
        assertEquals(
                List.of(
                        "sync part",
                        "rename",
                        "sync folder", // the file
                        "sync part",
                        "rename",
                        "sync folder",
                        "sync journal"), // the journal and a line of it
                kinds);
    }

    private String kind(String call) {
        if (call.contains("rename(")) {
            return "rename";
        }
        assertTrue(call.contains(folder.toString()), call);
        String name = call.contains(".part>") ? "part" : call.contains("journal>") ? "journal" : "folder";
        return "sync " + name;
    }
}
