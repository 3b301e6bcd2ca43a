package org.synfire.emulator.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.OutputFolder;
import org.synfire.engine.file.Sha256;
import org.synfire.engine.file.WholeFile;
import org.synfire.engine.measure.Latencies;
import org.synfire.network.json.StrictJson;

/**
 * The folder that a run leaves: figures, details, tables and histograms, a list of them with their hashes, and the
 * pages that {@link ReportRenderer}s make.
 *
 * <pre>
 *   run.json       {@link RunResult}         read by other programs
 *   details.json   {@link RunDetails}        what pages are made of
 *   *.csv          {@link RunTables}; samples.csv, which a detection has not, is read again
 *   *.npz          {@link RecordingFiles}
 *   *.hgrm *.hlog  {@link Latencies}
 *   *.svg          the drawings of the page, by the tools
 *   report.json    format, version, and the size and hash of each file above; written last, so a folder without it is
 *                  not whole
 *   report.html    by the tools
 *   part.txt      of a part of a run, to be joined with others; it holds a hash of its own
 * </pre>
 *
 * <p><b>Limits:</b> reads files of at most {@value #MOST_BYTES} bytes, and only folders of its own format.
 */
public final class ReportFolder {
    /** Changes whenever {@code details.json} or the way that the list of files is written does. */
    public static final int FORMAT = 10;

    /** The files that are written, as globs. */
    public static final List<String> FILES = List.of(
            "run.json",
            "details.json",
            "report.json",
            "report.html",
            "part.txt",
            "run.journal",
            "run-part-*.txt",
            "run-checkpoint-*.bin",
            "*.csv",
            "*.npz",
            "*.hgrm",
            "*.hlog",
            "*.svg");

    /** The file that a part of a run leaves beside, to be joined with others. */
    public static final String PART = "part.txt";

    static final String RESULT = "run.json";
    static final String DETAILS = "details.json";

    private static final String LIST = "report.json";
    private static final Pattern DRAWING = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*\\.svg");
    private static final long MOST_BYTES = 1L << 28;
    private static final ObjectMapper JSON = ResultJson.JSON;

    /** What is in the folder. */
    private record FileList(int format, String version, List<Entry> files) {
        List<String> names() {
            return files.stream().map(Entry::name).toList();
        }
    }

    /** A file, its size and the SHA-256 of what is in it. */
    private record Entry(String name, long bytes, String sha256) {
        static Entry of(Path file) throws IOException {
            return new Entry(file.getFileName().toString(), Files.size(file), Sha256.of(file));
        }
    }

    private ReportFolder() {}

    /**
     * Writes everything about a run, and its pages.
     *
     * @param folder a folder that is there
     * @throws OutputException if it cannot be written
     */
    static void write(RunReport report, Path folder) {
        try {
            deleteDrawings(folder);
            Files.deleteIfExists(folder.resolve(LIST));
            Files.deleteIfExists(folder.resolve(PART));
            Files.deleteIfExists(folder.resolve(RunTables.RASTER));
            Files.deleteIfExists(folder.resolve(RunTables.LOSSES));
            for (String table : RunTables.OF_TASKS) {
                Files.deleteIfExists(folder.resolve(table));
            }
            for (String recording : RecordingFiles.ALL) {
                Files.deleteIfExists(folder.resolve(recording));
            }
            List<Path> files = new ArrayList<>(List.of(
                    WholeFile.write(folder.resolve(RESULT), json(report.result())),
                    WholeFile.write(folder.resolve(DETAILS), json(report.details()))));
            files.addAll(RunTables.write(report, folder));
            files.addAll(RecordingFiles.write(report.recordings(), folder));
            files.addAll(RecordingFiles.writeTables(report.tables(), folder));
            for (Latencies histogram : report.histograms().all()) {
                histogram.write(folder);
                files.add(folder.resolve(histogram.name() + ".hgrm"));
                files.add(folder.resolve(histogram.name() + ".hlog"));
            }
            List<Entry> entries = new ArrayList<>();
            for (Path file : files) {
                entries.add(Entry.of(file));
            }
            writePages(
                    report.result(),
                    report.details(),
                    report.histograms().all(),
                    new FileList(FORMAT, report.result().setting().version(), entries),
                    folder);
        } catch (IOException | UncheckedIOException unwritable) {
            throw unwritable(folder, unwritable);
        }
    }

    private static OutputException unwritable(Path folder, Exception cause) {
        return new OutputException(
                String.format(
                        Locale.ROOT,
                        "cannot write the report to %s (%s); choose another folder",
                        folder,
                        FileReason.of(cause)),
                cause);
    }

    /** A value as JSON text. */
    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what a run measured can always be written as JSON", impossible);
        }
    }

    /**
     * Makes the pages of a folder again.
     *
     * @param folder what a run left
     * @return the pages' files
     * @throws InputException if the folder is of another format, not whole, or damaged, or another run writes to it
     * @throws OutputException if it cannot be written to
     */
    public static List<Path> render(Path folder) {
        FileList list = wholeList(folder);
        RecordedRun run = read(folder, list);
        try (OutputFolder open = OutputFolder.open(folder, FILES, true)) {
            return writePages(run.result(), run.details(), run.histograms(), list, open.path());
        } catch (IOException | UncheckedIOException unwritable) {
            throw unwritable(folder, unwritable);
        } catch (InputException explained) {
            throw explained;
        } catch (RuntimeException impossible) {
            // hashes that are right do not make figures that a run can have
            throw new InputException(
                    folder + " holds figures that no run has, so no page shows them; run again", impossible);
        }
    }

    /** Writes the drawings that are not there yet, the list with them, and the pages. */
    private static List<Path> writePages(
            RunResult result, RunDetails details, List<Latencies> histograms, FileList list, Path folder)
            throws IOException {
        List<Entry> entries = new ArrayList<>(list.files());
        RecordedRun undrawn = new RecordedRun(result, details, histograms, list.names());
        ServiceLoader<ReportRenderer> renderers = ServiceLoader.load(ReportRenderer.class);
        for (ReportRenderer renderer : renderers) {
            for (Map.Entry<String, String> drawing : renderer.drawings(undrawn).entrySet()) {
                if (!list.names().contains(drawing.getKey())) {
                    entries.add(Entry.of(WholeFile.write(folder.resolve(drawing.getKey()), drawing.getValue())));
                }
            }
        }
        FileList all = new FileList(list.format(), list.version(), entries);
        WholeFile.write(folder.resolve(LIST), json(all));
        RecordedRun run = new RecordedRun(result, details, histograms, all.names());
        List<Path> pages = new ArrayList<>();
        for (ReportRenderer renderer : renderers) {
            pages.add(WholeFile.write(folder.resolve(renderer.fileName()), renderer.page(run)));
        }
        return pages;
    }

    /** Deletes the drawings of an earlier run, of which this one may have fewer. */
    private static void deleteDrawings(Path folder) throws IOException {
        Path file = folder.resolve(LIST);
        if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
            return;
        }
        JsonNode list;
        try {
            list = JSON.readTree(file.toFile());
        } catch (JsonProcessingException damaged) {
            return;
        }
        for (JsonNode entry : list.path("files")) {
            String name = entry.path("name").asText();
            if (DRAWING.matcher(name).matches()) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
    }

    /**
     * Reads what a run left.
     *
     * @param folder what a run of this version left, or of another one with the same format
     * @throws InputException if the folder is of another format, not whole, or damaged
     */
    public static RecordedRun read(Path folder) {
        return read(folder, wholeList(folder));
    }

    private static RecordedRun read(Path folder, FileList list) {
        List<String> names = list.names();
        RunResult result = parse(folder, RESULT, list, RunResult.class);
        RunDetails details = parse(folder, DETAILS, list, RunDetails.class);
        List<Latencies> histograms = details.histograms().stream()
                .map(histogram -> {
                    requireListed(folder, histogram.name() + ".hlog", names);
                    return Latencies.read(folder, histogram.name(), histogram.unit());
                })
                .toList();
        return new RecordedRun(result, details, histograms, names);
    }

    /**
     * Reads what a run found for each sample.
     *
     * @param folder that {@link #read} has read
     * @param run what it has read
     * @return the samples; empty where the folder is of a version that did not write them, or of a detection
     * @throws InputException if they are not as a run writes them, or contradict the run's figures
     */
    public static Optional<SampleResults> samples(Path folder, RecordedRun run) {
        if (!run.files().contains(SampleTable.FILE)) {
            return Optional.empty();
        }
        Path file = folder.resolve(SampleTable.FILE);
        SampleResults samples;
        try {
            requireReadable(file);
            samples = SampleTable.read(file.toString(), Files.readAllLines(file));
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
        if (!agrees(samples, run.result().answers())) {
            throw new InputException(file + " and " + RESULT + " contradict each other; run again");
        }
        return Optional.of(samples);
    }

    /** Whether the samples are those that the answers were counted of. */
    private static boolean agrees(SampleResults samples, RunResult.Answers answers) {
        List<SampleResults.Sample> labelled =
                samples.stream().filter(sample -> sample.label().isPresent()).toList();
        List<ConfusedPair> pairs = ConfusedPair.of(
                labelled.size(),
                sample -> labelled.get(sample).label().getAsInt(),
                sample -> labelled.get(sample).answer());
        return samples.size() == answers.samples()
                && labelled.size() == (answers.isJudged() ? samples.size() : 0)
                && pairs.equals(answers.pairs())
                && pairs.stream()
                                .filter(pair -> pair.label() == pair.answer())
                                .mapToLong(ConfusedPair::samples)
                                .sum()
                        == answers.correct();
    }

    /** The list of a folder in which every file is as the run wrote it. */
    private static FileList wholeList(Path folder) {
        FileList list = list(folder);
        if (list.files() == null || list.files().stream().anyMatch(entry -> entry == null || entry.name() == null)) {
            throw new InputException(folder + " is not whole: " + LIST + " does not list its files; run again");
        }
        for (Entry entry : list.files()) {
            requireUndamaged(folder, entry);
        }
        return list;
    }

    private static FileList list(Path folder) {
        Path file = folder.resolve(LIST);
        if (!Files.isDirectory(folder)) {
            throw new InputException("there is no folder " + folder + "; give one that 'synfire run --out' made");
        }
        if (!Files.exists(file)) {
            String reason = Files.exists(folder.resolve(RESULT))
                    ? " has no " + LIST + ": the run was ended while it wrote, or an older version made it"
                    : " is no folder of a run";
            throw new InputException(folder + reason + "; make one with 'synfire run --out'");
        }
        JsonNode tree = tree(file);
        int format = tree.path("format").isInt() ? tree.path("format").intValue() : 0;
        if (format < OlderFormat.OLDEST || format > FORMAT) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s was written by Synfire %s in format %s; this version reads formats %d to %d: use that version,"
                            + " or run again",
                    folder,
                    tree.path("version").asText("?"),
                    tree.path("format").asText("?"),
                    OlderFormat.OLDEST,
                    FORMAT));
        }
        return convert(file, tree, FileList.class);
    }

    private static void requireUndamaged(Path folder, Entry entry) {
        Path file = folder.resolve(entry.name());
        if (!folder.equals(file.getParent()) || !Files.isRegularFile(file)) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s is not whole: %s is missing; run again", folder, entry.name()));
        }
        try {
            if (Files.size(file) != entry.bytes() || !Sha256.of(file).equals(entry.sha256())) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s is not as the run wrote it (%,d bytes then, %,d now); restore it, or run again",
                        file,
                        entry.bytes(),
                        Files.size(file)));
            }
        } catch (IOException unreadable) {
            throw new InputException(file + " cannot be read (" + FileReason.of(unreadable) + ")", unreadable);
        }
    }

    private static void requireListed(Path folder, String name, List<String> names) {
        if (!names.contains(name)) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s is not whole: %s does not list %s; run again", folder, LIST, name));
        }
    }

    private static <T> T parse(Path folder, String name, FileList list, Class<T> type) {
        requireListed(folder, name, list.names());
        Path file = folder.resolve(name);
        JsonNode tree = tree(file);
        if (tree instanceof ObjectNode keys) {
            OlderFormat.bringUp(name, list.format(), keys);
        }
        return convert(file, tree, type);
    }

    private static JsonNode tree(Path file) {
        try {
            requireReadable(file);
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException damaged) {
            throw new InputException(file + " is damaged (" + StrictJson.reason(damaged) + "); run again", damaged);
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    private static void requireReadable(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new InputException(String.format(Locale.ROOT, "%s has more than %,d bytes", file, MOST_BYTES));
        }
    }

    private static InputException unreadable(Path file, IOException cause) {
        return new InputException(file + " cannot be read (" + FileReason.of(cause) + "); run again", cause);
    }

    private static <T> T convert(Path file, JsonNode tree, Class<T> type) {
        if (!tree.isObject()) {
            throw new InputException(file + " is damaged (it has no object of JSON); run again");
        }
        try {
            return JSON.treeToValue(tree, type);
        } catch (JsonProcessingException wrong) {
            throw new InputException(
                    file + " is not as this version writes it (" + StrictJson.reason(wrong) + "); run again", wrong);
        }
    }
}
