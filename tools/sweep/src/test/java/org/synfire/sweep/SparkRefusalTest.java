package org.synfire.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Places where a sweep cannot run: what is wrong is said, soon. */
@Timeout(180)
class SparkRefusalTest {
    private static final int SOON = 30;

    @TempDir
    private Path folder;

    private String refusal(long seconds, String place, String... more) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("sweep.yaml"), """
            command: noc
            options: {mesh: 4x4, cycles: 1000, warmup: 100}
            axes: {seed: [1, 2, 3, 4]}
            """);
        List<String> arguments = new ArrayList<>(List.of(file.toString(), "--quiet", "--on", place));
        arguments.addAll(List.of(more));
        try (SweepProcess sweep = SweepProcess.start(folder, arguments.toArray(String[]::new))) {
            assertEquals(2, sweep.status(seconds), sweep.err());
            assertEquals("", sweep.out());
            return sweep.err();
        }
    }

    private String refusalOfCluster(StandaloneCluster cluster, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--conf", "spark.executor.memory=512m"));
        arguments.addAll(List.of(more));
        return refusal(90, cluster.place(), arguments.toArray(String[]::new));
    }

    private static void assertBegins(String expected, String said) {
        assertTrue(said.startsWith(expected), said);
        assertEquals(1, said.lines().count(), said);
    }

    @Test
    void nobodyIsThere() throws IOException, InterruptedException {
        assertBegins(
                "synfire: --on spark://127.0.0.1:1: no Spark master answers there",
                refusal(SOON, "spark://127.0.0.1:1"));
    }

    @Test
    void somethingElseIsThere() throws IOException, InterruptedException {
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            String place = "spark://127.0.0.1:" + silent.getLocalPort();
            assertBegins(
                    "synfire: --on " + place + ": something answers there, but not as a Spark master",
                    refusal(SOON, place));
        }
    }

    @Test
    void executorsThatCannotStartEndTheSweep() throws IOException, InterruptedException {
        try (StandaloneCluster cluster = new StandaloneCluster(folder.resolve("cluster"))) {
            String said = refusalOfCluster(cluster, "--conf", "spark.executorEnv.JAVA_HOME=" + folder);
            assertBegins("synfire: --on " + cluster.place() + ": Spark has ended this program", said);
            assertTrue(said.contains("Master removed our application"), said);
        }
    }

    @Test
    void executorsWithAnOlderJavaAreNamed() throws IOException, InterruptedException {
        Optional<Path> older = SparkHome.olderJava().findFirst();
        assumeTrue(older.isPresent(), "no older Java on this machine");
        try (StandaloneCluster cluster = new StandaloneCluster(folder.resolve("cluster"))) {
            String said = refusalOfCluster(cluster, "--conf", "spark.executorEnv.JAVA_HOME=" + older.orElseThrow());
            assertTrue(
                    said.matches("synfire: --on " + cluster.place()
                            + ": an executor has Java [0-9]+, this process has Synfire .* on Java "
                            + Runtime.version().feature() + "; .*"),
                    said);
        }
    }

    @Test
    void executorsWithAnotherSynfireAreNamed() throws IOException, InterruptedException {
        Path home = folder.resolve("cluster");
        try (StandaloneCluster cluster = new StandaloneCluster(home)) {
            // the cluster's own libraries have a jar of another version, which Spark takes before that of the sweep
            copyWithVersion("0.0.9", home.resolve("jars/synfire-spark.jar"));
            assertBegins(
                    "synfire: --on " + cluster.place() + ": an executor has Synfire 0.0.9 (unknown) on Java ",
                    refusalOfCluster(cluster));
        }
    }

    private static void copyWithVersion(String version, Path copy) throws IOException {
        try (JarFile jar = new JarFile(SparkCluster.jar().toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy))) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                out.putNextEntry(new JarEntry(entry.getName()));
                if (entry.getName().equals("org/synfire/tools/version.properties")) {
                    out.write(("version=" + version + "\ncommit=\n").getBytes(StandardCharsets.UTF_8));
                } else {
                    copy(jar, entry, out);
                }
                out.closeEntry();
            }
        }
    }

    private static void copy(JarFile jar, JarEntry entry, OutputStream out) throws IOException {
        try (var in = jar.getInputStream(entry)) {
            in.transferTo(out);
        }
    }
}
