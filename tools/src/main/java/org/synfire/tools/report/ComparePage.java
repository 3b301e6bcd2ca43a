package org.synfire.tools.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.awt.BasicStroke;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.synfire.emulator.compare.ComparedRun;
import org.synfire.emulator.compare.Comparison;
import org.synfire.emulator.compare.PerRun;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.engine.measure.Latencies;
import org.synfire.papers.table.ResultTable;

/**
 * The page of {@code synfire compare}: runs in one colour each, in the order in which they were given.
 *
 * <p><b>Exactness:</b> every number stands in {@code compare.json}, from whose value the page is made, or in the
 * histograms of the runs. What a run does not have is shown as {@value #NONE}, and in charts as no bar.
 */
public final class ComparePage {
    /** Name of the page's file. */
    public static final String FILE = "compare.html";
    /** With what the names of its drawings begin. */
    public static final String DRAWINGS = "compare-";

    private static final String NONE = "-";
    private static final String EMPTY = "(none)";
    private static final int FEW_RUNS = 2;
    private static final double PERCENT = 100;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final String NANOS = "nanos";

    /** Okabe and Ito's eight colours; those that are pale as lines come last. */
    private static final List<String> COLOURS = List.of("c4", "c5", "c2", "ink", "c6", "c0", "c1", "c3");

    /** A curve below others is this much wider than the next above it, so that it is seen where they coincide. */
    private static final float HALO = 2.2f;

    private static final float WIDEST = 9;
    private static final float THINNEST = 1.8f;

    private final Comparison comparison;
    private final List<ComparedRun> runs;
    private final List<ResultTable> tables;
    private final List<String> names;
    private final List<Page.Part> parts = new ArrayList<>();

    private ComparePage(Comparison comparison, List<ComparedRun> runs, List<ResultTable> tables) {
        this.comparison = comparison;
        this.runs = runs;
        this.tables = tables;
        List<String> folders = ShortNames.of(comparison.runs().stream()
                .map(run -> Shown.clean(lastName(run.folder())))
                .toList());
        this.names = IntStream.range(0, folders.size())
                .mapToObj(run -> comparison.runs().get(run).id() + " " + folders.get(run))
                .toList();
    }

    private static String lastName(String folder) {
        Path last = Path.of(folder).toAbsolutePath().normalize().getFileName();
        return last == null ? folder : last.toString();
    }

    /**
     * The page as HTML.
     *
     * @param comparison what is shown
     * @param runs of which it was made
     * @param tables the comparison as tables, by the keys {@code runs}, {@code pairs}, {@code answers}, {@code events},
     *     {@code energy}, {@code chip-time}, {@code neurobench}, {@code layer-*} and {@code latencies}
     */
    public static String html(Comparison comparison, List<ComparedRun> runs, List<ResultTable> tables) {
        return new ComparePage(comparison, runs, tables).html();
    }

    private String html() {
        List<List<DomContent>> accuracy = new ArrayList<>();
        if (comparison.runs().stream().anyMatch(ComparePage::isJudged)) {
            accuracy.add(List.of(figures(accuracy())));
        }
        accuracy.addAll(List.of(table("runs"), table("pairs")));
        add("accuracy", "Accuracy", accuracy);
        add("answers", "Samples answered differently", List.of(answers()));
        add("settings", "Settings that differ", List.of(List.of(settings())));
        add("events", "Events", List.of(table("events")));
        add("energy", "Energy", energyParts());
        add(
                "layers",
                "Layers",
                List.of(
                        List.of(figures(
                                layers(
                                        "sops",
                                        "Synaptic operations by layer",
                                        "synaptic operations",
                                        Comparison.Layer::sops),
                                layers("spikes", "Spikes by layer", "spikes", Comparison.Layer::spikes))),
                        table("layer-sops"),
                        table("layer-spikes"),
                        table("layer-energy")));
        add("chip-time", "Time on the chip", List.of(List.of(figures(chipTime())), table("chip-time")));
        add("neurobench", "NeuroBench's metrics", List.of(table("neurobench")));
        add("latency", "Latency", List.of(List.of(figures(latencies())), table("latencies")));
        return new Page(
                        comparison.runs().size() + " runs compared",
                        String.join(", ", names),
                        comparison.version(),
                        comparison.notes().stream()
                                .<DomContent>map(note -> text(note))
                                .toList(),
                        parts)
                .html();
    }

    /** The table of a few runs fits beside the chart. */
    private List<List<DomContent>> energyParts() {
        List<DomContent> table = table("energy");
        return runs.size() <= FEW_RUNS
                ? List.of(List.of(
                        figures(energy(), div(each(table, content -> content)).withClass("half"))))
                : List.of(List.of(figures(energy())), table);
    }

    private void add(String id, String title, List<List<DomContent>> content) {
        parts.add(
                new Page.Part(id, title, content.stream().flatMap(List::stream).toList()));
    }

    private static DomContent figures(DomContent... figures) {
        return div(each(List.of(figures), figure -> figure)).withClass("figures");
    }

    private ResultTable found(String key) {
        return tables.stream()
                .filter(table -> table.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private List<DomContent> table(String key) {
        ResultTable table = found(key).withGaps(NONE);
        List<DomContent> content = new ArrayList<>(List.of(compact(table)));
        if (!table.notes().isEmpty()) {
            content.add(ul(each(table.notes(), note -> li(note))).withClass("notes"));
        }
        return content;
    }

    /** Columns of words are as narrow as their words: most of them hold a run's letter. */
    private static DomContent compact(ResultTable table) {
        return div(ResultPage.rows(table)).withClass("compact");
    }

    private static CssPaint colour(int run) {
        return new CssPaint(COLOURS.get(run % COLOURS.size()));
    }

    /** Whether the samples of a run have labels. */
    private static boolean isJudged(Comparison.Run run) {
        return run.accuracy() != null;
    }

    private DomContent accuracy() {
        String title = "Accuracy";
        String caption =
                "The lines are 95 % confidence intervals (Wilson) by the number of samples. The axis does not begin at"
                        + " 0. For runs on the same samples, the table of pairs says more than overlapping intervals.";
        DomContent drawing = new Dots(
                        IntStream.range(0, names.size())
                                .filter(run -> isJudged(comparison.runs().get(run)))
                                .mapToObj(run -> {
                                    Comparison.Run of = comparison.runs().get(run);
                                    return new Dots.Row(
                                            names.get(run),
                                            PERCENT * of.accuracy(),
                                            PERCENT * of.confidence().low(),
                                            PERCENT * of.confidence().high(),
                                            Shown.percent(of.accuracy(), 2));
                                })
                                .toList(),
                        "accuracy, % of samples")
                .draw(new Chart(DRAWINGS + "accuracy", title, caption), Chart.HALF);
        return new Figure(title, caption).with(drawing).done();
    }

    private List<DomContent> answers() {
        Comparison.Answers answers = comparison.answers();
        ResultTable table = found("answers").withGaps(NONE);
        String words = table.title().substring(0, 1).toUpperCase(Locale.ROOT)
                + table.title().substring(1) + ".";
        if (answers.first().isEmpty()) {
            return List.of(p(words));
        }
        ResultTable untitled = new ResultTable(
                table.key(), "answers", table.columns(), table.rows(), table.notes(), table.charted(), table.axis());
        return List.of(p(words), compact(untitled));
    }

    private DomContent settings() {
        Comparison.Settings settings = comparison.settings();
        String equal = String.format(
                Locale.ROOT,
                "%d settings differ, %d are equal",
                settings.differing().size(),
                settings.equal());
        if (settings.differing().isEmpty()) {
            return p("No setting differs; " + settings.equal() + " are equal.");
        }
        Table table = new Table(equal).words("setting");
        comparison.runs().forEach(run -> table.words(run.id()));
        settings.differing().forEach(setting -> {
            List<Object> cells = new ArrayList<>(List.of(Shown.clean(setting.key())));
            setting.values()
                    .forEach(value ->
                            cells.add(value == null ? NONE : value.isEmpty() ? EMPTY : code(Shown.clean(value))));
            table.row(cells.toArray());
        });
        return table.open();
    }

    private static double bar(PerRun figure, int run) {
        Double value = figure.values().get(run);
        return value == null ? 0 : value;
    }

    /** A bar for each run in each row. */
    private DomContent bars(String id, String title, String caption, List<String> rows, String unit, List<PerRun> of) {
        Bars bars = Bars.grouped(rows, unit);
        for (int run = 0; run < names.size(); run++) {
            int place = run;
            bars.series(names.get(run), colour(run), row -> bar(of.get(row), place));
        }
        return new Figure(title, caption)
                .with(bars.draw(new Chart(DRAWINGS + id, title, caption)))
                .done();
    }

    private DomContent energy() {
        Comparison.Energy energy = comparison.energy();
        List<String> rows = new ArrayList<>();
        List<PerRun> figures = new ArrayList<>();
        List<Comparison.Part> drawn = energy.parts().stream()
                .filter(part -> part.microjoules().values().stream().anyMatch(value -> value != null && value != 0))
                .toList();
        drawn.forEach(part -> {
            rows.add(part.assumed() ? part.part() + " *" : part.part());
            figures.add(part.microjoules());
        });
        rows.add("sum");
        figures.add(energy.perSampleMicrojoules());
        return bars(
                "energy",
                "Energy per sample by part",
                "Microjoules per sample: events times their cost in the chip file. Parts of 0 in every run are in the"
                        + " table only. Parts marked * rest on figures that nobody has published for this chip.",
                rows,
                "energy per sample, \u00b5J",
                figures);
    }

    private DomContent chipTime() {
        return bars(
                "chip-time",
                "Time of a sample on the chip",
                "If every step is as long as it needs, by the cycles or times in the chip file; many of them are"
                        + " assumed. Chips whose steps have a fixed length take that length instead, see the table.",
                List.of("a sample", "its answer"),
                "\u00b5s",
                List.of(
                        comparison.chipTime().neededMicroseconds(),
                        comparison.chipTime().neededAnswerMicroseconds()));
    }

    private DomContent layers(String id, String title, String what, Function<Comparison.Layer, PerRun> figure) {
        List<String> layers = ShortNames.of(comparison.layers().stream()
                .map(layer -> Shown.clean(layer.name()))
                .toList());
        List<String> rows = IntStream.range(0, layers.size())
                .mapToObj(row -> row + " \u00b7 " + layers.get(row))
                .toList();
        return bars(
                "layer-" + id,
                title,
                "Layers are matched by name; a run without a layer has no bar there.",
                rows,
                what + " per sample",
                comparison.layers().stream().map(figure).toList());
    }

    private DomContent[] latencies() {
        return comparison.latencies().stream()
                .map(this::latency)
                .flatMap(Optional::stream)
                .toArray(DomContent[]::new);
    }

    private Optional<DomContent> latency(Comparison.Distribution distribution) {
        List<PercentilePlot.Line> lines = new ArrayList<>();
        boolean isWorthIt = false;
        long count =
                distribution.summaries().stream().filter(ComparePage::hasValues).count();
        for (int run = 0; run < runs.size(); run++) {
            for (Latencies latencies : runs.get(run).recorded().histograms()) {
                if (latencies.name().equals(distribution.name()) && hasValues(latencies.summary())) {
                    isWorthIt |= PercentilePlot.isWorthIt(latencies)
                            || (!lines.isEmpty()
                                    && latencies.summary().max()
                                            != lines.getFirst()
                                                    .latencies()
                                                    .summary()
                                                    .max());
                    lines.add(new PercentilePlot.Line(
                            names.get(run), latencies, colour(run), stroke(lines.size(), count)));
                }
            }
        }
        return isWorthIt ? Optional.of(figure(distribution, lines)) : Optional.empty();
    }

    private static boolean hasValues(Latencies.Summary summary) {
        return summary != null && summary.count() > 0;
    }

    private static BasicStroke stroke(int line, long lines) {
        float halo = lines < 2 ? 0 : Math.min(HALO, (WIDEST - THINNEST) / (lines - 1));
        return new BasicStroke(THINNEST + halo * (lines - 1 - line), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }

    private DomContent figure(Comparison.Distribution distribution, List<PercentilePlot.Line> lines) {
        LatencySection.Kind kind = LatencySection.Kind.of(distribution.name());
        boolean isNanos = distribution.unit().equals(NANOS);
        List<String> ideal = IntStream.range(0, runs.size())
                .filter(run -> runs.get(run).recorded().result().noc().timing() == NetworkTiming.IDEAL)
                .mapToObj(run -> comparison.runs().get(run).id())
                .toList();
        String caption = kind.caption()
                + " Every decade to the right leaves a tenth as many values above. Where curves coincide, that of the"
                + " later run is the thinner one on top."
                + (kind.dependsOnTiming() && !ideal.isEmpty()
                        ? " Nothing waits in " + String.join(", ", ideal) + ": least values."
                        : "");
        DomContent plot = new PercentilePlot(lines, isNanos ? 1 / NANOS_PER_MICRO : 1)
                .draw(
                        new Chart(DRAWINGS + distribution.name(), kind.title(), caption),
                        kind.measured() + ", " + (isNanos ? "\u00b5s" : distribution.unit()));
        return new Figure(kind.title(), caption).with(plot).done();
    }
}
