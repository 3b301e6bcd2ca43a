package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ctrl-C, and an orderly end by the system, in mid-run, on a process of its own. */
@Execution(ExecutionMode.CONCURRENT)
class InterruptionTest {
    private static final int SIGINT = 2;
    private static final int CONTROL_C = 3;

    @TempDir
    private Path directory;

    /** Ctrl-C is tried on a terminal, and with {@code -Dsynfire.long=true} without one too. */
    private static Stream<Arguments> signals() {
        return Stream.of(Arguments.of("TERM", 143), Arguments.of("INT", 130))
                .limit(Boolean.getBoolean("synfire.long") ? 2 : 1);
    }

    @ParameterizedTest
    @MethodSource("signals")
    @Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void writesWhatWasMeasuredMarkedIncomplete(String signal, int status) throws IOException, InterruptedException {
        assumeFalse(
                signal.equals("INT") && isInterruptIgnored(),
                "Ctrl-C is ignored by background jobs, such as these tests");
        Path err = directory.resolve("err");
        Process run = start(
                err,
                "run",
                "--samples",
                "10000",
                "--calibrate",
                "10",
                "--out",
                directory.resolve("out").toString());
        try {
            awaitProgress(run, err, " [1-9]\\d*/10000 ");
            send(signal, run);
            assertTrue(run.waitFor(120, TimeUnit.SECONDS), "still running");
        } finally {
            run.destroyForcibly();
        }
        String said = Files.readString(err);
        assertEquals(status, run.exitValue(), said);
        assertTrue(
                said.matches("(?s).*synfire: stopped after [\\d,]+ of 10,000 samples; what was measured until then is"
                        + " written and marked incomplete(; --resume goes on with it)?\\R"),
                said);
        JsonNode result =
                new ObjectMapper().readTree(directory.resolve("out/run.json").toFile());
        assertFalse(result.get("complete").asBoolean());
        long samples = result.get("samples").asLong();
        assertTrue(samples > 0 && samples < 10_000, "samples: " + samples);
        assertEquals(0, result.at("/reference/mismatchedValues").asLong());
        assertEquals(samples * 18_074, result.at("/reference/comparedValues").asLong());
        assertTrue(Files.exists(directory.resolve("out/step-cycles.hgrm")));
        assertTrue(Files.readString(directory.resolve("out/report.html"))
                .contains("INCOMPLETE: the run was stopped after"));
    }

    /** The terminal, not the test, sends the signal: the progress bar must leave it to the virtual machine. */
    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void writesWhatWasMeasuredWhenInterruptedOnATerminal() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no program that makes a terminal");
        assumeFalse(isInterruptIgnored(), "Ctrl-C is ignored by background jobs, such as these tests");
        Path out = directory.resolve("out");
        ProcessBuilder tool = OwnProcess.of(
                List.of(), List.of("run", "--samples", "10000", "--calibrate", "10", "--out", out.toString()));
        ProcessBuilder terminal =
                new ProcessBuilder("/usr/bin/script", "-qefc", String.join(" ", tool.command()), "/dev/null");
        terminal.environment().putAll(tool.environment());
        terminal.environment().put("TERM", "xterm");
        Path shown = directory.resolve("shown");
        Process run = terminal.redirectErrorStream(true)
                .redirectOutput(shown.toFile())
                .start();
        try {
            awaitProgress(run, shown, " [1-9]\\d*/10000 ");
            run.getOutputStream().write(CONTROL_C);
            run.getOutputStream().flush();
            assertTrue(run.waitFor(120, TimeUnit.SECONDS), "still running");
        } finally {
            run.descendants().forEach(ProcessHandle::destroyForcibly);
            run.destroyForcibly();
        }
        String said = Files.readString(shown);
        assertEquals(130, run.exitValue(), said);
        assertTrue(said.contains("what was measured until then is written and marked incomplete"), said);
        assertFalse(new ObjectMapper()
                .readTree(out.resolve("run.json").toFile())
                .get("complete")
                .asBoolean());
    }

    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keepsEveryTrialOfASearch() throws IOException, InterruptedException {
        Path err = directory.resolve("err");
        Path file = directory.resolve("sparsity.json");
        Process search = start(err, "sparsify", "--samples", "900", "--calibrate", "10", "--file", file.toString());
        try {
            awaitProgress(search, err, " [1-9]\\d*/\\d\\d+ ");
            send("TERM", search);
            assertTrue(search.waitFor(120, TimeUnit.SECONDS), "still running");
        } finally {
            search.destroyForcibly();
        }
        String said = Files.readString(err);
        assertTrue(
                said.matches(
                        "(?s).*synfire: stopped after \\d+ trials, which are kept in .*sparsity.json.journal; the same"
                                + " command goes on from there\\R"),
                said);
        assertFalse(Files.exists(file));
        int trials = Integer.parseInt(said.replaceAll("(?s).*stopped after (\\d+) trials.*", "$1"));
        assertEquals(
                trials + 1,
                Files.readAllLines(directory.resolve("sparsity.json.journal")).size());
    }

    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void writesWhatWasMeasuredOfANetworkOnChip() throws IOException, InterruptedException {
        Path err = directory.resolve("err");
        Process run = start(
                err,
                "noc",
                "--rate",
                "0.2",
                "--warmup",
                "0",
                "--cycles",
                "100000000",
                "--out",
                directory.resolve("out").toString());
        try {
            awaitProgress(run, err, " [1-9]\\d*/100000000 ");
            send("TERM", run);
            assertTrue(run.waitFor(120, TimeUnit.SECONDS), "still running");
        } finally {
            run.destroyForcibly();
        }
        String said = Files.readString(err);
        assertEquals(143, run.exitValue(), said);
        assertTrue(
                said.matches(
                        "(?s).*synfire: stopped after [\\d,]+ measured cycles; what was measured until then is written"
                                + " and marked incomplete\\R"),
                said);
        JsonNode result =
                new ObjectMapper().readTree(directory.resolve("out/noc.json").toFile());
        assertFalse(result.get("complete").asBoolean());
        assertTrue(result.get("packets").asLong() > 0);
        assertEquals(0.2, result.get("accepted").asDouble(), 0.02);
    }

    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keepsEveryLoadOfASweep() throws IOException, InterruptedException {
        Path err = directory.resolve("err");
        Path out = directory.resolve("out");
        Process sweep = start(
                err,
                "noc",
                "--mesh",
                "4x4",
                "--sweep",
                "--warmup",
                "500",
                "--cycles",
                "200000",
                "--out",
                out.toString());
        try {
            awaitProgress(sweep, err, " [1-9]\\d*/\\d+ ");
            send("TERM", sweep);
            assertTrue(sweep.waitFor(120, TimeUnit.SECONDS), "still running");
        } finally {
            sweep.destroyForcibly();
        }
        String said = Files.readString(err);
        assertEquals(143, sweep.exitValue(), said);
        assertTrue(
                said.matches("(?s)((?!synfire: ).)*synfire: stopped after \\d+ loads; what was measured until then is"
                        + " written and marked incomplete; the loads are kept in [^\\n]*sweep.journal, and the same"
                        + " command goes on from there\\R"),
                said);
        assertFalse(new ObjectMapper()
                .readTree(out.resolve("noc.json").toFile())
                .get("complete")
                .asBoolean());
        int loads = Integer.parseInt(said.replaceAll("(?s).*stopped after (\\d+) loads.*", "$1"));
        assertTrue(
                Files.readAllLines(out.resolve("sweep.journal")).size() > loads,
                "a line for the subject and one for every load");
    }

    /**
     * Reading the model, calibrating, running, writing: the process ends with the status of the signal and no word of a
     * crash, and what it has written is whole. {@code -Dsynfire.long=true} tries 50 moments.
     */
    @Test
    @Timeout(value = 900, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void endsInOrderAtAnyMoment() throws IOException, InterruptedException {
        Random random = new Random();
        int moments = Boolean.getBoolean("synfire.long") ? 50 : 2;
        for (int moment = 0; moment < moments; moment++) {
            Path out = directory.resolve("out" + moment);
            Path err = directory.resolve("err" + moment);
            long milliseconds = random.nextLong(200, 4_000);
            Process run = start(
                    OwnProcess.of(List.of(), List.of("run", "--samples", "10000", "--out", out.toString()))
                            .directory(directory.toFile()),
                    err);
            try {
                if (run.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
                    continue;
                }
                send("TERM", run);
                assertTrue(run.waitFor(120, TimeUnit.SECONDS), "still running");
            } finally {
                run.destroyForcibly();
            }
            String said = milliseconds + " ms: " + Files.readString(err);
            assertEquals(143, run.exitValue(), said);
            assertFalse(said.contains("SIGSEGV") || said.contains("\tat "), said);
            if (Files.exists(out.resolve("run.json"))) {
                assertTrue(
                        new ObjectMapper()
                                .readTree(out.resolve("run.json").toFile())
                                .has("complete"),
                        said);
                assertTrue(Files.exists(out.resolve("report.html")), said);
            }
        }
    }

    /** The tool ends when the training part has written its state, and the same command goes on from there. */
    @Test
    @Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keepsTheStateOfATraining() throws IOException, InterruptedException {
        BuiltTraining.require();
        Path err = directory.resolve("err");
        String[] arguments = {
            "train",
            "--samples",
            "5000",
            "--epochs",
            "50",
            "--out",
            directory.resolve("out").toString(),
            "--resume"
        };
        Process training = start(withTraining(arguments), err);
        try {
            awaitProgress(training, err, " [1-9]\\d*/250000 ");
            send("TERM", training);
            assertTrue(training.waitFor(120, TimeUnit.SECONDS), "still running");
        } finally {
            training.destroyForcibly();
        }
        String said = Files.readString(err);
        assertEquals(143, training.exitValue(), said);
        assertTrue(said.contains("synfire: stopped in epoch 1; the same command with --resume goes on"), said);
        assertTrue(Files.size(directory.resolve("out/checkpoint.pt")) > 0);
        Invocation other = BuiltTraining.invoke(
                "train",
                "--samples",
                "4000",
                "--epochs",
                "50",
                "--out",
                directory.resolve("out").toString(),
                "--resume");
        assertEquals(ExitStatus.WRONG_INPUT, other.status(), "the state is there, of 5,000 images");
    }

    /** A shell without job control starts background jobs so, and every process below them inherits it. */
    private static boolean isInterruptIgnored() throws IOException {
        Path self = Path.of("/proc/self/status");
        String ignored =
                Files.exists(self) ? Files.readString(self).replaceAll("(?s).*SigIgn:\\s*(\\w+).*", "$1") : "0";
        return (Long.parseUnsignedLong(ignored, 16) & 1 << (SIGINT - 1)) != 0;
    }

    private Process start(Path err, String... arguments) throws IOException {
        return start(OwnProcess.of(List.of("-Dsynfire.progress=true"), List.of(arguments)), err);
    }

    private static ProcessBuilder withTraining(String... arguments) {
        ProcessBuilder process = OwnProcess.of(List.of("-Dsynfire.progress=true"), List.of(arguments));
        process.environment()
                .merge("CLASSPATH", BuiltTraining.classPath(), (tool, part) -> tool + File.pathSeparator + part);
        process.environment().put("OMP_NUM_THREADS", "1");
        return process;
    }

    private Process start(ProcessBuilder process, Path err) throws IOException {
        return process.redirectError(err.toFile())
                .redirectOutput(directory.resolve("stdout").toFile())
                .start();
    }

    private static void send(String signal, Process to) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + to.pid()).start();
        assertEquals(0, kill.waitFor());
    }

    private static void awaitProgress(Process run, Path err, String shown) throws IOException, InterruptedException {
        while (!Files.readString(err).matches("(?s).*" + shown + ".*")) {
            assertTrue(run.isAlive(), () -> "ended early");
            Thread.sleep(50);
        }
    }
}
