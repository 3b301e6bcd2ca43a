package org.synfire.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sweep on a real cluster of Spark, of which parts are killed in mid-sweep. */
@Timeout(300)
class SparkClusterTest {
    private static final int KILLED_BY_INTERRUPT = 130;
    private static final int ENDED = 143;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        Path chip = Files.copy(
                Path.of("../../noc/src/main/resources/org/synfire/noc/chip/darwin3.yaml"), folder.resolve("own.yaml"));
        // each run reads a file that is only where the sweep begins, and is long enough to be killed in mid-sweep
        file = Files.writeString(folder.resolve("sweep.yaml"), String.format("""
            command: run
            options: {samples: 200, calibrate: 10, no-float: true, chip: %s}
            axes: {rot: [0, 1], bits: [4, 5, 6, 7]}
            """, chip));
    }

    private StandaloneCluster cluster() throws IOException, InterruptedException {
        return new StandaloneCluster(folder.resolve("cluster"));
    }

    private SweepProcess sweep(StandaloneCluster cluster, Path out) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(file.toString(), "--quiet", "--out", out.toString()));
        arguments.addAll(cluster.options());
        return SweepProcess.start(folder, arguments.toArray(String[]::new));
    }

    private byte[] tableOfThreads() throws IOException, InterruptedException {
        Path out = folder.resolve("threads");
        try (SweepProcess twin =
                SweepProcess.start(folder, file.toString(), "--quiet", "--on", "threads[2]", "--out", out.toString())) {
            assertEquals(0, twin.status(), twin.err());
        }
        return table(out);
    }

    private static byte[] table(Path out) throws IOException {
        return Files.readAllBytes(out.resolve("sweep-runs.csv"));
    }

    @Test
    void aKilledExecutorChangesNothing() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        try (StandaloneCluster cluster = cluster();
                SweepProcess sweep = sweep(cluster, out)) {
            sweep.awaitFinishedTask(out);
            cluster.killExecutor();
            assertTrue(sweep.isAlive(), "the sweep was over before its executor was killed");
            assertEquals(0, sweep.status(), sweep.err());
            assertEquals("", sweep.out());
            // on a busy machine an executor may start so late that the sweep says it waits
            assertEquals(
                    List.of(),
                    sweep.err()
                            .lines()
                            .filter(line -> !line.endsWith("; waiting"))
                            .toList());
            assertTrue(cluster.startedExecutors() > 2, "no executor took the place of the one that was killed");
        }
        assertArrayEquals(tableOfThreads(), table(out));
    }

    @Test
    void aMasterThatIsGoneIsNotNeededAnyMore() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        try (StandaloneCluster cluster = cluster();
                SweepProcess sweep = sweep(cluster, out)) {
            sweep.awaitFinishedTask(out);
            cluster.killMaster();
            assertEquals(0, sweep.status(), sweep.err());
        }
        assertArrayEquals(tableOfThreads(), table(out));
    }

    @Test
    void aClusterThatGoesDownEndsTheSweepWhichGoesOnElsewhere() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        try (StandaloneCluster cluster = cluster();
                SweepProcess sweep = sweep(cluster, out)) {
            sweep.awaitFinishedTask(out);
            cluster.killMaster();
            cluster.killWorkers();
            assertEquals(2, sweep.status(60), sweep.err());
            assertTrue(
                    sweep.err().contains(": the master does not answer any more and no executor is left"), sweep.err());
            assertTrue(sweep.err().contains("--resume goes on with what is finished"), sweep.err());
        }
        try (SweepProcess rest = SweepProcess.start(
                folder, file.toString(), "--quiet", "--on", "local[2]", "--resume", "--out", out.toString())) {
            assertEquals(0, rest.status(), rest.err());
        }
        assertArrayEquals(tableOfThreads(), table(out));
    }

    @Test
    void anInterruptLeavesNoExecutor() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        // background jobs, such as these tests may be, ignore Ctrl-C
        boolean isIgnored = isInterruptIgnored();
        try (StandaloneCluster cluster = cluster();
                SweepProcess sweep = sweep(cluster, out)) {
            sweep.awaitFinishedTask(out);
            sweep.signal(isIgnored ? "TERM" : "INT");
            assertEquals(isIgnored ? ENDED : KILLED_BY_INTERRUPT, sweep.status(30), sweep.err());
            assertTrue(
                    sweep.err().matches("synfire: stopped after [0-9]+ of 8 runs; --resume goes on with it"),
                    sweep.err());
            for (int tries = 0; tries < 100 && !cluster.executors().isEmpty(); tries++) {
                Thread.sleep(100);
            }
            assertEquals(List.of(), cluster.executors());
        }
    }

    private static boolean isInterruptIgnored() throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\s+", " ")
                .split(" ")[1];
        return (Long.parseUnsignedLong(ignored, 16) & 2) != 0;
    }
}
