package org.synfire.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The one jar, as {@code spark-submit} starts it on a cluster and in its own process. */
@Timeout(400)
class SparkSubmitTest {
    @TempDir
    private Path folder;

    /** The command that Spark's script starts: it asks Spark's launcher for the words, which are divided by zeros. */
    private static ProcessBuilder submit(Path home, String master, String... arguments)
            throws IOException, InterruptedException {
        List<String> asking = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                home.resolve("jars") + "/*",
                "org.apache.spark.launcher.Main",
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                master,
                "--conf",
                "spark.executor.memory=512m",
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1",
                "--driver-java-options",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--class",
                Submission.class.getName(),
                SparkCluster.jar().toString()));
        asking.addAll(List.of(arguments));
        ProcessBuilder launcher = new ProcessBuilder(asking).redirectError(ProcessBuilder.Redirect.INHERIT);
        launcher.environment().putAll(SparkHome.environment(home));
        Process process = launcher.start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        // the launcher writes an empty word and a line break before the command
        List<String> command = Stream.of(words.split("\0"))
                .map(String::strip)
                .dropWhile(String::isEmpty)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(SparkHome.environment(home));
        return builder;
    }

    private byte[] table(ProcessBuilder submission, Path out) throws IOException, InterruptedException {
        try (SweepProcess sweep = SweepProcess.start(folder, submission)) {
            assertEquals(0, sweep.status(), sweep.err());
        }
        return Files.readAllBytes(out.resolve("sweep-runs.csv"));
    }

    @Test
    void theTableIsThatOfThreads() throws IOException, InterruptedException {
        String file = Files.writeString(folder.resolve("sweep.yaml"), """
            command: run
            options: {samples: 5, calibrate: 10, no-float: true}
            axes: {rot: [0, 1], bits: [4, 8]}
            """).toString();
        Path threads = folder.resolve("threads");
        try (SweepProcess twin =
                SweepProcess.start(folder, file, "--quiet", "--on", "threads", "--out", threads.toString())) {
            assertEquals(0, twin.status(), twin.err());
        }
        byte[] table = Files.readAllBytes(threads.resolve("sweep-runs.csv"));
        Path home = folder.resolve("cluster");
        try (StandaloneCluster cluster = new StandaloneCluster(home)) {
            Path out = folder.resolve("out");
            assertArrayEquals(
                    table,
                    table(submit(home, cluster.place(), "sweep", file, "--quiet", "--out", out.toString()), out));
            assertEquals(2, cluster.startedExecutors());
            Path local = folder.resolve("local");
            assertArrayEquals(
                    table, table(submit(home, "local[2]", "sweep", file, "--quiet", "--out", local.toString()), local));
        }
    }
}
