package org.synfire.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Places where a sweep cannot run: what is wrong is said, soon. */
@Timeout(400)
class SparkRefusalTest {
    /** Half of it on a machine that does nothing else. */
    private static final int SOON = 60;

    private static final int OF_A_CLUSTER = 120;

    @TempDir
    private Path folder;

    private String refusal(long seconds, List<String> options) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("sweep.yaml"), """
            command: noc
            options: {mesh: 4x4, cycles: 1000, warmup: 100}
            axes: {seed: [1, 2, 3, 4]}
            """);
        List<String> arguments = new ArrayList<>(List.of(file.toString(), "--quiet"));
        arguments.addAll(options);
        try (SweepProcess sweep = SweepProcess.start(folder, arguments.toArray(String[]::new))) {
            assertEquals(2, sweep.status(seconds), sweep.err());
            assertEquals("", sweep.out());
            // on a busy machine executors may start so late that the sweep says it waits
            return sweep.err()
                    .lines()
                    .filter(line -> !line.endsWith("; waiting"))
                    .collect(Collectors.joining("\n"));
        }
    }

    private String refusalOfExecutors(StandaloneCluster cluster, Path javaHome)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(cluster.options());
        options.addAll(List.of("--conf", "spark.executorEnv.JAVA_HOME=" + javaHome));
        return refusal(OF_A_CLUSTER, options);
    }

    private static void assertBegins(String expected, String said) {
        assertTrue(said.startsWith(expected), said);
        assertEquals(1, said.lines().count(), said);
    }

    @Test
    void nobodyIsThere() throws IOException, InterruptedException {
        assertBegins(
                "synfire: --on spark://127.0.0.1:1: no Spark master answers there",
                refusal(SOON, List.of("--on", "spark://127.0.0.1:1")));
    }

    @Test
    void somethingElseIsThere() throws IOException, InterruptedException {
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            String place = "spark://127.0.0.1:" + silent.getLocalPort();
            assertBegins(
                    "synfire: --on " + place + ": something answers there, but not as a Spark master",
                    refusal(SOON, List.of("--on", place)));
        }
    }

    /** On one cluster, because its start takes long: executors of an older Java, none, and of another Synfire. */
    @Test
    void executorsThatCannotWorkEndTheSweep() throws IOException, InterruptedException {
        Path home = folder.resolve("cluster");
        try (StandaloneCluster cluster = new StandaloneCluster(home)) {
            String begin = "synfire: --on " + cluster.place() + ": ";
            Optional<Path> older = SparkHome.olderJava();
            if (older.isPresent()) {
                String said = refusalOfExecutors(cluster, older.orElseThrow());
                assertTrue(
                        said.matches(begin + "an executor has Java [0-9]+, this process has Synfire .* on Java "
                                + Runtime.version().feature() + "; .*"),
                        said);
            }
            String said = refusalOfExecutors(cluster, folder);
            assertBegins(begin + "Spark has ended this program", said);
            assertTrue(said.contains("its executors cannot start"), said);
            // the cluster's own libraries have a jar of another version, which Spark takes before that of the sweep
            copyWithVersion("0.0.9", home.resolve("jars/synfire-spark.jar"));
            // where the classes differ too much, the version is not told
            assertBegins(begin + "an executor has ", refusal(OF_A_CLUSTER, cluster.options()));
        }
    }

    /** The program without its libraries: an executor that refuses a task needs none. */
    private static void copyWithVersion(String version, Path copy) throws IOException {
        try (JarFile jar = new JarFile(SparkCluster.jar().toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy))) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().startsWith("org/synfire/") && !entry.isDirectory()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    if (entry.getName().endsWith("/version.properties")) {
                        out.write(("version=" + version + "\ncommit=\n").getBytes(StandardCharsets.UTF_8));
                    } else {
                        try (InputStream in = jar.getInputStream(entry)) {
                            in.transferTo(out);
                        }
                    }
                    out.closeEntry();
                }
            }
        }
    }
}
