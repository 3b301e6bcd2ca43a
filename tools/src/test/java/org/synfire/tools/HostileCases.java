package org.synfire.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The circumstances of {@link HostileCircumstancesTest}: which command is tried where, and with which statuses it may
 * end.
 */
final class HostileCases {
    static final Set<Integer> DONE = Set.of(ExitStatus.DONE);
    private static final Set<Integer> REFUSED = Set.of(ExitStatus.WRONG_INPUT);
    private static final Set<Integer> FAILED = Set.of(ExitStatus.FAILED);
    private static final Set<Integer> DONE_OR_FAILED = Set.of(ExitStatus.DONE, ExitStatus.FAILED);
    private static final Set<Integer> UNWRITTEN = Set.of(ExitStatus.FAILED, ExitStatus.WRONG_INPUT);
    private static final Set<Integer> ANY = Set.of(ExitStatus.DONE, ExitStatus.FAILED, ExitStatus.WRONG_INPUT);

    private static final String PLAIN = "exec \"$@\"";
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

    private final SplittableRandom random;
    private final List<Case> cases = new ArrayList<>();

    private HostileCases(SplittableRandom random) {
        this.random = random;
    }

    /** What is tried once. */
    record Case(
            String name,
            List<String> words,
            String shell,
            Map<String, String> environment,
            List<String> options,
            Set<Integer> statuses) {}

    /** All circumstances of one process. */
    static List<Case> ofOneProcess(SplittableRandom random) {
        HostileCases all = new HostileCases(random);
        all.streams();
        all.limits();
        all.surroundings();
        all.places();
        all.inputs();
        all.signals();
        return List.copyOf(all.cases);
    }

    /** A command in no hostile circumstance. */
    static Case plain(String command) {
        return new Case(command, words(COMMANDS.get(command)), PLAIN, Map.of(), List.of(), DONE);
    }

    /** The commands that write files, and do the same when they are repeated. */
    static List<String> repeatable() {
        return built(REPEATABLE);
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
            Set<Integer> withoutOutput = COMMANDS.get(command).contains("--quiet") ? DONE : FAILED;
            add("standard output closed", command, PLAIN + " >&-", withoutOutput);
            add("standard output full", command, PLAIN + " >/dev/full", withoutOutput);
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
            place("a line break", words, start.endsWith("--save-network") ? "@/a\nb.sin" : "@/a\nb", DONE);
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
}
