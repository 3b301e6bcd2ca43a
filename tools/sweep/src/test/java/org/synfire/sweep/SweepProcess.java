package org.synfire.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A sweep in a virtual machine of its own. */
final class SweepProcess implements AutoCloseable {
    private static final long MOST_SECONDS = 200;
    private static final long POLL_MILLIS = 20;

    private final Process process;
    private final Path out;
    private final Path err;

    private SweepProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts one as the launcher does.
     *
     * @param folder takes what it writes
     * @param arguments behind {@code sweep}
     */
    static SweepProcess start(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(SparkCluster.JAVA_OPTIONS.split(" ")));
        command.addAll(List.of(SparkHome.SHORT_LIVED.split(" ")));
        command.addAll(List.of("org.synfire.tools.Synfire", "sweep"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", SparkHome.classPath());
        return start(folder, builder);
    }

    /** Starts one as it is told to. */
    static SweepProcess start(Path folder, ProcessBuilder builder) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        return new SweepProcess(
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal, such as {@code INT}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
    }

    /** Waits until a task is finished; the sweep is in its middle then. */
    void awaitFinishedTask(Path folder) throws IOException, InterruptedException {
        Path journal = folder.resolve("sweep.journal");
        while (process.isAlive()
                && !(Files.exists(journal) && Files.readAllLines(journal).size() > 1)) {
            Thread.sleep(POLL_MILLIS);
        }
        if (!process.isAlive()) {
            throw new AssertionError("the sweep was over too early: " + err());
        }
    }

    /** The exit status, when it has ended. */
    int status() throws InterruptedException {
        return status(MOST_SECONDS);
    }

    /** @param seconds after which it is killed, and the test fails */
    int status(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the sweep has not ended in " + seconds + " s");
        }
        return process.exitValue();
    }

    /** What it wrote to standard output. */
    String out() throws IOException {
        return Files.readString(out);
    }

    /** What it wrote to standard error, but for the virtual machine's own line. */
    String err() throws IOException {
        return String.join(
                "\n",
                Files.readAllLines(err).stream()
                        .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
                        .toList());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
