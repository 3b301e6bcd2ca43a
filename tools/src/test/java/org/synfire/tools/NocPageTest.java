package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.tools.report.DrawnTexts;
import org.synfire.tools.report.NocPage;

/** The page that {@code noc --out} writes beside {@code noc.json}. */
class NocPageTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private Document page(String options) throws IOException {
        Invocation.of(
                Stream.concat(Stream.of("noc", "--quiet", "--out", directory.toString()), Stream.of(options.split(" ")))
                        .toArray(String[]::new));
        try (DirectoryStream<Path> drawings = Files.newDirectoryStream(directory, "*.svg")) {
            for (Path drawing : drawings) {
                DrawnTexts.assertWithin(drawing.getFileName().toString(), Files.readString(drawing));
            }
        }
        return Jsoup.parse(Files.readString(directory.resolve("noc.html")));
    }

    private JsonNode json() throws IOException {
        return JSON.readTree(directory.resolve("noc.json").toFile());
    }

    @Test
    void aSweepDrawsEveryLoad() throws IOException {
        Document page = page("--mesh 4x4 --traffic transpose --hop-cycles 1 --sweep --cycles 2000 --warmup 500");
        assertEquals(
                "Network-on-chip: 4x4 mesh, transpose", page.selectFirst("h1").text());
        assertEquals(
                "Bernoulli injection, 1 flit per packet; xy routing, 1 virtual channel of 8 flits, 1 cycle a hop",
                page.selectFirst(".sub").text());
        List<JsonNode> points =
                StreamSupport.stream(json().get("points").spliterator(), false).toList();
        long saturated = points.stream()
                .filter(point -> point.get("saturated").asBoolean())
                .count();
        Element curve = page.getElementById("latency");
        List<String> texts = curve.select("text").eachText();
        for (String text : List.of(
                "offered load, flits per node and cycle",
                "mean, with 95 % confidence",
                "99th percentile",
                "saturated")) {
            assertTrue(texts.contains(text), text + " is not in " + texts);
        }
        assertTrue(texts.stream().anyMatch(text -> text.startsWith("packet latency, cycles")), "no label of latencies");
        assertEquals(saturated + 1, filled(curve, "var(--c5)"), "marks of saturated loads, and that of the legend");
        assertEquals(points.size(), page.select("#points tbody tr").size());
        assertEquals(
                Files.readString(directory.resolve("latency.svg"))
                        .lines()
                        .filter(line -> line.contains("var("))
                        .count(),
                0);
        assertTrue(page.select("#setup code").text().startsWith("synfire noc --quiet"));
    }

    /** Shapes of a colour that are filled, whether they say so or what is around them does. */
    private static long filled(Element drawing, String colour) {
        return drawing.select("path, polygon").stream()
                .filter(shape -> shape.closest("clipPath") == null)
                .filter(shape -> shape.closest("[fill]").attr("fill").equals(colour))
                .count();
    }

    @Test
    void loadsThatAreNotKnownAreMarkedAndHaveNoLatency() throws IOException {
        page("--mesh 4x4 --hop-cycles 1 --sweep --cycles 500 --warmup 100");
        ObjectNode sweep = (ObjectNode) json();
        ObjectNode first = (ObjectNode) sweep.get("points").get(0);
        first.putNull("saturated").putNull("packetLatencyError").putNull("hops");
        ((ObjectNode) first.get("packetLatency")).putNull("mean").putNull("p99");
        sweep.put("complete", false).putNull("verdict");
        Document page = Jsoup.parse(NocPage.sweep(sweep.toString()));
        Element curve = page.getElementById("latency");
        assertTrue(curve.select("text").eachText().contains("too short to tell"));
        assertEquals(2, filled(curve, "var(--muted)"));
        Element row = page.selectFirst("#points tbody tr");
        assertTrue(row.text().endsWith("undetermined") && row.text().contains(" - "), row.text());
        assertTrue(page.select("header .warning").text().startsWith("INCOMPLETE"));
        assertFalse(page.outerHtml().contains("NaN"));
    }

    @Test
    void oneLoadShowsLatenciesAndLinks() throws IOException {
        Document page = page("--mesh 4x4 --rate 0.2 --cycles 2000 --warmup 500");
        assertEquals(3, page.select("figure svg").size());
        for (String file : List.of("packet-latency.svg", "network-latency.svg", "link-use.svg")) {
            assertTrue(Files.size(directory.resolve(file)) > 0, file);
        }
        assertEquals(48, page.getElementById("link-use").select("line").size(), "links in both directions");
        JsonNode noc = json();
        assertTrue(page.select("#summary .tile")
                .text()
                .contains(String.format(
                        Locale.ROOT,
                        "%.2f cycles",
                        noc.at("/packetLatency/mean").asDouble())));
        assertEquals(noc.get("verdict").asText(), page.select("#summary > p").text());
        assertEquals(0, page.select(".warning").size());
    }

    @Test
    void aSaturatedLoadSaysSoAtTheTop() throws IOException {
        Document page = page("--mesh 4x4 --traffic transpose --rate 0.9 --cycles 2000 --warmup 500");
        assertEquals(
                "The network is saturated at this load.",
                page.select("header .warning").text());
    }

    @Test
    void aMeasurementThatIsTooShortSaysSoAtTheTop() throws IOException {
        Document page = page("--mesh 4x4 --packet-flits 4096 --rate 0.2 --warmup 2000 --cycles 2000");
        assertEquals(
                "The measurement is too short to tell whether the network carries this load.",
                page.select("header .warning").text());
        assertTrue(page.select("#summary .tile").text().contains("- cycles"), "a latency of no packets");
    }

    @Test
    void aBroadcastShowsBothWays() throws IOException {
        Document page = page("--mesh 4x4 --broadcast");
        assertEquals("tree 15 15 23 23", page.selectFirst("#broadcast tbody tr").text());
    }
}
