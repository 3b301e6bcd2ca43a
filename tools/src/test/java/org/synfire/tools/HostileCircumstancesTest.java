package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.emulator.result.ReportFolder;
import org.synfire.network.file.NetworkFile;
import org.synfire.noc.traffic.PacketTrace;
import org.xml.sax.SAXException;

/**
 * Commands in processes of their own, in circumstances that they do not expect: streams that are closed or full, limits
 * of the system, strange places and inputs, signals, other processes. However it goes, the process ends in time with a
 * documented status, says what is wrong on one line, and leaves only whole files.
 *
 * <p>One circumstance in {@value #SHARE} is tried, and all of them with the property {@code synfire.long}.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 3_600)
class HostileCircumstancesTest {
    private static final int SHARE = 50;
    /** Long, as the machine may be busy: only what hangs takes so long. */
    private static final int SECONDS = 240;
    /** Signals may come before the virtual machine handles them; then the system ends it without a word. */
    private static final int SIGNALLED = 128;

    private static final long SEED = 20261129;

    private static final Set<Integer> DONE = Set.of(ExitStatus.DONE);
    private static final Set<Integer> REFUSED = Set.of(ExitStatus.WRONG_INPUT);
    private static final Set<Integer> FAILED = Set.of(ExitStatus.FAILED);
    private static final Set<Integer> DONE_OR_FAILED = Set.of(ExitStatus.DONE, ExitStatus.FAILED);
    private static final Set<Integer> UNWRITTEN = Set.of(ExitStatus.FAILED, ExitStatus.WRONG_INPUT);
    private static final Set<Integer> ANY = Set.of(ExitStatus.DONE, ExitStatus.FAILED, ExitStatus.WRONG_INPUT);

    private static final String PLAIN = "exec \"$@\"";
    private static final Pattern STACK = Pattern.compile("\\tat [a-z]|Exception in thread|SIGSEGV|# A fatal error");
    private static final String INCUBATOR = "WARNING: Using incubator modules: jdk.incubator.vector";

    private static final String NO_TMPDIR = "WARNING: java.io.tmpdir directory does not exist";

    /** Commands that write; {@code @} is the case's own folder. */
    private static final Map<String, String> COMMANDS = Map.ofEntries(
            Map.entry("run", "run --samples 3 --calibrate 5 --threads 2 --out @/out --json @/run.json"),
            Map.entry("saved", "run --samples 2 --calibrate 5 --save-network @/network.sin --json @/run.json"),
            Map.entry("cycle", "run --samples 1 --calibrate 5 --timing cycle --save-trace @/trace.gz --out @/out"),
            Map.entry("expect", "run --samples 1 --calibrate 5 --expect @/nowhere.npy --out @/out"),
            Map.entry("noc", "noc --mesh 4x4 --warmup 100 --cycles 2000 --save-trace @/trace --out @/out"),
            Map.entry("sweep", "noc --mesh 4x4 --packet-flits 2 --sweep --warmup 500 --cycles 12000 --out @/out"),
            Map.entry("sparsify", "sparsify --samples 2 --calibrate 5 --file @/sparsity.json"),
            Map.entry("map", "map --calibrate 5"),
            Map.entry("chip", "chip darwin3"),
            Map.entry("report", "report @/report"),
            Map.entry("train", "train --samples 100 --test-samples 20 --epochs 2 --resume --out @/out"),
            Map.entry(
                    "sdann",
                    "reproduce sdann --quiet --samples 4 --encoding-samples 2 --search-samples 4 --calibrate 5"
                            + " --tiny-vgg 0 --budget 50 --out @/out"));

    private static final Map<String, Integer> SIGNALS = Map.of("TERM", 143, "HUP", 129, "INT", 130);

    /** Those that write files, and do the same when they are repeated. */
    private static final List<String> REPEATABLE =
            List.of("run", "saved", "cycle", "noc", "sweep", "sparsify", "sdann", "report", "train");

    /** What is tried once. */
    private record Case(
            String name,
            List<String> words,
            String shell,
            Map<String, String> environment,
            List<String> options,
            Set<Integer> statuses) {}

    private record Ended(int status, String out, String err) {}

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<Case> cases = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int tried;
    private Path report;

    @BeforeEach
    void makeAReport() {
        report = folder.resolve("a report");
        Invocation.done(
                "run", "--quiet", "--samples", "1", "--calibrate", "5", "--out", report.toString(), "--threads", "1");
    }

    /** Training is tried where it is built. */
    private static List<String> built(List<String> commands) {
        return commands.stream()
                .filter(command -> BuiltTraining.isThere() || !command.startsWith("train"))
                .toList();
    }

    private static List<String> words(String line) {
        return List.of(line.split(" "));
    }

    private void add(String name, String command, String shell, Set<Integer> statuses) {
        cases.add(new Case(command + ", " + name, words(COMMANDS.get(command)), shell, Map.of(), List.of(), statuses));
    }

    private void add(String name, String command, Map<String, String> environment, List<String> options) {
        cases.add(new Case(
                command + ", " + name, words(COMMANDS.get(command)), PLAIN, environment, options, expected(command)));
    }

    /** Without anything hostile. */
    private static Set<Integer> expected(String command) {
        return command.equals("expect") ? REFUSED : DONE;
    }

    private void streams() {
        for (String command : built(List.of("run", "noc", "sweep", "map", "chip", "report", "sdann", "train"))) {
            add("standard output closed", command, PLAIN + " >&-", FAILED);
            add("standard output full", command, PLAIN + " >/dev/full", FAILED);
            add("standard output to a pipe that closes", command, "\"$@\" | :; exit ${PIPESTATUS[0]}", DONE_OR_FAILED);
        }
        for (String command : built(List.of("run", "noc", "sparsify", "expect", "train"))) {
            add("standard error closed", command, PLAIN + " 2>&-", expected(command));
            add("standard error full", command, PLAIN + " 2>/dev/full", expected(command));
            add("all streams closed", command, PLAIN + " <&- >&- 2>&-", ANY);
        }
    }

    private void limits() {
        for (String command : built(REPEATABLE)) {
            for (int blocks : new int[] {1, 8}) {
                add("files of " + blocks + " kB", command, "ulimit -f " + blocks + "; " + PLAIN, ANY);
            }
        }
        for (String command : built(List.of("run", "cycle", "noc", "report", "train"))) {
            add("40 handles", command, "ulimit -n 40; " + PLAIN, ANY);
            add("4 GB of addresses", command, "ulimit -v 4000000; " + PLAIN, ANY);
            for (String memory : new String[] {"-Xmx8m", "-Xmx16m", "-Xmx32m", "-Xmx64m", "-Xss200k"}) {
                cases.add(new Case(
                        command + ", " + memory, words(COMMANDS.get(command)), PLAIN, Map.of(), List.of(memory), ANY));
            }
        }
    }

    private void surroundings() {
        for (String command : built(List.of("run", "noc", "map", "report", "train"))) {
            add("LC_ALL=C", command, Map.of("LC_ALL", "C"), List.of());
            add("German", command, Map.of(), List.of("-Duser.language=de"));
            add("Turkish", command, Map.of("TZ", "XYZ-13:45"), List.of("-Duser.language=tr", "-Duser.country=TR"));
            add("no home", command, Map.of("HOME", "/nonexistent", "XDG_CACHE_HOME", "/proc/nowhere"), List.of());
            cases.add(new Case(
                    command + ", no temporary folder",
                    words(COMMANDS.get(command)),
                    PLAIN,
                    Map.of("TMPDIR", "/nonexistent"),
                    List.of("-Djava.io.tmpdir=/proc/x"),
                    Set.of(ExitStatus.DONE, ExitStatus.WRONG_INPUT)));
            add("strange home", command, Map.of("HOME", "/nowhere/a b/\u00e9\u4e2d"), List.of());
            add("no variables", command, "exec env -i CLASSPATH=\"$CLASSPATH\" \"$@\"", expected(command));
            add("the current folder deleted", command, "d=$(mktemp -d); cd $d; rmdir $d; " + PLAIN, DONE);
        }
    }

    private void place(String name, String line, Set<Integer> statuses) {
        cases.add(new Case(name, words(line), PLAIN, Map.of(), List.of(), statuses));
    }

    private void place(String name, List<String> start, String place, Set<Integer> statuses) {
        List<String> words = new ArrayList<>(start);
        words.add(place);
        cases.add(new Case(
                name + ", " + String.join(" ", start).replaceAll(" .*(--[a-z-]+)$", " $1"),
                words,
                PLAIN,
                Map.of(),
                List.of(),
                statuses));
    }

    private void places() {
        String noc = "noc --quiet --mesh 4x4 --warmup 0 --cycles 500 ";
        String run = "run --quiet --samples 1 --calibrate 5 ";
        String train = "train --quiet --samples 50 --test-samples 10 --epochs 1 ";
        for (String start : built(List.of(noc + "--out", run + "--out", train + "--out"))) {
            List<String> words = words(start);
            place("a file is in the way", words, "@/file", REFUSED);
            place("below a file", words, "@/file/out", REFUSED);
            place("under /proc", words, "/proc/out", REFUSED);
            place("under /dev/null", words, "/dev/null/out", REFUSED);
            place("through a link", words, "@/link", DONE);
            place("a link that leads nowhere", words, "@/dangling", Set.of(0, 2));
            place("a link in a circle", words, "@/circle", REFUSED);
            place("spaces and other letters", words, "@/a b \u00e9 \u4e2d/out", DONE);
            place("control characters", words, "@/\u001b[31m\u0007", DONE);
            place("a line break", words, "@/a\nb", DONE);
            place("255 bytes", words, "@/" + "x".repeat(255), DONE);
            place("256 bytes", words, "@/" + "x".repeat(256), REFUSED);
            place("a name beyond a path", words, "@" + "/x".repeat(2_500), REFUSED);
        }
        for (String start : List.of(
                noc + "--save-trace", run + "--save-network", "sparsify --quiet --samples 2 --calibrate 5 --file")) {
            List<String> words = words(start);
            place("a folder", words, "@/folder", REFUSED);
            place("below a file", words, "@/file/one", REFUSED);
            place("under /proc", words, "/proc/one", REFUSED);
            place("somebody else's file", words, "@/file", REFUSED);
            place("a full device", words, "/dev/full", UNWRITTEN);
            place("a link in a circle", words, "@/circle", Set.of(ExitStatus.DONE, ExitStatus.WRONG_INPUT));
            place("a line break", words, "@/a\nb.sin", DONE);
            place("a long name", words, "@/" + "x".repeat(255), REFUSED);
        }
    }

    private void inputs() {
        for (String start : built(List.of(
                "train --quiet --out @/out --data",
                "train --quiet --out @/out --from",
                "train --quiet --out @/out --network",
                "run --quiet --samples 1 --data",
                "run --quiet --samples 1 --chip",
                "run --quiet --samples 1 --calibrate 5 --sparsity",
                "run --quiet --samples 1 --calibrate 5 --expect",
                "run --quiet --samples 1 --model",
                "map",
                "chip",
                "report",
                "noc --quiet --trace",
                "noc --quiet --chip",
                "sparsify --quiet --model",
                "reproduce sdann --quiet --suite",
                "reproduce mint --quiet --trained",
                "reproduce hessian --quiet --findings"))) {
            List<String> words = words(start);
            boolean isFolderRight = start.endsWith("suite") || start.endsWith("trained");
            place("a folder", words, "@/folder", isFolderRight ? ANY : REFUSED);
            boolean isIgnored = start.endsWith("suite");
            for (String wrong : List.of("@/fifo", "@/empty", "/dev/zero", "@/circle")) {
                place(wrong, words, wrong, isIgnored ? ANY : REFUSED);
            }
        }
        for (String ending : List.of(".sin", ".json", ".onnx")) {
            for (String wrong : List.of("@/fifo", "@/zero")) {
                place(wrong + ending, words("run --quiet --samples 1 --model"), wrong + ending, REFUSED);
            }
        }
        place("4,096 bytes of options", "noc --quiet --mesh 4x4 --dead-routers " + "1,".repeat(2_048) + "1", ANY);
        cases.add(new Case(
                "run, 4,096 bytes of command line",
                words(COMMANDS.get("run")),
                PLAIN,
                Map.of(),
                List.of("-Dlong=" + "x".repeat(4_096)),
                REFUSED));
    }

    private void signals() {
        for (String command : built(List.of("run", "cycle", "noc", "sweep", "sparsify", "sdann", "train"))) {
            String longer = COMMANDS.get(command)
                    .replaceAll("--samples [0-9]+", command.equals("cycle") ? "--samples 40" : "--samples 900")
                    .replace("--cycles 2000", "--cycles 100000000");
            for (String signal : List.of("TERM", "HUP", "INT")) {
                String seconds = String.format(Locale.ROOT, "%.2f", 0.1 + 4 * random.nextDouble());
                cases.add(new Case(
                        command + ", " + signal + " after " + seconds + " s",
                        words(longer),
                        // with job control, as otherwise bash starts what is in the background deaf to SIGINT
                        "set -m; \"$@\" & p=$!; sleep " + seconds + "; kill -" + signal + " $p; wait $p",
                        Map.of(),
                        List.of(),
                        Set.of(ExitStatus.DONE, SIGNALS.get(signal))));
            }
        }
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

    private static ProcessBuilder builder(Case one, Path own) {
        List<String> words = one.words.stream()
                .map(word -> word.startsWith("@") ? own + word.substring(1) : word)
                .toList();
        ProcessBuilder process = OwnProcess.of(one.options, words);
        List<String> command = new ArrayList<>(List.of("bash", "-c", one.shell, "bash"));
        command.addAll(process.command());
        process.command(command).directory(own.toFile());
        if (one.words.getFirst().equals("train")) {
            process.environment().merge("CLASSPATH", BuiltTraining.classPath(), (tool, part) -> tool + ":" + part);
        }
        process.environment().putAll(one.environment);
        return process;
    }

    private Process start(Case one, Path own, String name) throws IOException {
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
                        && !line.equals(NO_TMPDIR))
                .filter(line -> !line.matches(".*[0-9]+%.*|.*\\[[0-9=>. ]*\\].*|[^:]*\\.\\.\\.|epoch [0-9]+ of .*"))
                .toList();
    }

    /** Each output that cannot be written is said on a line. */
    private static long outputs(Case one) {
        return Math.max(
                1,
                one.words.stream()
                        .filter(word -> word.matches("--(out|json|save-.*|file)"))
                        .count());
    }

    private void fault(Case one, String what, Ended ended) {
        fault(one.name + ": " + what + ": status " + ended.status + ", said " + said(ended.err));
    }

    /** Said at once, as the others take long. */
    private void fault(String fault) {
        System.out.println("fault: " + fault);
        faults.add(fault);
    }

    private void check(Case one, Path own, Ended ended) throws IOException {
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
        } else if (!one.statuses.contains(ended.status)) {
            fault(one, "expected status " + one.statuses, ended);
        }
        if (STACK.matcher(ended.err).find() || STACK.matcher(ended.out).find()) {
            fault(one.name + ": a stack trace: " + ended.err);
        }
        List<String> messages = said(ended.err).stream()
                .filter(line -> line.startsWith("synfire: "))
                .toList();
        boolean isSilent = ended.status == 0 || one.shell.endsWith(" 2>&-") || one.shell.endsWith(" 2>/dev/full");
        if (said(ended.err).size() > messages.size() || messages.size() > (isSilent ? 0 : outputs(one))) {
            fault(one, "more than one line", ended);
        } else if (!isSilent && messages.isEmpty() && ended.status < SIGNALLED) {
            fault(one, "no message", ended);
        }
        if (messages.stream().anyMatch(line -> line.contains("fault of the program"))) {
            fault(one, "a fault of the program", ended);
        }
        checkFiles(one.name, own, true);
    }

    /** Every file is whole. */
    private void checkFiles(String name, Path own, boolean isOrderly) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(own)) {
            files = all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path file : files) {
            String wrong = wrong(file);
            if (wrong != null) {
                fault(name + ": " + own.relativize(file) + " is half-written: " + wrong);
            }
            if (isOrderly && file.toString().endsWith(".part")) {
                fault(name + ": " + own.relativize(file) + " is left");
            }
        }
        if (!Files.readString(own.resolve("file")).equals("somebody else's\n")) {
            fault(name + ": somebody else's file is changed");
        }
    }

    private static String wrong(Path file) {
        String name = file.getFileName().toString();
        try {
            if (name.startsWith(".") || (Files.size(file) == 0 && name.startsWith("empty"))) {
                return null;
            }
            String ending = name.substring(name.lastIndexOf('.') + 1);
            switch (ending) {
                case "json" -> {
                    new ObjectMapper().readTree(file.toFile());
                    if (name.equals("report.json")) {
                        ReportFolder.read(file.getParent());
                    }
                }
                case "svg" -> xml().parse(file.toFile());
                case "html" -> {
                    return Files.readString(file).strip().endsWith("</html>") ? null : "no end";
                }
                case "csv", "hgrm", "hlog", "txt" -> {
                    return Files.readString(file).endsWith("\n") ? null : "no end of a line";
                }
                case "sin" -> NetworkFile.read(file);
                case "gz", "trace" -> PacketTrace.open(file);
                default -> {
                    return null;
                }
            }
            return null;
        } catch (IOException | SAXException | RuntimeException damaged) {
            return damaged.toString();
        }
    }

    private static DocumentBuilder xml() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new AssertionError(e);
        }
    }

    private void assertNoFaults(String what, long began) {
        System.out.printf(
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
        streams();
        limits();
        surroundings();
        places();
        inputs();
        signals();
        int from = isLong() ? 0 : new SplittableRandom().nextInt(SHARE);
        for (int number = from; number < cases.size(); number += isLong() ? 1 : SHARE) {
            Case one = cases.get(number);
            Path own = prepare("" + number);
            check(one, own, ended(start(one, own, "" + number), "" + number));
            delete(own);
            tried++;
        }
        assertNoFaults("one process", began);
    }

    private static Case plain(String command) {
        return new Case(command, words(COMMANDS.get(command)), PLAIN, Map.of(), List.of(), DONE);
    }

    /** Killed at any moment, the same command does what it would have done. */
    @Test
    void killedAndRunAgain() throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<String> commands = isLong() ? built(REPEATABLE) : List.of("sweep");
        for (String command : commands) {
            for (int time = 0; time < (isLong() ? 2 : 1); time++) {
                Path own = prepare(command + time);
                Process killed = start(plain(command), own, "killed");
                killed.waitFor(random.nextLong(300, 3_500), TimeUnit.MILLISECONDS);
                killed.descendants().forEach(ProcessHandle::destroyForcibly);
                killed.destroyForcibly();
                killed.waitFor();
                checkFiles(command + ", killed", own, false);
                Case again = plain(command);
                Ended ended = ended(start(again, own, "again"), "again");
                if (ended.status != 0 || STACK.matcher(ended.err).find()) {
                    fault(again, "after a kill", ended);
                }
                checkFiles(
                        command + ", again",
                        own,
                        !Set.of("saved", "sparsify", "run").contains(command));
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
        List<String> commands = isLong() ? built(REPEATABLE) : List.of("noc");
        for (String command : commands) {
            for (boolean isOne : new boolean[] {true, false}) {
                Path own = prepare(command + isOne);
                Path other = isOne ? own : prepare(command + "other");
                Process first = start(plain(command), own, "first");
                Process second = start(plain(command), other, "second");
                for (Ended ended : List.of(ended(first, "first"), ended(second, "second"))) {
                    Set<Integer> right = isOne ? Set.of(0, 2) : DONE;
                    if (!right.contains(ended.status)
                            || STACK.matcher(ended.err).find()) {
                        fault(plain(command), isOne ? "two in one folder" : "two in two folders", ended);
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
