package org.synfire.tools.report;

import j2html.tags.DomContent;
import java.awt.BasicStroke;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
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
    private static final BasicStroke THICK = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    /** Keeps the first share off the least value, which stands above it. */
    private static final RectangleInsets BELOW_VALUES = new RectangleInsets(7, 4, 2, 4);

    private static final double HEADROOM = 1.05;
    private static final double LOPSIDED = 20;
    private static final int MOST_DECADES = 6;
    private static final int MOST_TICKS = 4;
    private static final int DIGITS_BEFORE_POINT = 2;

    private final Latencies latencies;
    private final double scale;
    private final double decades;
    private final boolean isLogarithmic;

    /** @param scale what values are multiplied by to be shown */
    PercentilePlot(Latencies latencies, double scale) {
        this.latencies = latencies;
        this.scale = scale;
        this.decades = Math.min(
                MOST_DECADES, Math.log10(Math.max(2, latencies.summary().count())));
        this.isLogarithmic = least() > 0
                && latencies.summary().max() > LOPSIDED * latencies.summary().p50();
    }

    /** Whether a plot of it would say more than a number: at least two different values. */
    static boolean isWorthIt(Latencies latencies) {
        List<Latencies.Percentile> points = latencies.percentiles();
        return !points.isEmpty()
                && points.getFirst().value() != points.getLast().value();
    }

    private long least() {
        return latencies.percentiles().getFirst().value();
    }

    /** @param values what the values are, and their unit */
    DomContent draw(Chart chart, String values) {
        XYStepRenderer renderer = new XYStepRenderer();
        renderer.setStepPoint(0);
        renderer.setSeriesPaint(0, new CssPaint("accent"));
        renderer.setSeriesStroke(0, THICK);
        XYPlot plot = new XYPlot(new XYSeriesCollection(series()), shareAxis(), valueAxis(), renderer);
        ChartStyle.style(plot);
        JFreeChart drawn = ChartStyle.chart(plot, values + (isLogarithmic ? ", logarithmic axis" : ""), false);
        plot.setInsets(new RectangleInsets(
                plot.getInsets().getTop(), 0, 0, ChartStyle.font().width(share(decades)) / 2 + 1));
        return chart.draw(drawn, Chart.HALF, HEIGHT);
    }

    private XYSeries series() {
        XYSeries series = new XYSeries(latencies.name(), false);
        series.add(0, shown(least()));
        for (Latencies.Percentile point : latencies.percentiles()) {
            series.add(Math.min(decades, -Math.log10(1 - point.share())), shown(point.value()));
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
        double most = shown(latencies.summary().max());
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
