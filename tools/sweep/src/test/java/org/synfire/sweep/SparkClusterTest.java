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

/** A sweep on a real cluster of Spark, of which an executor is killed. */
class SparkClusterTest {
    /**
     * Each run reads a file that is only where the sweep begins, and takes long enough that the kill is in mid-sweep.
     */
    private static final String SWEEP = """
        command: run
        options: {samples: 60, no-float: true, chip: %s}
        axes: {rot: [0, 1], bits: [4, 5, 6, 7]}
        """;

    @TempDir
    private Path folder;

    private static byte[] table(Path out) throws IOException {
        return Files.readAllBytes(out.resolve("sweep-runs.csv"));
    }

    @Test
    @Timeout(300)
    void aKilledExecutorChangesNothing() throws IOException, InterruptedException {
        Path chip = folder.resolve("own.yaml");
        Files.copy(Path.of("../../noc/src/main/resources/org/synfire/noc/chip/darwin3.yaml"), chip);
        String file = Files.writeString(folder.resolve("sweep.yaml"), String.format(SWEEP, chip))
                .toString();
        Path here = folder.resolve("here");
        SweepProcess twin = SweepProcess.start(
                folder.resolve("twin.txt"), "sweep", file, "--on", "threads[2]", "--out", here.toString());
        assertEquals(0, twin.status(), twin.err());
        Path there = folder.resolve("there");
        try (StandaloneCluster cluster = new StandaloneCluster(folder.resolve("cluster"))) {
            SweepProcess sweep = SweepProcess.start(
                    folder.resolve("sweep.txt"),
                    "sweep",
                    file,
                    "--on",
                    cluster.place(),
                    "--conf",
                    "spark.executor.memory=512m",
                    "--out",
                    there.toString());
            awaitFinishedTask(there, sweep);
            cluster.killExecutor();
            assertTrue(sweep.isAlive(), "the sweep was over before its executor was killed");
            assertEquals(0, sweep.status(), sweep.err());
            assertArrayEquals(table(here), table(there));
        }
    }

    private static void awaitFinishedTask(Path out, SweepProcess sweep) throws IOException, InterruptedException {
        Path journal = out.resolve("sweep.journal");
        while (sweep.isAlive()
                && !(Files.exists(journal) && Files.readAllLines(journal).size() > 1)) {
            Thread.sleep(20);
        }
    }

    @Test
    @Timeout(300)
    void aClusterThatGoesDownEndsTheSweep() throws IOException, InterruptedException {
        String file = Files.writeString(folder.resolve("sweep.yaml"), String.format(SWEEP, "darwin3"))
                .toString();
        Path out = folder.resolve("out");
        SweepProcess sweep;
        try (StandaloneCluster cluster = new StandaloneCluster(folder.resolve("cluster"))) {
            sweep = SweepProcess.start(
                    folder.resolve("sweep.txt"),
                    "sweep",
                    file,
                    "--on",
                    cluster.place(),
                    "--conf",
                    "spark.executor.memory=512m",
                    "--out",
                    out.toString());
            awaitFinishedTask(out, sweep);
            assertTrue(sweep.isAlive(), "the sweep was over before its cluster was: " + sweep.err());
        }
        assertEquals(2, sweep.status(60), sweep.err());
        assertTrue(sweep.err().contains("--resume goes on with what is finished"), sweep.err());
    }

    @Test
    @Timeout(60)
    void aClusterThatIsNotThereIsNamed() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("sweep.yaml"), "command: map\naxes: {bits: [4]}\n");
        SweepProcess sweep =
                SweepProcess.start(folder.resolve("err.txt"), "sweep", file.toString(), "--on", "spark://127.0.0.1:1");
        assertEquals(2, sweep.status());
        assertTrue(
                sweep.err().startsWith("synfire: --on spark://127.0.0.1:1: no Spark master answers there"),
                sweep.err());
    }
}
