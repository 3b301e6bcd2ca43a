package org.synfire.tools.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;

import j2html.tags.DomContent;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.synfire.emulator.result.ConfidenceInterval;
import org.synfire.papers.table.ResultTable;
import org.synfire.papers.table.ResultTables;

/**
 * Accuracy against synaptic operations of networks whose spikes were suppressed: for each network a chart, in it a line
 * for each rule, from the setting that suppresses most to that which suppresses nothing.
 *
 * <p>Drawn where an experiment has tables {@code rot}, {@code drlo} or {@code hybrid} with the columns that
 * {@link org.synfire.papers.sdann.SdannTables} gives them.
 */
final class TradeOff {
    private static final int HEIGHT = 330;
    private static final double PERCENT = 100;
    private static final double DOT = 8;
    private static final double WHISKER = 6;
    private static final double MARGIN = 0.12;
    /** Of the most operations; ticks of a shorter axis would round to the same number. */
    private static final double LEAST_SPAN = 0.05;

    private static final BasicStroke LINE = new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke ERROR = new BasicStroke(1.3f);
    /** The tables that are drawn, what their lines are called, and the number of their colour. */
    private static final Map<String, Rule> RULES = Map.of(
            "rot", new Rule("RoT", 4, true), "drlo", new Rule("DRLO", 5, false), "hybrid", new Rule("hybrid", 2, true));

    /** @param isAbove whether settings are written above their points; otherwise below */
    private record Rule(String name, int category, boolean isAbove) {
        ItemLabelPosition label() {
            return isAbove
                    ? new ItemLabelPosition(ItemLabelAnchor.OUTSIDE1, TextAnchor.BOTTOM_LEFT)
                    : new ItemLabelPosition(ItemLabelAnchor.OUTSIDE5, TextAnchor.TOP_LEFT);
        }
    }

    /** A row of a table. */
    private record Point(String network, String setting, double sops, double percent, long samples) {
        ConfidenceInterval interval() {
            return ConfidenceInterval.of(percent / PERCENT, samples);
        }
    }

    private record Line(Rule rule, List<Point> points) {}

    private TradeOff() {}

    /** The charts of an experiment; none where it has no such tables. */
    static Optional<Page.Part> of(ResultTables tables) {
        List<ResultTable> drawn = tables.tables().stream()
                .filter(table -> RULES.containsKey(table.key()))
                .toList();
        List<String> networks = drawn.stream()
                .flatMap(table -> points(table).stream())
                .map(Point::network)
                .distinct()
                .toList();
        if (networks.isEmpty()) {
            return Optional.empty();
        }
        List<DomContent> figures = IntStream.range(0, networks.size())
                .mapToObj(number -> figure(tables.name() + "-tradeoff-" + number, networks.get(number), drawn))
                .toList();
        return Optional.of(new Page.Part(
                "tradeoff",
                "Accuracy against synaptic operations",
                List.of(div(each(figures, figure -> figure)).withClass("figures"))));
    }

    private static List<Point> points(ResultTable table) {
        List<Object> networks = table.column("network");
        List<Object> settings = table.column("setting");
        List<Object> sops = table.column("mega_sops_per_sample");
        List<Object> percents = table.column("accuracy_percent");
        List<Object> samples = table.column("samples");
        return IntStream.range(0, table.rows().size())
                .filter(row -> Stream.of(sops, percents, samples)
                        .map(column -> column.get(row))
                        .noneMatch(Objects::isNull))
                .mapToObj(row -> new Point(
                        networks.get(row).toString(),
                        settings.get(row).toString(),
                        ((Number) sops.get(row)).doubleValue(),
                        ((Number) percents.get(row)).doubleValue(),
                        ((Number) samples.get(row)).longValue()))
                .toList();
    }

    private static DomContent figure(String id, String network, List<ResultTable> tables) {
        List<Line> lines = new ArrayList<>();
        for (ResultTable table : tables) {
            List<Point> points = points(table).stream()
                    .filter(point -> point.network().equals(network))
                    .sorted(Comparator.comparingDouble(Point::sops))
                    .toList();
            if (!points.isEmpty()) {
                lines.add(new Line(RULES.get(table.key()), points));
            }
        }
        String caption = String.format(
                Locale.ROOT,
                "Each point is a setting on %s test images; the upright lines are 95 %% confidence intervals (Wilson)."
                        + " The tables below have the figures.",
                Shown.count(lines.getFirst().points().getFirst().samples()));
        String title = "Accuracy of " + network + " against its synaptic operations";
        return new Figure(title, caption)
                .wide()
                .with(Scroll.of(draw(new Chart(id, title, caption), lines), title))
                .done();
    }

    private static DomContent draw(Chart chart, List<Line> lines) {
        YIntervalSeriesCollection all = new YIntervalSeriesCollection();
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawXError(false);
        renderer.setDefaultLinesVisible(true);
        renderer.setCapLength(WHISKER);
        renderer.setErrorStroke(ERROR);
        renderer.setDefaultItemLabelFont(new ChartFont(Font.PLAIN, ChartStyle.TEXT_SIZE - 2));
        renderer.setDefaultItemLabelPaint(CssPaint.INK);
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultItemLabelGenerator((data, line, point) -> label(lines, line, point));
        for (Line line : lines) {
            YIntervalSeries series = new YIntervalSeries(line.rule().name(), false, true);
            line.points()
                    .forEach(point -> series.add(
                            point.sops(),
                            point.percent(),
                            PERCENT * point.interval().low(),
                            PERCENT * point.interval().high()));
            int number = all.getSeriesCount();
            all.addSeries(series);
            renderer.setSeriesPaint(number, CssPaint.ofCategory(line.rule().category()));
            renderer.setSeriesStroke(number, LINE);
            renderer.setSeriesPositiveItemLabelPosition(number, line.rule().label());
            renderer.setSeriesShape(number, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
        }
        NumberAxis operations = ChartStyle.style(new NumberAxis("synaptic operations per sample, millions"));
        operations.setAutoRangeIncludesZero(false);
        operations.setAutoRangeMinimumSize(LEAST_SPAN
                * lines.stream()
                        .flatMap(line -> line.points().stream())
                        .mapToDouble(Point::sops)
                        .max()
                        .orElseThrow());
        operations.setLowerMargin(MARGIN);
        operations.setUpperMargin(MARGIN);
        NumberAxis accuracy = ChartStyle.style(new NumberAxis());
        accuracy.setAutoRangeIncludesZero(false);
        XYPlot plot = new XYPlot(all, operations, accuracy, renderer);
        ChartStyle.style(plot);
        return chart.draw(ChartStyle.chart(plot, "accuracy, % of test images", true), Chart.WHOLE, HEIGHT);
    }

    /** Nothing suppressed is in every line; it is named once. */
    private static String label(List<Line> lines, int line, int point) {
        String setting = lines.get(line).points().get(point).setting();
        boolean isNamed = lines.subList(0, line).stream()
                .flatMap(before -> before.points().stream())
                .anyMatch(other -> other.setting().equals(setting));
        return isNamed ? null : setting;
    }
}
