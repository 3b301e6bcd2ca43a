package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run that was killed, or whose disk was full, goes on to the result of one that was not disturbed. */
@Timeout(value = 1_800, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunJournalTest {
    private static final int KILLS = Boolean.getBoolean("synfire.long") ? 20 : 2;
    /** The kernels are named, because a process of its own would choose others than one that has run before. */
    private static final List<String> RUN = List.of(
            "run",
            "--quiet",
            "--samples",
            "60",
            "--calibrate",
            "20",
            "--no-float",
            "--threads",
            "1",
            "--kernel",
            "vector");

    private static final List<String> OF_THE_HOST = List.of("timing", "throughput", "origin", "command");

    private static Path folder;

    @BeforeAll
    static void runUndisturbed(@TempDir Path made) {
        folder = made;
        Invocation.done(command("whole", "--part-samples", "60"));
    }

    private static String[] command(String out, String... more) {
        List<String> words = new ArrayList<>(RUN);
        words.addAll(List.of("--out", folder.resolve(out).toString()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private static ObjectNode ofChip(String run) throws IOException {
        ObjectNode result = (ObjectNode) new ObjectMapper()
                .readTree(folder.resolve(run).resolve("run.json").toFile());
        result.set("data", result.at("/origin/data"));
        result.remove(OF_THE_HOST);
        ((ObjectNode) result.get("latency")).remove("hostStepNanos");
        return result;
    }

    private static void assertUndisturbed(String run) throws IOException {
        assertEquals(ofChip("whole"), ofChip(run));
        try (Stream<Path> files = Files.list(folder.resolve("whole"))) {
            for (Path file : files.filter(one -> one.toString().matches(".*\\.(csv|hgrm|hlog)"))
                    .filter(one -> !one.toString().contains("host-step"))
                    .toList()) {
                Path other = folder.resolve(run).resolve(file.getFileName());
                assertEquals(Files.readString(file), Files.readString(other), other.toString());
            }
        }
        try (Stream<Path> files = Files.list(folder.resolve(run))) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.getFileName().toString().matches("run\\.journal|run-part-.*"))
                            .toList());
        }
    }

    private static long finished(String run) throws IOException {
        Path journal = folder.resolve(run).resolve("run.journal");
        return Files.exists(journal) ? Files.readAllLines(journal).size() - 1 : 0;
    }

    private static Process start(String... words) throws IOException {
        return OwnProcess.of(List.of(), List.of(words))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("shown").toFile()))
                .start();
    }

    /** Every process is killed at a random moment after it has begun a part; the last one is left alone. */
    @Test
    void goesOnAfterItWasKilled() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom();
        int killed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long before = finished("killed");
            Process run = start(command("killed", "--part-samples", "2", "--resume"));
            try {
                while (run.isAlive() && finished("killed") == before) {
                    Thread.sleep(1);
                }
                Thread.sleep(random.nextInt(300));
            } finally {
                run.destroyForcibly();
            }
            killed += run.waitFor() == ExitStatus.DONE ? 0 : 1;
            assertTrue(finished("killed") > before || Files.exists(folder.resolve("killed/run.json")));
        }
        assertTrue(killed > 0, "all runs ended before they were killed");
        assertEquals(
                0, start(command("killed", "--part-samples", "7", "--resume")).waitFor());
        assertUndisturbed("killed");
    }

    @Test
    void goesOnFromDamagedParts() throws IOException, InterruptedException {
        Process run = start(command("damaged", "--part-samples", "2"));
        try {
            while (run.isAlive() && finished("damaged") < 4) {
                Thread.sleep(1);
            }
        } finally {
            run.destroyForcibly();
        }
        run.waitFor();
        assertTrue(finished("damaged") >= 4, "ended early");
        Path second = folder.resolve("damaged/run-part-000000002.txt");
        Files.write(second, new byte[] {1}, StandardOpenOption.APPEND);
        Files.delete(folder.resolve("damaged/run-part-000000004.txt"));
        Path journal = folder.resolve("damaged/run.journal");
        String lines = Files.readString(journal);
        Files.writeString(journal, lines + "0123456789abcdef 0 8 2 nonsense\n" + lines.substring(0, 30));
        Invocation forgotten = Invocation.of(command("damaged"));
        assertEquals(ExitStatus.WRONG_INPUT, forgotten.status());
        assertTrue(forgotten.err().contains("add --resume to go on with it"), forgotten.err());
        Invocation.done(command("damaged", "--part-samples", "3", "--resume"));
        assertUndisturbed("damaged");
    }

    @Test
    void refusesTheJournalOfAnotherRun() throws IOException {
        Path out = Files.createDirectories(folder.resolve("other"));
        Files.writeString(out.resolve(".synfire"), "run.journal\n");
        Files.writeString(out.resolve("run.journal"), "synfire journal 1, run: network other of hash 1\n0 0 20\n");
        Invocation refused = Invocation.of(command("other", "--part-samples", "20", "--resume"));
        assertEquals(ExitStatus.WRONG_INPUT, refused.status());
        assertTrue(
                refused.err()
                        .contains("run.journal is the journal of another run, of network other of hash 1; this is"),
                refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
        Files.writeString(out.resolve("run.journal"), "{}");
        Invocation none = Invocation.of(command("other", "--part-samples", "20", "--resume"));
        assertTrue(none.err().contains("run.journal is no journal of a run; delete it"), none.err());
        assertFalse(Files.exists(out.resolve("run.json")));
        Invocation forced = Invocation.of(command("other", "--part-samples", "20", "--force"));
        assertEquals(ExitStatus.DONE, forced.status(), forced.err());
        assertUndisturbed("other");
    }

    @Test
    void refusesToGoOnWithARunThatHasNoParts() {
        Invocation refused = Invocation.of(command("cycle", "--timing", "cycle", "--resume"));
        assertEquals(ExitStatus.WRONG_INPUT, refused.status());
        assertTrue(
                refused.err().contains("--resume: this run cannot be divided into parts, so none is kept: with the"),
                refused.err());
    }

    /** Files may have so few bytes that a part, or the report at the end, does not fit. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void goesOnAfterTheDiskWasFull() throws IOException, InterruptedException {
        for (int kilobytes : new int[] {20, 120}) {
            String out = "full" + kilobytes;
            ProcessBuilder tool = OwnProcess.of(List.of(), List.of(command(out, "--part-samples", "20")));
            ProcessBuilder limited = new ProcessBuilder(Stream.concat(
                            Stream.of("bash", "-c", "ulimit -f " + kilobytes + "; exec \"$@\"", "bash"),
                            tool.command().stream())
                    .toList());
            limited.environment().putAll(tool.environment());
            Process run = limited.redirectErrorStream(true)
                    .redirectOutput(folder.resolve(out + ".txt").toFile())
                    .start();
            assertEquals(ExitStatus.FAILED, run.waitFor(), Files.readString(folder.resolve(out + ".txt")));
            assertEquals(kilobytes == 20 ? 0 : 3, finished(out), Files.readString(folder.resolve(out + ".txt")));
            Invocation resumed = Invocation.of(command(out, "--part-samples", "20", "--resume"));
            assertEquals(ExitStatus.DONE, resumed.status(), resumed.err());
            assertUndisturbed(out);
        }
    }
}
