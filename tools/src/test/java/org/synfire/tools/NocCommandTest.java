package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.HistogramLogProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class NocCommandTest {
    @TempDir
    private Path directory;

    private static Invocation noc(String line) {
        return Invocation.of(("noc " + line).strip().split(" +"));
    }

    @Test
    void measuresOneLoad() {
        JsonNode result = noc("--mesh 4x4 --rate 0.2 --cycles 3000 --warmup 500 --quiet --json -")
                .json();
        assertEquals("4x4", result.get("mesh").asText());
        assertEquals(0.2, result.get("offered").asDouble());
        assertEquals(0.2, result.get("accepted").asDouble(), 0.02);
        assertEquals(2.5, result.get("hops").asDouble(), 0.05);
        assertEquals(12.5, result.get("zeroLoadLatency").asDouble());
        assertEquals(12.9, result.at("/packetLatency/mean").asDouble(), 0.5);
        assertEquals(
                result.at("/packetLatency/count").asLong(),
                result.get("packets").asLong());
        assertEquals(3_000, result.get("cycles").asLong());
        assertEquals(500, result.get("warmupCycles").asLong());
        assertFalse(result.get("saturated").asBoolean());
        assertTrue(result.get("complete").asBoolean());
        assertTrue(result.get("fingerprint").asText().matches("[0-9a-f]{16}"));
        assertEquals(
                "synfire noc --mesh 4x4 --rate 0.2 --cycles 3000 --warmup 500 --quiet --json -",
                result.get("command").asText());
    }

    /**
     * XY has one way only: with the link from 0 to 1 dead, node 0 reaches its column alone, and nothing west of 1 is
     * reached in row 0 from the east.
     */
    @Test
    void countsWhatFaultsCutOff() {
        JsonNode result = noc("--mesh 4x4 --dead-links 0-1 --cycles 2000 --warmup 0 --quiet --json -")
                .json();
        assertEquals("[\"link 0-1\",\"link 1-0\"]", result.get("dead").toString());
        assertEquals(12 + 3 * 4, result.get("cutOffPairs").asLong());
        assertTrue(result.get("packetsLost").asLong() > 0);
        assertEquals(
                Math.round(result.get("created").asDouble() * 16 * 2_000),
                result.get("packets").asLong() + result.get("packetsLost").asLong());
        assertFalse(result.get("saturated").asBoolean());
        JsonNode round =
                noc("--mesh 4x4 --routing west-first --dead-routers 15 --cycles 2000 --warmup 0 --quiet --json -")
                        .json();
        assertEquals("router 15", round.get("dead").get(0).asText());
        assertTrue(round.get("packetsLost").asLong() > 0, "packets from and to a dead router");
    }

    @Test
    void takesMeshAndFaultsFromAChip() {
        JsonNode result = noc("--chip darwin3 --rate 0.01 --cycles 200 --warmup 0 --quiet --json -")
                .json();
        assertEquals("24x24", result.get("mesh").asText());
        assertEquals(4, result.get("vcs").asInt());
        assertEquals(0, result.get("dead").size());
        JsonNode two = noc("--chip darwin3 --chips 2x1 --vcs 2 --rate 0.001 --cycles 400 --warmup 0 --quiet --json -")
                .json();
        assertEquals("48x24", two.get("mesh").asText());
        assertEquals(2, two.get("vcs").asInt());
        assertEquals(4, two.get("buffer").asInt());
    }

    @Test
    void printsOneScreen() {
        Invocation run = Invocation.of(
                "noc", "--mesh", "4x4", "--cycles", "1000", "--warmup", "100", "--burst", "3", "--packet-flits", "2");
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        List<String> lines = run.out().lines().toList();
        assertTrue(lines.size() <= 24, run.out());
        assertEquals("4x4 mesh, xy routing, 1 virtual channel of 8 flits, 3 cycles a hop", lines.getFirst());
        assertTrue(
                lines.get(1)
                        .startsWith("uniform traffic, bursts of 3.0 packets, 2 flits per packet; 1 thread, seed 1,"
                                + " Synfire "),
                lines.get(1));
        assertTrue(run.out().contains("ideal saturation under XY: 1.0000"), run.out());
    }

    /** Above saturation: status 3, the words on both outputs, and the result is written all the same. */
    @Test
    void saysWhereItIsSaturated() {
        Invocation run = noc("--mesh 8x8 --traffic transpose --rate 0.3 --cycles 2000 --warmup 500 --out " + directory);
        assertEquals(ExitStatus.CHIP_CANNOT, run.status());
        assertTrue(
                run.err().contains("synfire: saturated: 0.3000 flits per node and cycle are offered, 0."), run.err());
        assertTrue(run.err().contains("the fullest channel is the link from node "), run.err());
        assertTrue(
                run.err()
                        .contains("no network of this shape can carry more than 0.1429 of this traffic under XY: then"
                                + " the link from node "),
                run.err());
        assertTrue(
                run.out().replaceAll("\\s+", " ").contains("saturated: 0.3000 flits per node and cycle are offered"),
                run.out());
        assertTrue(Files.exists(directory.resolve("noc.json")));
    }

    /** Shorter than its packets: no verdict, status 1, what would be enough, and the result is written all the same. */
    @Test
    void givesNoVerdictOnTooFewCycles() throws IOException {
        Invocation run = noc("--mesh 4x4 --packet-flits 4096 --rate 0.2 --warmup 2000 --cycles 2000 --json " + directory
                + "/x.json --out " + directory);
        assertEquals(ExitStatus.FAILED, run.status());
        assertTrue(
                run.err()
                        .matches("synfire: undetermined: the 2,000 measured cycles have [0-9]+ of the 30"
                                + " packets that a verdict needs; give --cycles 1300000 or more\\R"),
                run.err());
        assertTrue(run.out().contains("undetermined: "), run.out());
        JsonNode result =
                new ObjectMapper().readTree(directory.resolve("noc.json").toFile());
        assertTrue(result.get("saturated").isNull());
        assertEquals(1_300_000, result.get("enoughCycles").asLong());
        assertTrue(result.get("verdict").asText().endsWith("; give --cycles 1300000 or more"));
        Invocation busy = noc("--mesh 4x4 --packet-flits 2048 --rate 0.9 --warmup 0 --cycles 2000");
        assertEquals(ExitStatus.FAILED, busy.status());
        assertTrue(busy.err().contains("undetermined: "), busy.err());
    }

    @Test
    void saysThatNothingWasOffered() {
        Invocation run = noc("--mesh 4x4 --rate 0 --cycles 1000 --json " + directory.resolve("none.json"));
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertTrue(run.out().contains("nothing was offered, so nothing was measured"), run.out());
        assertFalse(run.out().contains("p99"), run.out());
        JsonNode result =
                noc("--mesh 4x4 --rate 0 --cycles 1000 --quiet --json -").json();
        assertEquals(0, result.at("/packetLatency/count").asLong());
        for (String figure : List.of("mean", "p50", "p99", "p999", "max")) {
            assertTrue(result.at("/packetLatency/" + figure).isNull(), figure);
            assertTrue(result.at("/networkLatency/" + figure).isNull(), figure);
        }
        assertTrue(result.get("hops").isNull());
        assertFalse(result.get("saturated").asBoolean());
    }

    @Test
    void marksUndeterminedLoadsOfASweep() throws IOException {
        Invocation run = noc("--mesh 4x4 --traffic transpose --packet-flits 2048 --sweep --cycles 2000 --warmup 0"
                + " --threads 2 --out " + directory);
        assertEquals(ExitStatus.FAILED, run.status());
        assertTrue(
                run.err()
                        .matches("(?s).*[0-9]+ of [0-9]+ loads are undetermined, because their measurement is too"
                                + " short; give --cycles [0-9]+ or more\\R"),
                run.err());
        assertTrue(run.out().contains("  undetermined"), run.out());
        assertTrue(run.out().contains("saturation              not known: at most 0.3333"), run.out());
        JsonNode sweep =
                new ObjectMapper().readTree(directory.resolve("noc.json").toFile());
        assertTrue(sweep.get("saturation").isNull());
        assertTrue(sweep.get("undetermined").asInt() > 0);
        assertTrue(Files.readAllLines(directory.resolve("sweep.csv")).stream()
                .allMatch(line -> line.split(",", -1).length >= 15));
    }

    @Test
    void writesItsFiles() throws IOException {
        assertEquals(
                ExitStatus.DONE,
                noc("--mesh 4x4 --rate 0.1 --cycles 2000 --warmup 100 --quiet --out " + directory + " --json "
                                + directory.resolve("copy.json"))
                        .status());
        assertEquals(
                Set.of(
                        ".synfire",
                        "noc.json",
                        "noc.html",
                        "link-use.svg",
                        "packet-latency.svg",
                        "network-latency.svg",
                        "copy.json",
                        "links.csv",
                        "packet-latency.hgrm",
                        "packet-latency.hlog",
                        "network-latency.hgrm",
                        "network-latency.hlog"),
                files());
        JsonNode result =
                new ObjectMapper().readTree(directory.resolve("noc.json").toFile());
        List<String> links = Files.readAllLines(directory.resolve("links.csv"));
        assertEquals("kind,node,x,y,direction,toNode,flits,flitsPerCycle,busy,theoryFlitsPerCycle", links.getFirst());
        assertEquals(1 + 48 + 2 * 16, links.size());
        assertTrue(links.get(1).startsWith("link,0,0,0,east,1,"), links.get(1));
        assertEquals(result.get("accepted").asDouble() * 16 * 2_000, flits(links, "ejection"), 1e-6);
        assertEquals(
                result.get("routerTraversals").asDouble(),
                flits(links, "link") + flits(links, "ejection"),
                60,
                "what is in the routers at either end is not counted twice");
    }

    /** HdrHistogram's own program reads the log of a real run as it is, over the cycles of creation. */
    @Test
    void writesLogsForTheLogProcessor() throws IOException, InterruptedException {
        JsonNode result = noc("--mesh 4x4 --rate 0.3 --cycles 3000 --warmup 100 --quiet --json - --out " + directory)
                .json();
        Path processed = directory.resolve("processed");
        Thread processor = new HistogramLogProcessor(
                new String[] {"-i", directory.resolve("packet-latency.hlog").toString(), "-o", processed.toString()});
        processor.start();
        processor.join();
        List<String> intervals = Files.readAllLines(processed).stream()
                .filter(line -> line.matches("[0-9.]+: I:.*"))
                .toList();
        assertEquals(24, intervals.size());
        assertTrue(intervals.getFirst().startsWith("228.000: I:"), "the first ends 128 cycles after warm-up");
        assertTrue(intervals.getLast().startsWith("3100.000: I:"), intervals.getLast());
        String last = intervals.getLast().replaceAll(".*T:", "T:");
        double[] total = Stream.of(last.replaceAll("[^0-9. ]", " ").strip().split(" +"))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertEquals(result.get("packets").asDouble(), total[0], last);
        assertEquals(result.at("/packetLatency/p50").asDouble(), total[1], 0.001, last);
        assertEquals(result.at("/packetLatency/p99").asDouble(), total[3], 0.001, last);
        assertEquals(result.at("/packetLatency/p999").asDouble(), total[4], 0.001, last);
        assertEquals(result.at("/packetLatency/max").asDouble(), total[6], 0.001, last);
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return Set.copyOf(files.map(file -> file.getFileName().toString()).toList());
        }
    }

    private static double flits(List<String> links, String kind) {
        return links.stream()
                .filter(line -> line.startsWith(kind + ","))
                .mapToLong(line -> Long.parseLong(line.split(",")[6]))
                .sum();
    }

    @Test
    void sweepsAndDrawsTheCurve() throws Exception {
        Invocation run = noc(
                "--mesh 4x4 --traffic transpose --hop-cycles 1 --sweep --cycles 2000 --warmup 500 --threads 2 --out "
                        + directory);
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertTrue(run.out().contains("saturation              0."), run.out());
        JsonNode sweep =
                new ObjectMapper().readTree(directory.resolve("noc.json").toFile());
        assertEquals(1.0 / 3, sweep.get("idealSaturation").asDouble(), 1e-9);
        assertEquals(1.0 / 3, sweep.get("saturation").asDouble(), 0.03);
        assertTrue(sweep.get("saturation").asDouble() < 1.0 / 3, "never above the bound");
        assertTrue(
                sweep.get("highestCarried").asDouble() < sweep.get("saturation").asDouble()
                        && sweep.get("saturation").asDouble()
                                < sweep.get("lowestSaturated").asDouble());
        assertTrue(sweep.get("verdict").asText().startsWith("saturated: "));
        assertEquals(
                Files.readAllLines(directory.resolve("sweep.csv")).size() - 1,
                sweep.get("points").size());
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        assertEquals(
                "svg",
                factory.newDocumentBuilder()
                        .parse(directory.resolve("latency.svg").toFile())
                        .getDocumentElement()
                        .getTagName());
    }

    @ParameterizedTest
    @CsvSource({"packets.trace", "packets.trace.gz"})
    void replaysWhatItSaved(String name) {
        Path file = directory.resolve(name);
        JsonNode saved =
                noc("--mesh 4x4 --rate 0.1 --warmup 0 --cycles 1000 --packet-flits 2 --quiet --json - --save-trace "
                                + file)
                        .json();
        JsonNode replayed = noc("--quiet --json - --trace " + file).json();
        assertEquals("4x4", replayed.get("mesh").asText());
        assertEquals(2, replayed.get("packetFlits").asInt());
        assertTrue(replayed.get("packets").asLong() >= saved.get("packets").asLong());
        assertEquals(
                saved.at("/packetLatency/mean").asDouble(),
                replayed.at("/packetLatency/mean").asDouble(),
                0.3);
        assertFalse(replayed.get("saturated").asBoolean());
    }

    /** The demo on Darwin3, then its packets on the same routers and on others. */
    @Test
    void replaysARun() {
        Path file = directory.resolve("demo.trace.gz");
        JsonNode run = Invocation.of(
                        "run",
                        "--samples",
                        "1",
                        "--timing",
                        "cycle",
                        "--no-float",
                        "--quiet",
                        "--json",
                        "-",
                        "--save-trace",
                        file.toString())
                .json();
        JsonNode replayed =
                noc("--quiet --json - --chip darwin3 --trace " + file).json();
        assertEquals(run.get("packets").asLong(), replayed.get("packets").asLong());
        for (String figure : List.of("count", "p50", "p99", "p999", "max")) {
            assertEquals(
                    run.at("/latency/packetCycles/" + figure).asLong(),
                    replayed.at("/packetLatency/" + figure).asLong(),
                    figure);
        }
        assertEquals(4, replayed.get("vcs").asInt());
        assertEquals(2, replayed.get("hopCycles").asInt());
        JsonNode slower = noc("--quiet --json - --hop-cycles 5 --trace " + file).json();
        assertTrue(slower.at("/packetLatency/mean").asDouble()
                > replayed.at("/packetLatency/mean").asDouble());
    }

    @Test
    void comparesABroadcastByTreeWithUnicasts() {
        JsonNode result = noc("--mesh 8x8 --broadcast 27 --packet-flits 2 --quiet --json -")
                .json();
        assertEquals(27, result.get("source").asInt());
        assertEquals(2 * 63, result.at("/tree/linkFlits").asLong());
        assertEquals(
                result.at("/unicasts/linkFlitsTheory").asLong(),
                result.at("/unicasts/linkFlits").asLong());
        assertEquals(
                result.get("linkFlitRatioTheory").asDouble(),
                result.get("linkFlitRatio").asDouble());
        Invocation run = noc("--mesh 8x8 --broadcast --out " + directory);
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertTrue(run.out().contains("unicasts / tree                    7.111           7.111"), run.out());
        assertTrue(Files.exists(directory.resolve("noc.json")));
    }

    @ParameterizedTest
    @CsvSource({
        "'--mesh 8x8 --traffic uniform --rate 0.3 --vcs 4'",
        "'--mesh 9x5 --traffic neighbor --rate 0.9 --hop-cycles 1'"
    })
    void hasTheSameFingerprintForAnyNumberOfThreads(String line) {
        String one = noc(line + " --threads 1 --cycles 1000 --warmup 100 --quiet --json -")
                .json()
                .get("fingerprint")
                .asText();
        assertEquals(
                one,
                noc(line + " --threads 3 --cycles 1000 --warmup 100 --quiet --json -")
                        .json()
                        .get("fingerprint")
                        .asText());
    }
}
