package org.synfire.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    private Path file() throws IOException {
        return Files.writeString(folder.resolve("sweep.yaml"), """
            command: noc
            options: {mesh: 4x4, cycles: 1000, warmup: 100}
            axes: {rate: [0.1, 0.3, 0.9], seed: [1, 2]}
            """);
    }

    private byte[] table(String place) throws IOException, InterruptedException {
        Path out = Files.createTempDirectory(folder, "out");
        try (SweepProcess sweep =
                SweepProcess.start(folder, file().toString(), "--quiet", "--on", place, "--out", out.toString())) {
            assertEquals(0, sweep.status(), sweep.err());
            assertEquals("", sweep.err());
            assertEquals("", sweep.out());
        }
        return Files.readAllBytes(out.resolve("sweep-runs.csv"));
    }

    @Test
    @Timeout(300)
    void theTableIsThatOfThreads() throws IOException, InterruptedException {
        assertArrayEquals(table("threads[2]"), table("local[2]"));
    }

    @Test
    @Timeout(300)
    void shardsAndAReferenceToFilesGiveTheWholeRun() throws IOException, InterruptedException {
        Path chip = Files.copy(
                Path.of("../../noc/src/main/resources/org/synfire/noc/chip/darwin3.yaml"), folder.resolve("own.yaml"));
        String text = "command: run\noptions: {no-float: true, calibrate: 10, samples: 11, chip: " + chip
                + "}\naxes: {rot: [0, 2]}\n";
        Path whole = Files.writeString(folder.resolve("whole.yaml"), text);
        Path shards = Files.writeString(folder.resolve("shards.yaml"), text + "shards: 4\n");
        try (SweepProcess threads =
                        SweepProcess.start(folder, whole.toString(), "--quiet", "--on", "threads", "--json", "-");
                SweepProcess local =
                        SweepProcess.start(folder, shards.toString(), "--quiet", "--on", "local[2]", "--json", "-")) {
            assertEquals(0, threads.status(), threads.err());
            assertEquals(0, local.status(), local.err());
            assertTrue(threads.out().contains("fingerprint"), threads.out());
            assertEquals(threads.out(), local.out());
        }
    }

    @Test
    @Timeout(300)
    void settingsThatSparkWouldNotReadAreRefused() throws IOException, InterruptedException {
        try (SweepProcess sweep =
                SweepProcess.start(folder, file().toString(), "--on", "local[2]", "--conf", "executor.memory=1g")) {
            assertEquals(2, sweep.status());
            assertTrue(
                    sweep.err().startsWith("synfire: --conf executor.memory=1g: settings of Spark begin with 'spark.'"),
                    sweep.err());
        }
    }
}
