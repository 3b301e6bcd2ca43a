package org.synfire.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;

/** The page is well-formed, needs nothing but itself, and says what the run says. */
@Timeout(120)
class HtmlReportTest {
    private static final int MOST_ERRORS = 50;
    /** What of run.json must stand in the report, whatever else does. */
    private static final List<String> MUST_STAND = List.of(
            "/accuracy",
            "/correct",
            "/samples",
            "/spikes",
            "/sops",
            "/hops",
            "/overflows",
            "/cores",
            "/chips",
            "/seed",
            "/energy/perSampleMicrojoules",
            "/energy/boundMicrojoules",
            "/energy/parts/hops",
            "/reference/mismatchedValues",
            "/reference/comparedValues",
            "/timeSteps/perSample",
            "/timeSteps/latency",
            "/throughput/samplesPerSecond",
            "/latency/packetCycles/p99",
            "/latency/stepCycles/max",
            "/latency/sampleSteps/p50",
            "/latency/hostStepNanos/p999",
            "/memory/stateBytes",
            "/layers/1/spikes",
            "/layers/7/neurons",
            "/layers/3/rate",
            "/confusion/9/9");

    private static Document parsed(String page) {
        Parser parser = Parser.htmlParser().setTrackErrors(MOST_ERRORS);
        Document document = parser.parseInput(page, "");
        assertEquals(List.of(), List.copyOf(parser.getErrors()));
        return document;
    }

    @Test
    void isWellFormed() throws IOException {
        Document page = parsed(ReportOfDemo.page(ReportOfDemo.run()));
        Set<String> ids = new HashSet<>();
        page.select("[id]").forEach(element -> assertTrue(ids.add(element.id()), "twice: id " + element.id()));
        page.select("a[href^=#]")
                .forEach(link -> assertTrue(ids.contains(link.attr("href").substring(1)), link.outerHtml()));
        Pattern.compile("url\\(#([^)]+)\\)")
                .matcher(page.outerHtml())
                .results()
                .forEach(used -> assertTrue(ids.contains(used.group(1)), used.group()));
        assertEquals("en", page.selectFirst("html").attr("lang"));
    }

    @Test
    void everyDrawingHasANameAndADescription() throws IOException {
        Document page = parsed(ReportOfDemo.page(ReportOfDemo.run()));
        assertEquals(16, page.select("svg").size(), "drawings");
        for (Element drawing : page.select("svg")) {
            assertEquals("img", drawing.attr("role"));
            for (String id : drawing.attr("aria-labelledby").split(" ")) {
                assertFalse(page.getElementById(id).text().isBlank(), id);
            }
            assertTrue(drawing.select("text").size() > 2, "text stays text");
        }
        page.select("table")
                .forEach(
                        table -> assertFalse(table.selectFirst("caption").text().isBlank()));
    }

    @Test
    void needsNothingButItself() throws IOException {
        String page = ReportOfDemo.page(ReportOfDemo.run());
        Document document = parsed(page);
        assertEquals(
                0,
                document.select("link, img, iframe, object, embed, base, [src], [srcset], image, use, form")
                        .size());
        assertFalse(page.contains("@import"), "a style sheet that loads another");
        for (Element link : document.select("[href]")) {
            assertTrue(
                    link.attr("href").matches("#[a-z]+|[A-Za-z0-9_-][A-Za-z0-9._-]*"),
                    "leads outside the folder: " + link.outerHtml());
        }
        Pattern.compile("url\\(([^)]*)\\)")
                .matcher(page)
                .results()
                .forEach(used -> assertTrue(used.group(1).startsWith("#"), used.group()));
        assertTrue(document.selectFirst("meta[http-equiv=Content-Security-Policy]")
                .attr("content")
                .startsWith("default-src 'none'"));
    }

    @Test
    void everyNumberOfTheRunIsThatOfRunJson() throws IOException {
        JsonNode run = ReportOfDemo.json();
        Set<String> shown = new TreeSet<>();
        for (Element number : parsed(ReportOfDemo.page(ReportOfDemo.run())).select("data")) {
            JsonNode exact = run.at(number.attr("data-key"));
            assertTrue(exact.isNumber(), number.outerHtml());
            assertEquals(exact.asDouble(), Double.parseDouble(number.attr("value")), number.outerHtml());
            assertShows(exact.asDouble(), number.text());
            shown.add(number.attr("data-key"));
        }
        MUST_STAND.forEach(key -> assertTrue(shown.contains(key), key));
    }

    /** The text is the value, rounded to the digits that it has. */
    private static void assertShows(double value, String text) {
        double unit = text.endsWith(" %") ? 100 : 1;
        String digits = text.replace(" %", "").replace(",", "");
        int behind = digits.contains(".") ? digits.length() - digits.indexOf('.') - 1 : 0;
        assertEquals(value * unit, Double.parseDouble(digits), 0.5000001 * Math.pow(10, -behind), text);
    }

    @Test
    void namesFromFilesStayText() throws IOException {
        String evil = "<script>alert(1)</script>\\\"'><img src=x onerror=alert(2)>&amp;]]>--><!--";
        String quoted = Matcher.quoteReplacement(evil);
        RecordedRun run = ReportOfDemo.run(json -> json.replace("stem_relu", evil)
                .replace("head_relu", "\\u0001\\uD800" + evil)
                .replaceAll("(\"(network|command|chip)\" : )\"[^\"]*\"", "$1\"" + quoted + "\""));
        Document plain = parsed(ReportOfDemo.page(ReportOfDemo.run()));
        Document page = parsed(ReportOfDemo.page(run));
        assertEquals(1, page.select("script").size());
        assertEquals(plain.select("script").html(), page.select("script").html());
        assertEquals(0, page.select("img, [onerror]").size());
        assertEquals(elements(plain), elements(page), "the names made elements");
        assertTrue(
                page.selectFirst("h1").text().startsWith("<script>alert(1)</script>\"'><img"),
                page.selectFirst("h1").text());
        assertTrue(page.select("#layers tbody th").get(1).text().contains("<img src=x"));
        assertEquals(-1, page.outerHtml().indexOf('\u0001'), "a character that no page may hold");
    }

    /** Tags and their numbers; those of drawings, whose grid depends on the room that names leave, without numbers. */
    private static Map<String, Long> elements(Document page) {
        return page.select("*").stream()
                .collect(Collectors.groupingBy(
                        Element::tagName,
                        TreeMap::new,
                        Collectors.mapping(
                                element -> element.closest("svg") == null ? 1L : 0L,
                                Collectors.summingLong(Long::longValue))));
    }

    @Test
    void whatWasStoppedIsMarked() throws IOException {
        assertEquals(
                0,
                parsed(ReportOfDemo.page(ReportOfDemo.run())).select(".warning").size());
        Document page = parsed(ReportOfDemo.page(
                ReportOfDemo.run(json -> json.replace("\"complete\" : true", "\"complete\" : false"))));
        assertTrue(
                page.select("header .warning").text().startsWith("INCOMPLETE: the run was stopped after 40 samples"),
                page.select("header").text());
    }

    @Test
    void differencesFromTheReferenceAreMarked() throws IOException {
        Document page = parsed(ReportOfDemo.page(
                ReportOfDemo.run(json -> json.replace("\"mismatchedValues\" : 0", "\"mismatchedValues\" : 7")
                        .replace("\"firstMismatch\" : null", "\"firstMismatch\" : \"sample 3, layer <b>\""))));
        assertTrue(
                page.select("header .warning")
                        .text()
                        .contains("7 values differ from the dense reference; the first: sample 3, layer <b>"),
                page.select("header").text());
    }

    @Test
    void assumedFiguresAreMarked() throws IOException {
        Document page = parsed(ReportOfDemo.page(ReportOfDemo.run()));
        assertTrue(page.select("#energy tbody tr").stream()
                .anyMatch(row ->
                        row.text().startsWith("neuron updates") && row.text().endsWith("assumed figure *")));
        assertTrue(page.select("#energy tbody tr").stream()
                .anyMatch(row -> row.text().startsWith("synaptic operations")
                        && row.text().endsWith("published figure")));
        assertTrue(page.select("#latency h3").text().contains("Packet (assumed figures)"));
        assertTrue(page.select("#origin tbody tr").stream()
                .anyMatch(row ->
                        row.text().contains("router.routerCycles") && row.text().contains("* assumed")));
    }

    @Test
    void axesAndCaptionsSayWhatTheyShowInTheirUnits() throws IOException {
        Document page = parsed(ReportOfDemo.page(ReportOfDemo.run()));
        Map.of(
                        "spikes", "spikes per sample",
                        "sops", "synaptic operations per sample",
                        "packets", "packets per sample",
                        "latency-packet-cycles", "packet latency, cycles",
                        "loss-ratios", "signal-to-noise ratio, dB",
                        "energy-parts", "energy per sample, \u00b5J",
                        "energy-layers", "energy per sample, \u00b5J")
                .forEach((id, axis) -> assertTrue(
                        page.getElementById(id).select("text").eachText().contains(axis), id + " lacks " + axis));
        assertTrue(
                page.getElementById("latency-host-step").select("text").eachText().stream()
                        .anyMatch(text -> text.startsWith("host time of a step, \u00b5s")),
                "host time");
        String caption = page.getElementById("latency-host-step")
                .closest("figure")
                .selectFirst("figcaption")
                .text();
        double most = ReportOfDemo.json().at("/latency/hostStepNanos/max").asDouble() / 1000;
        assertTrue(caption.contains(String.format(Locale.ROOT, "the largest %,.1f \u00b5s", most)), caption);
        assertFalse(page.text().contains("nanos"), "a unit that nobody writes");
    }

    @Test
    void accuracyHasItsConfidenceInterval() throws IOException {
        Document page = parsed(ReportOfDemo.page(
                ReportOfDemo.run(json -> json.replaceAll("\"accuracy\" : [0-9.]+", "\"accuracy\" : 0.975"))));
        assertTrue(
                page.select("#summary .tile").first().text().endsWith("40 samples; 95 % confidence: 87.1 to 99.6 %"),
                page.select("#summary .tile").first().text());
    }

    @Test
    void isTheSameForTheSameRun() throws IOException {
        assertEquals(ReportOfDemo.page(ReportOfDemo.run()), ReportOfDemo.page(ReportOfDemo.run()));
    }

    @Test
    void aRunWithoutWhatWasNotKeptHasNoEmptyPlots() throws IOException {
        RecordedRun run = ReportOfDemo.run();
        RecordedRun without = new RecordedRun(
                run.result(),
                new RunDetails(
                        run.details().bits(),
                        run.details().spikes(),
                        run.details().mesh(),
                        run.details().layers(),
                        run.details().cores(),
                        run.details().links(),
                        null,
                        null,
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        run.details().histograms(),
                        run.details().figures()),
                run.histograms(),
                run.files());
        assertEquals(
                0,
                Jsoup.parse(ReportOfDemo.page(without))
                        .select("#raster, #losses, #mistakes, #linkuse")
                        .size());
    }
}
