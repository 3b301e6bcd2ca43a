package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.emulator.compare.ComparedRun;
import org.synfire.emulator.compare.Comparison;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunOrigin;
import org.synfire.emulator.result.RunResult;
import org.synfire.tools.report.ComparePage;
import org.synfire.tools.report.DrawnTexts;

/** The page that {@code compare --out} writes beside {@code compare.json}. */
class ComparePageTest {
    private static final int SAMPLES = 12;
    private static final int MOST_ERRORS = 50;
    private static final List<String> DRAWINGS = List.of(
            "compare-accuracy",
            "compare-energy",
            "compare-layer-sops",
            "compare-layer-spikes",
            "compare-chip-time",
            "compare-packet-cycles",
            "compare-step-cycles",
            "compare-host-step");

    private static Path out;
    private static List<ComparedRun> runs;

    @BeforeAll
    static void compare(@TempDir Path folder) {
        Path exact = run(folder.resolve("exact"));
        Path registers = run(folder.resolve("registers"), "--precision", "darwin3", "--rot", "5");
        out = folder.resolve("compared");
        Invocation.done("compare", exact.toString(), registers.toString(), "--quiet", "--out", out.toString());
        runs = List.of(ComparedRun.read(exact), ComparedRun.read(registers));
    }

    private static Path run(Path folder, String... options) {
        Invocation.done(Stream.concat(
                        Stream.of(
                                "run",
                                "--samples",
                                String.valueOf(SAMPLES),
                                "--calibrate",
                                "10",
                                "--quiet",
                                "--raster",
                                "none",
                                "--out",
                                folder.toString()),
                        Stream.of(options))
                .toArray(String[]::new));
        return folder;
    }

    private static Document parsed(String page) {
        Parser parser = Parser.htmlParser().setTrackErrors(MOST_ERRORS);
        Document document = parser.parseInput(page, "");
        assertEquals(List.of(), List.copyOf(parser.getErrors()));
        return document;
    }

    private static Document page() throws IOException {
        return parsed(Files.readString(out.resolve(ComparePage.FILE)));
    }

    private static Document page(List<ComparedRun> of) {
        Comparison comparison = Comparison.of(of, "1.2.3");
        return parsed(ComparePage.html(comparison, of, CompareTables.of(comparison)));
    }

    private static List<String> cells(Document page, String part, String row) {
        return page.select("#" + part + " tbody tr").stream()
                .filter(tr -> tr.child(0).text().equals(row))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + row + " in " + part))
                .children()
                .eachText();
    }

    @Test
    void isWellFormedAndNeedsNothingButItself() throws IOException {
        Document page = page();
        Set<String> ids = new HashSet<>();
        page.select("[id]").forEach(element -> assertTrue(ids.add(element.id()), "twice: id " + element.id()));
        page.select("a[href]")
                .forEach(link -> assertTrue(
                        link.attr("href").startsWith("#")
                                && ids.contains(link.attr("href").substring(1)),
                        link.outerHtml()));
        assertEquals(
                0, page.select("link, img, iframe, object, embed, [src], form").size());
        assertEquals("2 runs compared", page.selectFirst("h1").text());
        assertEquals("A exact, B registers", page.selectFirst(".sub").text());
        assertEquals(0, page.select(".warning").size());
    }

    @Test
    void everyDrawingIsThereWithBothRunsAndLiesInAFile() throws IOException {
        Document page = page();
        assertEquals(DRAWINGS, page.select("svg").eachAttr("id"));
        for (String id : DRAWINGS) {
            Element drawing = page.getElementById(id);
            List<String> texts = drawing.select("text").eachText();
            assertTrue(texts.contains("A exact") && texts.contains("B registers"), id + ": " + texts);
            String file = Files.readString(out.resolve(id + ".svg"));
            DrawnTexts.assertWithin(id, file);
            assertFalse(file.contains("var("), id);
        }
    }

    @Test
    void numbersAreThoseOfTheJson() throws IOException {
        JsonNode json = new ObjectMapper().readTree(out.resolve("compare.json").toFile());
        Document page = page();
        assertEquals(
                List.of(
                        "synaptic operations",
                        shown("%,.1f", json.at("/events/4/perSample/values/0")),
                        shown("%,.1f", json.at("/events/4/perSample/values/1")),
                        shown("%,.3f", json.at("/events/4/perSample/ratios/1"))),
                cells(page, "events", "synaptic operations"));
        assertEquals(
                List.of(
                        "sum",
                        shown("%,.3f", json.at("/energy/perSampleMicrojoules/values/0")),
                        shown("%,.3f", json.at("/energy/perSampleMicrojoules/values/1")),
                        shown("%,.3f", json.at("/energy/perSampleMicrojoules/ratios/1"))),
                cells(page, "energy", "sum"));
        assertEquals("connectionSparsity", json.at("/neurobench/2/key").asText());
        double share = json.at("/neurobench/2/figure/values/0").asDouble();
        assertTrue(share > 0, "some weights of the demo are 0");
        String percent = String.format(Locale.ROOT, "%,.1f", 100 * share);
        assertEquals(
                List.of("weights of 0, %", percent, percent, "1.000"), cells(page, "neurobench", "weights of 0, %"));
        assertTrue(
                json.at("/neurobench/5/figure/ratios/1").asDouble() < 1,
                "rounded codes need fewer effective multiplications");
        assertEquals(List.of("precision", "exact", "16-bit registers"), cells(page, "settings", "precision"));
        assertTrue(page.select("#settings caption")
                .text()
                .equals(String.format(
                        Locale.ROOT,
                        "%d settings differ, %d are equal",
                        json.at("/settings/differing").size(),
                        json.at("/settings/equal").asInt())));
        assertEquals(
                json.at("/answers/first").size(),
                page.select("#answers tbody tr").size());
        assertEquals(8, page.select("#latency tbody tr").size());
    }

    private static String shown(String format, JsonNode number) {
        return String.format(Locale.ROOT, format, number.asDouble());
    }

    @Test
    void manyRunsHaveAColourEach(@TempDir Path folder) throws IOException {
        Invocation.done(Stream.of(
                        Stream.of("compare", "--quiet", "--out", folder.toString()),
                        Stream.of(runs, runs, runs, runs).flatMap(List::stream).map(ComparedRun::folder))
                .flatMap(words -> words)
                .toArray(String[]::new));
        Document page = parsed(Files.readString(folder.resolve(ComparePage.FILE)));
        Set<String> colours = new HashSet<>();
        page.getElementById("compare-energy")
                .select("[fill^=var(--c], [fill=var(--ink)]")
                .forEach(element -> colours.add(element.attr("fill")));
        assertEquals(8, colours.size(), colours::toString);
        assertEquals(
                28, page.select("#accuracy table").get(1).select("tbody tr").size());
        for (String id : DRAWINGS) {
            DrawnTexts.assertWithin(id, Files.readString(folder.resolve(id + ".svg")));
        }
    }

    @Test
    void namesFromFilesStayTextAndWhatWasStoppedIsMarked() {
        RecordedRun first = runs.getFirst().recorded();
        RunResult result = first.result();
        RunResult evil = new RunResult(
                "<script>alert(1)</script>\u0001",
                new RunResult.Answers(SAMPLES, 1, 0.1, new long[0][], List.of(), false, Optional.empty(), List.of()),
                result.witnesses(),
                result.timeSteps(),
                result.events(),
                result.neurobench(),
                result.energy(),
                result.latency(),
                result.throughput(),
                result.noc(),
                result.memory(),
                result.layers(),
                result.timing(),
                result.setting(),
                result.origin().with(RunOrigin.Samples.named("<img src=x>", "")),
                result.notes());
        ComparedRun other = new ComparedRun(
                "out/<b>bold",
                new RecordedRun(evil, first.details(), first.histograms(), first.files()),
                runs.getFirst().samples());
        Document page = page(List.of(runs.get(1), other));
        assertEquals(1, page.select("script").size());
        assertEquals(0, page.select("img, b").size());
        assertEquals(
                "Run B was stopped after 12 samples.",
                page.select("header .warning").text());
        assertEquals(-1, page.outerHtml().indexOf('\u0001'), "a character that no page may hold");
        assertEquals("<img src=x>", cells(page, "settings", "origin.data.name").get(2));
        assertTrue(page.select("#accuracy").text().contains("other samples: A is of digits test, B of <img src=x>"));
    }
}
