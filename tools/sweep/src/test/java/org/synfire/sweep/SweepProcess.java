package org.synfire.sweep;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A sweep in a virtual machine of its own, with the class path of the launcher. */
final class SweepProcess {
    private static final long MOST_SECONDS = 200;

    private final Process process;
    private final Path err;

    private SweepProcess(Process process, Path err) {
        this.process = process;
        this.err = err;
    }

    /** @param err takes standard error */
    static SweepProcess start(Path err, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(SparkCluster.JAVA_OPTIONS.split(" ")));
        command.add("org.synfire.tools.Synfire");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile());
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                + File.pathSeparator
                                + StandaloneCluster.classPath());
        return new SweepProcess(builder.start(), err);
    }

    boolean isAlive() {
        return process.isAlive();
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

    /** What it wrote to standard error, but for the virtual machine's own line. */
    String err() throws IOException {
        return String.join(
                "\n",
                Files.readAllLines(err).stream()
                        .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
                        .toList());
    }
}
