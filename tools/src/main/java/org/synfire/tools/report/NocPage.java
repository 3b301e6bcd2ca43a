package org.synfire.tools.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.synfire.engine.measure.Latencies;
import org.synfire.noc.Mesh;

/**
 * Pages of {@code synfire noc}: a measurement at one load, a sweep of loads, a broadcast.
 *
 * <p><b>Exactness:</b> every number stands in {@code noc.json}, from which the page is made, in the histograms or in
 * {@code links.csv}. A number that the file does not have is shown as {@value #NONE}.
 */
public final class NocPage {
    /** Name of the page's file. */
    public static final String FILE = "noc.html";

    private static final String NONE = "-";
    private static final double PERCENT = 100;
    private static final int LOAD_DIGITS = 4;
    private static final int BUSIEST_SHOWN = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A link in one direction.
     *
     * @param from node that it leaves
     * @param to node that it reaches
     * @param flitsPerCycle flits that it carried in a cycle, 0..1
     * @param busy share of the measured cycles in which it could take no other flit, 0..1
     * @param theory flits in a cycle by theory
     */
    public record LinkUse(int from, int to, double flitsPerCycle, double busy, double theory) {}

    private final JsonNode noc;
    private final List<DomContent> warnings = new ArrayList<>();
    private final List<Page.Part> parts = new ArrayList<>();

    private NocPage(String json) {
        try {
            noc = JSON.readTree(json);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("the result is no JSON", wrong);
        }
        if (noc.path("complete").isBoolean() && !noc.path("complete").booleanValue()) {
            warnings.add(text("INCOMPLETE: the measurement was stopped."));
        }
    }

    /**
     * The page of one load.
     *
     * @param json what {@code noc.json} holds
     * @param latencies distributions of packet latencies
     * @param mesh the nodes
     * @param links all links of the mesh
     */
    public static String point(String json, List<Latencies> latencies, Mesh mesh, List<LinkUse> links) {
        NocPage page = new NocPage(json);
        if (page.noc.path("saturated").asBoolean()) {
            page.warnings.add(text("The network is saturated at this load."));
        } else if (page.noc.path("saturated").isNull()) {
            page.warnings.add(text("The measurement is too short to tell whether the network carries this load."));
        }
        page.add("summary", "Summary", page.pointTiles(), p(page.words("verdict")));
        page.add("latency", "Latency", latencies(latencies), page.percentiles().open());
        page.add("links", "Use of the links", links(mesh, links));
        return page.html();
    }

    /**
     * The page of a sweep.
     *
     * @param json what {@code noc.json} holds
     */
    public static String sweep(String json) {
        NocPage page = new NocPage(json);
        page.add("summary", "Summary", page.sweepTiles(), p(page.words("verdict")));
        if (!page.noc.path("points").isEmpty()) {
            page.add("curve", "Latency over offered load", page.curve());
            page.add("points", "Loads that were measured", page.points().open());
        }
        return page.html();
    }

    /**
     * The page of a broadcast.
     *
     * @param json what {@code noc.json} holds
     */
    public static String broadcast(String json) {
        NocPage page = new NocPage(json);
        Table table = new Table("one broadcast to " + page.words("destinations") + " nodes")
                .words("way")
                .numbers("flits on links", "by theory", "cycles", "by theory");
        for (String way : List.of("tree", "unicasts")) {
            JsonNode cost = page.noc.path(way);
            table.row(
                    way,
                    count(cost.path("linkFlits")),
                    count(cost.path("linkFlitsTheory")),
                    count(cost.path("cycles")),
                    count(cost.path("cyclesTheory")));
        }
        Table rates = new Table("broadcasts per node and cycle if every node sends them, at most, by theory")
                .words("way")
                .numbers("broadcasts per node and cycle")
                .row("tree", decimal(page.noc.path("highestTreeRate"), 6))
                .row("unicasts", decimal(page.noc.path("highestUnicastRate"), 6));
        page.add("broadcast", "Broadcast", table.open(), rates.open());
        return page.html();
    }

    private void add(String id, String title, DomContent... content) {
        parts.add(new Page.Part(id, title, List.of(content)));
    }

    private String html() {
        add("setup", "Setup", setup().open());
        return new Page(
                        "Network-on-chip: " + words("mesh") + " mesh, " + words("traffic"),
                        String.format(
                                Locale.ROOT,
                                "%s, %s per packet; %s routing, %s of %s, %s a hop",
                                words("injection"),
                                plural("packetFlits", "flit"),
                                words("routing"),
                                plural("vcs", "virtual channel"),
                                plural("buffer", "flit"),
                                plural("hopCycles", "cycle")),
                        words("version"),
                        warnings,
                        parts)
                .html();
    }

    private String plural(String key, String one) {
        long count = noc.path(key).asLong();
        return Shown.count(count) + " " + one + (count == 1 ? "" : "s");
    }

    /** A value as text, without what is no character of a text. */
    private String words(String key) {
        JsonNode value = noc.path(key);
        return value.isMissingNode() || value.isNull() ? NONE : Shown.clean(value.asText());
    }

    private static String decimal(JsonNode value, int digits) {
        return value.isNumber() ? Shown.decimal(value.doubleValue(), digits) : NONE;
    }

    private static String count(JsonNode value) {
        return value.isNumber() ? Shown.count(value.longValue()) : NONE;
    }

    private static String percent(JsonNode share) {
        return share.isNumber() ? Shown.percent(share.doubleValue(), 1) : NONE;
    }

    private static DomContent tiles(DomContent... tiles) {
        return div(each(List.of(tiles), tile -> tile)).withClass("tiles");
    }

    private static DomContent tile(String name, String value, String unit, String below) {
        return SummarySection.tile(name, span(text(value), SummarySection.unit(unit)), text(below));
    }

    private DomContent pointTiles() {
        JsonNode latency = noc.path("packetLatency");
        return tiles(
                tile(
                        "offered",
                        decimal(noc.path("offered"), LOAD_DIGITS),
                        "flits/node/cycle",
                        "ideal saturation under XY: " + decimal(noc.path("idealSaturation"), LOAD_DIGITS)),
                tile(
                        "accepted",
                        decimal(noc.path("accepted"), LOAD_DIGITS),
                        "flits/node/cycle",
                        decimal(noc.path("acceptedMinimum"), LOAD_DIGITS) + " at the node that received least"),
                tile(
                        "mean packet latency",
                        decimal(latency.path("mean"), 2),
                        "cycles",
                        "\u00b1 " + decimal(noc.path("packetLatencyError"), 2) + " with 95 % confidence; "
                                + decimal(noc.path("zeroLoadLatency"), 2) + " without contention, by theory"),
                tile(
                        "99th percentile",
                        count(latency.path("p99")),
                        "cycles",
                        "99.9th: " + count(latency.path("p999")) + ", largest: " + count(latency.path("max"))),
                tile(
                        "hops",
                        decimal(noc.path("hops"), 2),
                        "links per packet",
                        count(noc.path("packets")) + " packets, " + count(noc.path("packetsLost")) + " lost"),
                tile(
                        "fullest channel",
                        percent(noc.path("fullest").path("busy")),
                        "busy",
                        Shown.clean(noc.path("fullest").path("channel").asText())));
    }

    private DomContent sweepTiles() {
        return tiles(
                tile(
                        "saturation",
                        decimal(noc.path("saturation"), LOAD_DIGITS),
                        "flits/node/cycle",
                        "carried " + decimal(noc.path("highestCarried"), LOAD_DIGITS) + ", not "
                                + decimal(noc.path("lowestSaturated"), LOAD_DIGITS)),
                tile(
                        "ideal bound",
                        decimal(noc.path("bound"), LOAD_DIGITS),
                        "flits/node/cycle",
                        "ideal saturation under XY: " + decimal(noc.path("idealSaturation"), LOAD_DIGITS)),
                tile(
                        "latency without contention",
                        decimal(noc.path("points").path(0).path("zeroLoadLatency"), 2),
                        "cycles",
                        "mean by theory"),
                tile(
                        "three times this latency",
                        decimal(noc.path("tripleLatency"), LOAD_DIGITS),
                        "flits/node/cycle",
                        "load at which the mean reaches it"));
    }

    private static DomContent latencies(List<Latencies> all) {
        List<DomContent> figures = all.stream()
                .filter(PercentilePlot::isWorthIt)
                .map(NocPage::latency)
                .toList();
        return div(each(figures, figure -> figure)).withClass("figures");
    }

    private static DomContent latency(Latencies latencies) {
        boolean isWhole = latencies.name().equals("packet-latency");
        String title = isWhole ? "Packet" : "Packet, in the network";
        String caption = String.format(
                Locale.ROOT,
                "%s. %s packets, the largest latency %s %s; every decade to the right leaves a tenth as many above.",
                isWhole
                        ? "From the creation of a packet, its wait at the source included, to its arrival"
                        : "From the first flit's entry into the network to the packet's arrival",
                Shown.count(latencies.summary().count()),
                Shown.count(latencies.summary().max()),
                latencies.unit());
        DomContent plot = new PercentilePlot(latencies, 1)
                .draw(
                        new Chart(latencies.name(), title, caption),
                        (isWhole ? "packet latency, " : "latency in the network, ") + latencies.unit());
        return new Figure(title, caption).with(plot).done();
    }

    private Table percentiles() {
        Table table = new Table("latencies, cycles")
                .words("latency")
                .numbers("packets", "mean", "p50", "p99", "p99.9", "max");
        for (String key : List.of("packetLatency", "networkLatency")) {
            JsonNode latency = noc.path(key);
            table.row(
                    key.equals("packetLatency") ? "packet" : "packet, in the network",
                    count(latency.path("count")),
                    decimal(latency.path("mean"), 2),
                    count(latency.path("p50")),
                    count(latency.path("p99")),
                    count(latency.path("p999")),
                    count(latency.path("max")));
        }
        return table;
    }

    private static DomContent links(Mesh mesh, List<LinkUse> links) {
        MeshMap map = new MeshMap(
                mesh, List.of(), links.stream().map(link -> drawn(mesh, link)).toList(), 1);
        String caption = "The part shown is " + map.part()
                + ". A link is drawn as two lanes, one for each direction, on the right-hand side as one drives; the"
                + " darker (on a dark page, the brighter) and thicker, the larger the share of the measured cycles in"
                + " which it was busy.";
        String title = "Use of the links";
        Figure figure = new Figure(title, caption).wide();
        if (links.stream().allMatch(link -> link.busy() == 0)) {
            figure.with(p("No link carried anything."));
        } else if (map.isDrawable()) {
            figure.with(map.draw(new Chart("link-use", title, caption)))
                    .with(MeshSection.scale(
                            "busy in so many cycles:", share -> "to " + Shown.decimal(PERCENT * share, 0) + " %"));
        } else {
            figure.with(p("The mesh is too large to be drawn; links.csv holds it."));
        }
        return div(figure.with(busiest(mesh, links).open()).done()).withClass("figures");
    }

    private static MeshMap.Link drawn(Mesh mesh, LinkUse link) {
        return new MeshMap.Link(
                mesh.x(link.from()),
                mesh.y(link.from()),
                mesh.x(link.to()),
                mesh.y(link.to()),
                Math.min(1, link.busy()),
                name(mesh, link) + ": busy in " + Shown.percent(link.busy(), 1) + " of the cycles");
    }

    private static String name(Mesh mesh, LinkUse link) {
        return String.format(
                Locale.ROOT,
                "%d,%d to %d,%d",
                mesh.x(link.from()),
                mesh.y(link.from()),
                mesh.x(link.to()),
                mesh.y(link.to()));
    }

    private static Table busiest(Mesh mesh, List<LinkUse> links) {
        Table table = new Table("busiest links").words("link").numbers("flits per cycle", "by theory", "busy");
        links.stream()
                .sorted(Comparator.comparingDouble(LinkUse::busy).reversed())
                .limit(BUSIEST_SHOWN)
                .forEach(link -> table.row(
                        name(mesh, link),
                        Shown.decimal(link.flitsPerCycle(), LOAD_DIGITS),
                        Shown.decimal(link.theory(), LOAD_DIGITS),
                        Shown.percent(link.busy(), 1)));
        return table;
    }

    private Stream<JsonNode> measured() {
        return StreamSupport.stream(noc.path("points").spliterator(), false);
    }

    private DomContent curve() {
        List<LatencyCurve.Point> drawn = measured()
                .map(point -> new LatencyCurve.Point(
                        point.path("offered").asDouble(),
                        point.path("packetLatency").path("mean").asDouble(),
                        point.path("packetLatencyError").asDouble(Double.NaN),
                        point.path("packetLatency").path("p99").asDouble(),
                        outcome(point)))
                .toList();
        String caption =
                "Latency of packets over the load that is offered. Saturated loads have no latency: it grows as long as"
                        + " one measures. They are marked above the curves.";
        String title = "Latency over offered load";
        DomContent curve = new LatencyCurve(
                        drawn,
                        noc.path("points").path(0).path("zeroLoadLatency").asDouble(),
                        noc.path("bound").asDouble(),
                        noc.path("saturation").asDouble(Double.NaN))
                .draw(new Chart("latency", title, caption));
        return div(new Figure(title, caption)
                        .wide()
                        .with(Scroll.of(curve, title))
                        .done())
                .withClass("figures");
    }

    /** A point that saturates or not says so; one that is too short to tell says neither. */
    private static LatencyCurve.Outcome outcome(JsonNode point) {
        JsonNode saturated = point.path("saturated");
        boolean hasLatency = point.path("packetLatency").path("mean").isNumber();
        return !saturated.isBoolean() || (!saturated.booleanValue() && !hasLatency)
                ? LatencyCurve.Outcome.UNDETERMINED
                : saturated.booleanValue() ? LatencyCurve.Outcome.SATURATED : LatencyCurve.Outcome.CARRIED;
    }

    private Table points() {
        Table table = new Table("loads in flits per node and cycle, latencies in cycles")
                .words("offered")
                .numbers("accepted", "mean latency", "\u00b1 95 %", "p50", "p99", "p99.9", "in the network")
                .numbers("fullest channel busy")
                .words("outcome");
        measured().forEach(point -> {
            JsonNode latency = point.path("packetLatency");
            table.row(
                    decimal(point.path("offered"), LOAD_DIGITS),
                    decimal(point.path("accepted"), LOAD_DIGITS),
                    decimal(latency.path("mean"), 2),
                    decimal(point.path("packetLatencyError"), 2),
                    count(latency.path("p50")),
                    count(latency.path("p99")),
                    count(latency.path("p999")),
                    decimal(point.path("networkLatency").path("mean"), 2),
                    percent(point.path("fullest").path("busy")),
                    switch (outcome(point)) {
                        case CARRIED -> "carried";
                        case SATURATED -> "saturated";
                        case UNDETERMINED -> "undetermined";
                    });
        });
        return table;
    }

    private Table setup() {
        List<String> dead = StreamSupport.stream(noc.path("dead").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return new Table("what it takes to get the same figures again")
                .words("what", "value")
                .row("command", code(words("command")))
                .row("version", words("version"))
                .row("mesh", words("mesh"))
                .row("traffic", words("traffic"))
                .row("injection", words("injection"))
                .row("flits per packet", words("packetFlits"))
                .row("routing", words("routing"))
                .row("virtual channels", words("vcs"))
                .row("flits of each buffer", words("buffer"))
                .row("cycles a hop", words("hopCycles"))
                .row("faulty", dead.isEmpty() ? "nothing" : String.join(", ", dead))
                .row("pairs of nodes without a way", words("cutOffPairs"))
                .row("seed", words("seed"))
                .row("threads (figures do not depend on them)", words("threads"));
    }
}
