package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code synfire compare}: its text, its files, and what it refuses. */
class CompareCommandTest {
    private static final int SCREEN_COLUMNS = 100;

    @TempDir
    private Path directory;

    private static Path runs;
    private static String exact;
    private static String registers;
    private static String fewer;

    @BeforeAll
    static void run(@TempDir Path folder) {
        runs = folder;
        exact = run("exact", "--samples", "12");
        registers = run("registers", "--samples", "12", "--precision", "darwin3", "--rot", "5");
        fewer = run("fewer", "--samples", "3", "--no-float");
    }

    private static String run(String name, String... options) {
        String folder = runs.resolve(name).toString();
        Invocation.done(Stream.concat(
                        Stream.of("run", "--calibrate", "10", "--quiet", "--raster", "none", "--out", folder),
                        Stream.of(options))
                .toArray(String[]::new));
        return folder;
    }

    private static String older() throws IOException {
        Path folder = Files.createDirectories(runs.resolve("older"));
        try (ZipInputStream zip =
                new ZipInputStream(CompareCommandTest.class.getResourceAsStream("report-format-3.zip"))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.write(folder.resolve(entry.getName()), zip.readAllBytes());
            }
        }
        return folder.toString();
    }

    private static JsonNode figures(String folder) throws IOException {
        return new ObjectMapper().readTree(Path.of(folder, "run.json").toFile());
    }

    @Test
    void textShowsBothRuns() throws IOException {
        String text = Invocation.done("compare", exact, registers).out();
        List<String> lines = text.lines().toList();
        assertTrue(lines.stream().anyMatch(line -> line.matches("  precision +exact +16-bit registers")), text);
        assertTrue(lines.stream().anyMatch(line -> line.matches("  origin.options.--rot +\\(none\\) +5")), text);
        double sops = figures(exact).get("sops").asDouble() / 12;
        double others = figures(registers).get("sops").asDouble() / 12;
        String row = String.format(Locale.ROOT, "%,.1f %,.1f %,.3f", sops, others, others / sops);
        assertTrue(
                lines.stream().anyMatch(line -> line.replaceAll(" +", " ").equals(" synaptic operations " + row)),
                row + " is not in\n" + text);
        assertTrue(text.contains("the spikes are not the same: the fingerprints differ"), text);
        assertEquals(
                List.of(),
                lines.stream().filter(line -> line.length() > SCREEN_COLUMNS).toList());
        assertTrue(
                lines.stream().anyMatch(line -> line.matches("  B    (\\.\\.\\.)?.*/registers +digits +12 .*")), text);
    }

    @Test
    void textSaysWhatIsEqualAndWhatIsNotThere() throws IOException {
        String same = Invocation.done("compare", exact, exact).out();
        assertTrue(same.contains("all spikes are the same: the fingerprints are equal"), same);
        assertTrue(same.contains("settings that differ: 0; "), same);
        assertTrue(same.contains("samples answered differently by A, B: 0 of 12"), same);
        String other = Invocation.done("compare", exact, fewer, older()).out();
        assertTrue(other.contains("Runs of different length are paired on the samples that both have"), other);
        assertTrue(other.contains("samples answered differently by A, B: 0 of 3"), other);
        assertTrue(other.contains("run C has no samples.csv, an older version wrote it"), other);
        assertTrue(
                other.lines().anyMatch(line -> line.matches("  sum while the pipeline is full .* - +[0-9.]+ +-")),
                other);
    }

    @Test
    void theLinesOfEightRunsFitAScreenToo() {
        String text = Invocation.done(Stream.concat(
                                Stream.of("compare", exact, registers, fewer),
                                Collections.nCopies(5, registers).stream())
                        .toArray(String[]::new))
                .out();
        assertEquals(
                List.of(),
                text.lines().filter(line -> line.length() > SCREEN_COLUMNS).toList());
        assertTrue(text.lines().anyMatch(line -> line.matches("  synaptic operations( +[0-9,.]+)+")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("  event +.*H / A.*")), text);
    }

    @Test
    void jsonHasEverything() throws IOException {
        JsonNode json =
                Invocation.done("compare", exact, registers, "--json", "-").json();
        assertEquals("B", json.at("/runs/1/id").asText());
        assertEquals(
                figures(registers).get("accuracy").asDouble(),
                json.at("/runs/1/accuracy").asDouble());
        assertTrue(json.at("/runs/1/confidence/low").asDouble()
                < json.at("/runs/1/accuracy").asDouble());
        assertEquals(
                figures(exact).get("spikes").asLong(),
                json.at("/events/0/totals/0").asLong());
        assertEquals(
                figures(registers).at("/latency/packetCycles/p99").asLong(),
                json.at("/latencies/0/summaries/1/p99").asLong());
        assertEquals(12, json.at("/pairs/0/agreement/samples").asInt());
        assertTrue(json.at("/pairs/0/notComparable").isNull());
        assertEquals(
                json.at("/answers/different").asInt(), json.at("/answers/first").size());
        assertEquals(List.of("A", "B"), new ObjectMapper().convertValue(json.at("/answers/runs"), List.class));
    }

    @Test
    void filesHaveTheSame() throws IOException {
        Path out = directory.resolve("new/out");
        Path json = directory.resolve("compared.json");
        Invocation quiet = Invocation.done(
                "compare", exact, registers, fewer, "--quiet", "--out", out.toString(), "--json", json.toString());
        assertEquals("", quiet.out());
        assertEquals(-1, Files.mismatch(json, out.resolve("compare.json")));
        List<String> settings = Files.readAllLines(out.resolve("compare-settings.csv"));
        assertEquals("setting,a,b,c", settings.getFirst());
        assertTrue(settings.contains("precision,exact,16-bit registers,exact"), settings::toString);
        List<String> events = Files.readAllLines(out.resolve("compare-events.csv"));
        assertEquals("event,a,b,c,b_to_a,c_to_a", events.getFirst());
        JsonNode spikes = new ObjectMapper().readTree(json.toFile()).at("/events/0/perSample");
        assertEquals(
                spikes.at("/values/0").asDouble(),
                Double.parseDouble(events.get(1).split(",")[1]));
        Files.createFile(out.resolve("compare-former.csv"));
        Invocation.done("compare", exact, registers, "--quiet", "--out", out.toString());
        assertFalse(Files.exists(out.resolve("compare-former.csv")), "a file of the former comparison");
    }

    @Test
    void refusesWhatCannotBeCompared() throws IOException {
        assertRefused("compare takes 2 to 8 folders of runs, not 1", exact);
        assertRefused(
                "compare takes 2 to 8 folders of runs, not 9",
                Collections.nCopies(9, exact).toArray(String[]::new));
        assertRefused("there is no folder", exact, directory.resolve("nowhere").toString());
        assertRefused("is no folder of a run", directory.toString(), exact);
        Path out = directory.resolve("out");
        assertRefused("is no folder of a run", directory.toString(), exact, "--out", out.toString());
        assertFalse(Files.exists(out), "a folder of no comparison");
        Files.createDirectory(out);
        Files.writeString(out.resolve("compare-mine.csv"), "mine");
        assertRefused("compare-mine.csv was not written by a run", exact, fewer, "--out", out.toString());
        Invocation.done("compare", exact, fewer, "--quiet", "--force", "--out", out.toString());
    }

    private static void assertRefused(String message, String... arguments) {
        Invocation compare = Invocation.of(
                Stream.concat(Stream.of("compare"), Stream.of(arguments)).toArray(String[]::new));
        assertEquals(ExitStatus.WRONG_INPUT, compare.status());
        assertTrue(compare.err().startsWith("synfire: ") && compare.err().contains(message), compare.err());
        assertEquals(1, compare.err().lines().count(), compare.err());
        assertEquals("", compare.out());
    }
}
