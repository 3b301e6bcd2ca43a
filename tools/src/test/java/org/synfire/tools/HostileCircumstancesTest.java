package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Commands in processes of their own, in circumstances that they do not expect: streams that are closed or full, limits
 * of the system, strange places and inputs, signals, other processes. However it goes, the process ends in time with a
 * documented status, says what is wrong on one line, and leaves only whole files.
 *
 * <p>One circumstance in {@value #SHARE} is tried, and all of them with the property {@code synfire.long}.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 3_600)
@Execution(ExecutionMode.CONCURRENT)
class HostileCircumstancesTest {
    private static final int SHARE = 80;
    /** Long, as the machine may be busy: only what hangs takes so long. */
    private static final int SECONDS = 240;
    /** These write files outside a folder of their own, where nobody clears away what a kill has left. */
    private static final Set<String> WRITE_OUTSIDE = Set.of("saved", "sparsify", "run", "noc", "cycle");

    /** Signals may come before the virtual machine handles them; then the system ends it without a word. */
    private static final int SIGNALLED = 128;

    private static final long SEED = 20261129;

    private static final Pattern STACK = Pattern.compile("\\tat [a-z]|Exception in thread|SIGSEGV|# A fatal error");
    private static final String INCUBATOR = "WARNING: Using incubator modules: jdk.incubator.vector";

    /** The virtual machine's own words where a signal comes before it is ready to log that it exits. */
    private static final String UNREADY = "Runtime.exit(";

    private static final String NO_TMPDIR = "WARNING: java.io.tmpdir directory does not exist";

    private record Ended(int status, String out, String err) {}

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<String> faults = new ArrayList<>();
    private int tried;

    /** Each case has a copy. */
    private static Path report;

    @BeforeAll
    static void makeAReport(@TempDir Path place) {
        report = place;
        Invocation.done(
                "run", "--quiet", "--samples", "1", "--calibrate", "5", "--out", report.toString(), "--threads", "1");
    }

    private Path prepare(String number) throws IOException {
        Path own = Files.createDirectories(folder.resolve("case " + number));
        Files.writeString(own.resolve("file"), "somebody else's\n");
        Files.createDirectory(own.resolve("folder"));
        Files.createDirectory(own.resolve("target"));
        Files.createSymbolicLink(own.resolve("link"), own.resolve("target"));
        Files.createSymbolicLink(own.resolve("dangling"), own.resolve("missing"));
        for (String ending : List.of("", ".sin", ".json", ".onnx")) {
            Files.createSymbolicLink(own.resolve("circle" + ending), own.resolve("circle" + ending));
            Files.createFile(own.resolve("empty" + ending));
            Files.createDirectories(own.resolve("folder" + ending));
            Files.createSymbolicLink(own.resolve("zero" + ending), Path.of("/dev/zero"));
            makeFifo(own.resolve("fifo" + ending));
        }
        Files.createDirectory(own.resolve("report"));
        try (Stream<Path> files = Files.list(report)) {
            for (Path file : files.toList()) {
                Files.copy(file, own.resolve("report").resolve(file.getFileName()));
            }
        }
        return own;
    }

    private static void makeFifo(Path place) throws IOException {
        try {
            assertEquals(
                    0, new ProcessBuilder("mkfifo", place.toString()).start().waitFor());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static ProcessBuilder builder(HostileCases.Case one, Path own) {
        List<String> words = one.words().stream()
                .map(word -> word.startsWith("@") ? own + word.substring(1) : word)
                .toList();
        ProcessBuilder process = OwnProcess.of(one.options(), words);
        List<String> command = new ArrayList<>(List.of("bash", "-c", one.shell(), "bash"));
        command.addAll(process.command());
        process.command(command).directory(own.toFile());
        if (one.words().getFirst().equals("train")) {
            process.environment().merge("CLASSPATH", BuiltTraining.classPath(), (tool, part) -> tool + ":" + part);
        }
        process.environment().putAll(one.environment());
        return process;
    }

    private Process start(HostileCases.Case one, Path own, String name) throws IOException {
        return builder(one, own)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .start();
    }

    private Ended ended(Process process, String name) throws IOException, InterruptedException {
        boolean isEnded = process.waitFor(SECONDS, TimeUnit.SECONDS);
        if (!isEnded) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.waitFor();
        }
        Ended ended = new Ended(
                isEnded ? process.exitValue() : -1,
                Files.readString(folder.resolve(name + ".out"), StandardCharsets.ISO_8859_1),
                Files.readString(folder.resolve(name + ".err")));
        Files.delete(folder.resolve(name + ".out"));
        Files.delete(folder.resolve(name + ".err"));
        return ended;
    }

    /** Lines of standard error that are neither the virtual machine's nor progress. */
    private static List<String> said(String err) {
        return Arrays.stream(err.split("\\R|\\r"))
                .filter(line -> !line.isBlank()
                        && !line.startsWith("bash: line ")
                        && !line.equals(INCUBATOR)
                        && !line.startsWith("OpenJDK 64-Bit")
                        && !line.startsWith(UNREADY)
                        && !line.equals(NO_TMPDIR))
                .filter(line -> !line.matches(".*[0-9]+%.*|.*\\[[0-9=>. ]*\\].*|[^:]*\\.\\.\\.|epoch [0-9]+ of .*"))
                .toList();
    }

    /** Each output that cannot be written is said on a line. */
    private static long outputs(HostileCases.Case one) {
        return Math.max(
                1,
                one.words().stream()
                        .filter(word -> word.matches("--(out|json|save-.*|file)"))
                        .count());
    }

    private void fault(HostileCases.Case one, String what, Ended ended) {
        fault(one.name() + ": " + what + ": status " + ended.status + ", said " + said(ended.err));
    }

    /** Said at once, as the others take long. */
    private void fault(String fault) {
        System.err.println("fault: " + fault);
        faults.add(fault);
    }

    private void check(HostileCases.Case one, Path own, Ended ended) throws IOException {
        String all = ended.out + ended.err;
        if (Stream.of(
                        "Error occurred during initialization of VM",
                        "Unable to initialize main class",
                        "Could not find or load main class",
                        "Could not create the Java Virtual Machine",
                        "There is insufficient memory for the Java Runtime Environment")
                .anyMatch(all::contains)) {
            // too little for the virtual machine itself
            return;
        }
        if (ended.status == -1) {
            fault(one, "not ended in " + SECONDS + " s", ended);
        } else if (!one.statuses().contains(ended.status)) {
            fault(one, "expected status " + one.statuses(), ended);
        }
        if (STACK.matcher(ended.err).find() || STACK.matcher(ended.out).find()) {
            fault(one.name() + ": a stack trace: " + ended.err);
        }
        List<String> messages = said(ended.err).stream()
                .filter(line -> line.startsWith("synfire: "))
                .toList();
        boolean isSilent = ended.status == 0
                || one.shell().endsWith(" 2>&-")
                || one.shell().endsWith(" 2>/dev/full");
        if (said(ended.err).size() > messages.size() || messages.size() > (isSilent ? 0 : outputs(one))) {
            fault(one, "more than one line", ended);
        } else if (!isSilent && messages.isEmpty() && ended.status < SIGNALLED) {
            fault(one, "no message", ended);
        }
        if (messages.stream().anyMatch(line -> line.contains("fault of the program"))) {
            fault(one, "a fault of the program", ended);
        }
        checkFiles(one.name(), own, true);
    }

    /** Every file is whole. */
    private void checkFiles(String name, Path own, boolean isOrderly) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(own)) {
            files = all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path file : files) {
            WholeFiles.wrong(file)
                    .ifPresent(wrong -> fault(name + ": " + own.relativize(file) + " is half-written: " + wrong));
            if (isOrderly && file.toString().endsWith(".part")) {
                fault(name + ": " + own.relativize(file) + " is left");
            }
        }
        if (!Files.readString(own.resolve("file")).equals("somebody else's\n")) {
            fault(name + ": somebody else's file is changed");
        }
    }

    private void assertNoFaults(String what, long began) {
        System.err.printf(
                Locale.ROOT,
                "%s: %d circumstances tried in %d s, %d faults%n",
                what,
                tried,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began),
                faults.size());
        assertTrue(faults.isEmpty(), () -> String.join("\n", faults));
    }

    private static boolean isLong() {
        return Boolean.getBoolean("synfire.long");
    }

    private static void delete(Path own) {
        try (Stream<Path> all = Files.walk(own)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oneProcess() throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<HostileCases.Case> cases = HostileCases.ofOneProcess(random);
        int from = isLong() ? 0 : new SplittableRandom().nextInt(SHARE);
        for (int number = from; number < cases.size(); number += isLong() ? 1 : SHARE) {
            HostileCases.Case one = cases.get(number);
            Path own = prepare("" + number);
            check(one, own, ended(start(one, own, "" + number), "" + number));
            delete(own);
            tried++;
        }
        assertNoFaults("one process", began);
    }

    /** Killed at any moment, the same command does what it would have done. */
    @Test
    void killedAndRunAgain() throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<String> commands = isLong() ? HostileCases.repeatable() : List.of("sweep");
        for (String command : commands) {
            for (int time = 0; time < (isLong() ? 2 : 1); time++) {
                Path own = prepare(command + time);
                Process killed = start(HostileCases.plain(command), own, "killed");
                killed.waitFor(random.nextLong(300, 3_500), TimeUnit.MILLISECONDS);
                killed.descendants().forEach(ProcessHandle::destroyForcibly);
                killed.destroyForcibly();
                killed.waitFor();
                checkFiles(command + ", killed", own, false);
                HostileCases.Case again = HostileCases.plain(command);
                Ended ended = ended(start(again, own, "again"), "again");
                if (ended.status != 0 || STACK.matcher(ended.err).find()) {
                    fault(again, "after a kill", ended);
                }
                checkFiles(command + ", again", own, !WRITE_OUTSIDE.contains(command));
                delete(own);
                tried++;
            }
        }
        assertNoFaults("killed", began);
    }

    /** Into one folder one of them writes, and the other is refused; into different ones both do. */
    @Test
    void twoProcesses() throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<String> commands = isLong() ? HostileCases.repeatable() : List.of("noc");
        for (String command : commands) {
            for (boolean isOne : new boolean[] {true, false}) {
                Path own = prepare(command + isOne);
                Path other = isOne ? own : prepare(command + "other");
                Process first = start(HostileCases.plain(command), own, "first");
                Process second = start(HostileCases.plain(command), other, "second");
                for (Ended ended : List.of(ended(first, "first"), ended(second, "second"))) {
                    Set<Integer> right = isOne ? Set.of(0, 2) : HostileCases.DONE;
                    if (!right.contains(ended.status)
                            || STACK.matcher(ended.err).find()) {
                        fault(HostileCases.plain(command), isOne ? "two in one folder" : "two in two folders", ended);
                    }
                }
                checkFiles(command + ", of two", own, true);
                checkFiles(command + ", of two", other, true);
                delete(own);
                if (!isOne) {
                    delete(other);
                }
                tried++;
            }
        }
        assertNoFaults("two processes", began);
    }
}
