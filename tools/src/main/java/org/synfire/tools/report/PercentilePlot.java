package org.synfire.tools.report;

import j2html.tags.DomContent;
import java.awt.BasicStroke;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.synfire.engine.measure.Latencies;

/**
 * A distribution over HdrHistogram's percentile axis: every decade to the right leaves a tenth as many values above, so
 * that the tail is seen.
 *
 * <p><b>Equation:</b> a share s of the values lies at {@code log10(1 / (1 - s))}: 0 %, 90 %, 99 %, 99.9 % are equally
 * far apart. The axis ends where less than one value is left, and at {@value #MOST_DECADES} decades at the latest.
 */
final class PercentilePlot {
    private static final int HEIGHT = 260;
    private static final int LEGEND_ROW = 24;
    private static final int LEGEND_ENTRIES = 3;
    private static final BasicStroke THICK = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    /** Keeps the first share off the least value, which stands above it. */
    private static final RectangleInsets BELOW_VALUES = new RectangleInsets(7, 4, 2, 4);

    private static final double HEADROOM = 1.05;
    private static final double LOPSIDED = 20;
    private static final int MOST_DECADES = 6;
    private static final int MOST_TICKS = 4;
    private static final int DIGITS_BEFORE_POINT = 2;

    private final List<Line> lines;
    private final double scale;
    private final double decades;
    private final boolean isLogarithmic;

    /**
     * A distribution as a line of the plot.
     *
     * @param name in the legend, unlike that of any other; a single line needs none
     * @param latencies with at least one value
     */
    record Line(String name, Latencies latencies, CssPaint paint, BasicStroke stroke) {
        /** Where the axis ends for it, in decades. */
        private double decades() {
            return Math.min(
                    MOST_DECADES, Math.log10(Math.max(2, latencies.summary().count())));
        }

        private long least() {
            return latencies.percentiles().getFirst().value();
        }
    }

    /** @param scale what values are multiplied by to be shown */
    PercentilePlot(Latencies latencies, double scale) {
        this(List.of(new Line(latencies.name(), latencies, new CssPaint("accent"), THICK)), scale);
    }

    /**
     * Several distributions over one another.
     *
     * @param lines from the one below to the one on top, at least one
     * @param scale what values are multiplied by to be shown
     */
    PercentilePlot(List<Line> lines, double scale) {
        this.lines = List.copyOf(lines);
        this.scale = scale;
        this.decades = lines.stream().mapToDouble(Line::decades).max().orElseThrow();
        this.isLogarithmic = least() > 0
                && most()
                        > LOPSIDED
                                * lines.stream()
                                        .mapToLong(line ->
                                                line.latencies().summary().p50())
                                        .min()
                                        .orElseThrow();
    }

    /** Whether a plot of it would say more than a number: at least two different values. */
    static boolean isWorthIt(Latencies latencies) {
        List<Latencies.Percentile> points = latencies.percentiles();
        return !points.isEmpty()
                && points.getFirst().value() != points.getLast().value();
    }

    private long least() {
        return lines.stream().mapToLong(Line::least).min().orElseThrow();
    }

    private long most() {
        return lines.stream()
                .mapToLong(line -> line.latencies().summary().max())
                .max()
                .orElseThrow();
    }

    /** @param values what the values are, and their unit */
    DomContent draw(Chart chart, String values) {
        XYStepRenderer renderer = new XYStepRenderer();
        renderer.setStepPoint(0);
        XYSeriesCollection all = new XYSeriesCollection();
        for (Line line : lines) {
            renderer.setSeriesPaint(all.getSeriesCount(), line.paint());
            renderer.setSeriesStroke(all.getSeriesCount(), line.stroke());
            all.addSeries(series(line));
        }
        XYPlot plot = new XYPlot(all, shareAxis(), valueAxis(), renderer);
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        ChartStyle.style(plot);
        boolean hasLegend = lines.size() > 1;
        JFreeChart drawn = ChartStyle.chart(plot, values + (isLogarithmic ? ", logarithmic axis" : ""), hasLegend);
        plot.setInsets(new RectangleInsets(
                plot.getInsets().getTop(), 0, 0, ChartStyle.font().width(share(decades)) / 2 + 1));
        return chart.draw(
                drawn, Chart.HALF, HEIGHT + (hasLegend ? LEGEND_ROW * Math.ceilDiv(lines.size(), LEGEND_ENTRIES) : 0));
    }

    private XYSeries series(Line line) {
        XYSeries series = new XYSeries(line.name(), false);
        series.add(0, shown(line.least()));
        for (Latencies.Percentile point : line.latencies().percentiles()) {
            series.add(Math.min(line.decades(), -Math.log10(1 - point.share())), shown(point.value()));
        }
        return series;
    }

    private double shown(long value) {
        return isLogarithmic ? Math.log10(scale * value) : scale * value;
    }

    private NumberAxis shareAxis() {
        NumberAxis axis = ChartStyle.style(new NumberAxis("share of values that are not larger"));
        axis.setRange(0, decades);
        axis.setTickLabelInsets(BELOW_VALUES);
        axis.setTickUnit(new NumberTickUnit(Math.ceilDiv((int) decades, MOST_TICKS)));
        axis.setNumberFormatOverride(new ChartStyle.TickFormat(PercentilePlot::share));
        return axis;
    }

    private static String share(double decade) {
        return Shown.percent(1 - Math.pow(10, -decade), (int) Math.max(0, decade - DIGITS_BEFORE_POINT));
    }

    /** In logarithms where the largest value would press all others down. */
    private NumberAxis valueAxis() {
        NumberAxis axis = ChartStyle.style(new NumberAxis());
        double most = shown(most());
        if (isLogarithmic) {
            double bottom = Math.floor(shown(least()));
            axis.setRange(bottom, bottom + HEADROOM * Math.max(most - bottom, 1));
            axis.setTickUnit(new NumberTickUnit(1));
            axis.setNumberFormatOverride(new ChartStyle.TickFormat(decade -> Shown.rounded(Math.pow(10, decade))));
        } else {
            axis.setRange(0, HEADROOM * most);
        }
        return axis;
    }
}
