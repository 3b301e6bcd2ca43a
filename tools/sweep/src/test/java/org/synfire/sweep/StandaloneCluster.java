package org.synfire.sweep;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A master and two workers of Spark as processes of this machine, started from the artifacts that Maven resolved.
 *
 * <p>Each worker has one core, so it has one executor for a sweep.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final int WORKERS = 2;
    private static final long POLL_MILLIS = 200;
    private static final long MOST_POLLS = 300;

    private final Path home;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    /** @param home an empty folder */
    StandaloneCluster(Path home) throws IOException, InterruptedException {
        this.home = home;
        Path jars = Files.createDirectories(home.resolve("jars"));
        Files.createFile(home.resolve("RELEASE"));
        for (String jar : classPath().split(File.pathSeparator)) {
            Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        start("org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "" + port, "--webui-port", "0");
        awaitMaster();
        for (int worker = 0; worker < WORKERS; worker++) {
            Path work = home.resolve("work" + worker);
            start(
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--webui-port",
                    "0",
                    "--work-dir",
                    work.toString(),
                    place());
        }
    }

    /** The libraries of Spark. */
    static String classPath() throws IOException {
        return Files.readString(Path.of("target/spark.classpath")).strip();
    }

    private void start(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                home.resolve("jars") + "/*",
                main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log" + processes.size() + ".txt").toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME",
                        home.toString(),
                        "SPARK_SCALA_VERSION",
                        "2.13",
                        "SPARK_LOCAL_IP",
                        "127.0.0.1",
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        processes.add(builder.start());
    }

    private void awaitMaster() throws InterruptedException {
        for (long tries = 0; ; tries++) {
            if (tries > MOST_POLLS || !processes.getFirst().isAlive()) {
                throw new IllegalStateException("the master does not answer; see " + home.resolve("log0.txt"));
            }
            try (Socket _ = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    /** As {@code --on} takes it. */
    String place() {
        return "spark://127.0.0.1:" + port;
    }

    /** Kills an executor of this cluster, as the system would for want of memory; waits until there is one. */
    void killExecutor() throws InterruptedException {
        for (long tries = 0; tries < MOST_POLLS; tries++) {
            for (Process worker : processes.subList(1, processes.size())) {
                List<ProcessHandle> executors = worker.children().toList();
                if (!executors.isEmpty()) {
                    executors.getFirst().destroyForcibly();
                    return;
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IllegalStateException("no worker has an executor; see " + home);
    }

    @Override
    public void close() {
        for (Process process : processes.reversed()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        for (Process process : processes) {
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
