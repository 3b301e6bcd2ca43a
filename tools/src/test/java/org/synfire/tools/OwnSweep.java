package org.synfire.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.synfire.tools.sweep.FinishedTasks;

/** A sweep that has a process of its own, which is killed. */
final class OwnSweep {
    private static final long POLL_MILLIS = 5;

    private OwnSweep() {}

    /** Leaves a folder whose journal has some finished tasks and a line that was not written to its end. */
    static void killedAfter(int tasks, Path file, Path out) throws IOException, InterruptedException {
        Process process = OwnProcess.of(
                        List.of(),
                        List.of("sweep", file.toString(), "--on", "threads[1]", "--quiet", "--out", out.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path journal = out.resolve(FinishedTasks.NAME);
        while (process.isAlive() && lines(journal).size() <= tasks) {
            Thread.sleep(POLL_MILLIS);
        }
        process.destroyForcibly().onExit().join();
        List<String> lines = Files.readAllLines(journal).subList(0, tasks + 1);
        Files.writeString(journal, String.join("\n", lines) + "\n0123456789abcdef {\"task\"");
    }

    private static List<String> lines(Path journal) throws IOException {
        return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
    }
}
