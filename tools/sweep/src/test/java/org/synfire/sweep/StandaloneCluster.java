package org.synfire.sweep;

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
import java.util.stream.Stream;

/**
 * A master and two workers of Spark as processes of this machine, started from the artifacts that Maven resolved.
 *
 * <p>Each worker has one core, so it has one executor for a sweep.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final int WORKERS = 2;
    private static final long POLL_MILLIS = 100;
    private static final long MOST_POLLS = 600;

    private final Path home;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    /** @param home a folder that is not there yet */
    StandaloneCluster(Path home) throws IOException, InterruptedException {
        this.home = home;
        SparkHome.make(home);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        start("org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "" + port, "--webui-port", "0");
        try {
            awaitMaster();
            for (int worker = 0; worker < WORKERS; worker++) {
                startWorker(work(worker));
            }
        } catch (IOException | InterruptedException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private Path work(int worker) {
        return home.resolve("work" + worker);
    }

    private void startWorker(Path work) throws IOException {
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

    private void start(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx256m",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                home.resolve("jars") + "/*",
                main));
        command.addAll(1, List.of(SparkHome.SHORT_LIVED.split(" ")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log" + processes.size() + ".txt").toFile());
        builder.environment().putAll(SparkHome.environment(home));
        builder.environment().putAll(Map.of("SPARK_LOCAL_IP", "127.0.0.1"));
        processes.add(builder.start());
    }

    private void awaitMaster() throws InterruptedException {
        for (long tries = 0; ; tries++) {
            if (tries > MOST_POLLS || !processes.getFirst().isAlive()) {
                throw new IllegalStateException("the master does not answer; see " + home.resolve("log0.txt"));
            }
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
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

    /** Options of a sweep that runs here: its place, and small executors. */
    List<String> options() {
        return List.of(
                "--on",
                place(),
                "--conf",
                "spark.executor.memory=512m",
                "--conf",
                "spark.executor.extraJavaOptions=" + SparkHome.SHORT_LIVED);
    }

    /** The executors that run now. */
    List<ProcessHandle> executors() {
        return processes.stream().skip(1).flatMap(Process::children).toList();
    }

    /** Kills an executor of this cluster, as the system would for want of memory; waits until there is one. */
    void killExecutor() throws InterruptedException {
        for (long tries = 0; tries < MOST_POLLS; tries++) {
            List<ProcessHandle> executors = executors();
            if (!executors.isEmpty()) {
                kill(executors.getFirst());
                return;
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IllegalStateException("no worker has an executor; see " + home);
    }

    /** How many executors were ever started: each has a folder in that of its application. */
    long startedExecutors() throws IOException {
        long count = 0;
        for (int worker = 0; worker < WORKERS; worker++) {
            try (Stream<Path> folders = Files.walk(work(worker), 2)) {
                count += folders.filter(folder -> folder.getNameCount() == work(0).getNameCount() + 2)
                        .filter(Files::isDirectory)
                        .count();
            }
        }
        return count;
    }

    /** Kills the master alone. */
    void killMaster() {
        kill(processes.getFirst().toHandle());
    }

    /** Kills the workers, then their executors. */
    void killWorkers() {
        List<ProcessHandle> executors = executors();
        processes.stream().skip(1).map(Process::toHandle).forEach(StandaloneCluster::kill);
        executors.forEach(StandaloneCluster::kill);
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() throws IOException {
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
        SparkHome.clear(home);
    }
}
