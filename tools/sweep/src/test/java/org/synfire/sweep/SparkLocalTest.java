package org.synfire.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Spark inside of a process gives what threads give, and writes nothing to the terminal. */
class SparkLocalTest {
    @TempDir
    private Path folder;

    private byte[] table(String place) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("sweep.yaml"), """
            command: noc
            options: {mesh: 4x4, cycles: 1000, warmup: 100}
            axes: {rate: [0.1, 0.3, 0.9], seed: [1, 2]}
            """);
        Path out = Files.createTempDirectory(folder, "out");
        SweepProcess sweep = SweepProcess.start(
                folder.resolve("err.txt"), "sweep", file.toString(), "--quiet", "--on", place, "--out", out.toString());
        assertEquals(0, sweep.status(), sweep.err());
        assertEquals("", sweep.err());
        return Files.readAllBytes(out.resolve("sweep-runs.csv"));
    }

    @Test
    @Timeout(300)
    void theTableIsThatOfThreads() throws IOException, InterruptedException {
        assertArrayEquals(table("threads[2]"), table("local[2]"));
    }
}
