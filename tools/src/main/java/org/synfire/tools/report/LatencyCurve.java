package org.synfire.tools.report;

import j2html.tags.DomContent;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * Latency over offered load: the mean with its confidence interval, the 99th percentile, and above the curves the loads
 * that saturated the network or were measured for too short a time. Every point is within the axes.
 *
 * @param points loads that were measured, rising, at least one
 * @param zeroLoad cycles of a packet that meets no other
 * @param bound load that no network of these links can exceed, flits per node and cycle
 * @param saturation load at which this one saturates; {@code NaN} where that was not found
 */
record LatencyCurve(List<Point> points, double zeroLoad, double bound, double saturation) {
    private static final int HEIGHT = 480;
    private static final double MARGIN = 1.06;
    private static final double LEAST_IN_ZERO_LOADS = 2;
    /** A curve that rises higher than this hides what is below, unless its axis is logarithmic. */
    private static final double LOPSIDED = 10;
    /** No packet is faster. */
    private static final double LEAST_CYCLES = 1;

    private static final double DOT = 7;
    private static final double MARK = 6;
    private static final double WHISKER = 5;
    private static final BasicStroke SOLID = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke ERROR = new BasicStroke(1.3f);
    private static final BasicStroke DASHED =
            new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {6, 4}, 0);

    /** What a measurement says of a load. */
    enum Outcome {
        CARRIED,
        SATURATED,
        /** The measurement was too short to tell. */
        UNDETERMINED
    }

    /**
     * A load that was measured.
     *
     * @param offered flits per node and cycle
     * @param mean mean packet latency, cycles; shown where the load was carried
     * @param error half of the mean's 95 % confidence interval, cycles; {@code NaN} if it is not known
     * @param p99 99th percentile of the latency, cycles
     * @param outcome whether the network carried it
     */
    record Point(double offered, double mean, double error, double p99, Outcome outcome) {
        double low() {
            return Double.isNaN(error) ? mean : Math.max(0, mean - error);
        }

        double high() {
            return Double.isNaN(error) ? mean : mean + error;
        }
    }

    DomContent draw(Chart chart) {
        XYPlot plot = new XYPlot(means(), loadAxis(), latencyAxis(), meansRenderer());
        XYSeriesCollection others = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        addPercentiles(others, renderer);
        addMarks(others, renderer, "saturated", Outcome.SATURATED, triangle(), "c5");
        addMarks(others, renderer, "too short to tell", Outcome.UNDETERMINED, diamond(), "muted");
        addLine(others, renderer, String.format(Locale.ROOT, "ideal bound %.4g", bound), bound, "muted");
        if (!Double.isNaN(saturation)) {
            addLine(others, renderer, String.format(Locale.ROOT, "saturation %.4g", saturation), saturation, "c5");
        }
        plot.setDataset(1, others);
        plot.setRenderer(1, renderer);
        ChartStyle.style(plot);
        String upright = "packet latency, cycles" + (isLogarithmic() ? ", logarithmic axis" : "");
        return chart.draw(ChartStyle.chart(plot, upright, true), Chart.WHOLE, HEIGHT);
    }

    private YIntervalSeriesCollection means() {
        YIntervalSeries series = new YIntervalSeries("mean, with 95 % confidence");
        of(Outcome.CARRIED)
                .forEach(point -> series.add(
                        point.offered(),
                        shown(point.mean()),
                        shown(Math.max(point.low(), LEAST_CYCLES)),
                        shown(point.high())));
        YIntervalSeriesCollection means = new YIntervalSeriesCollection();
        if (!series.isEmpty()) {
            means.addSeries(series);
        }
        return means;
    }

    private static XYErrorRenderer meansRenderer() {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawXError(false);
        renderer.setDefaultLinesVisible(true);
        renderer.setCapLength(WHISKER);
        renderer.setErrorStroke(ERROR);
        renderer.setErrorPaint(CssPaint.INK);
        renderer.setSeriesPaint(0, new CssPaint("accent"));
        renderer.setSeriesStroke(0, SOLID);
        renderer.setSeriesShape(0, dot());
        return renderer;
    }

    private List<Point> of(Outcome outcome) {
        return points.stream().filter(point -> point.outcome() == outcome).toList();
    }

    private double highest() {
        return of(Outcome.CARRIED).stream()
                .flatMapToDouble(point -> DoubleStream.of(point.high(), point.p99()))
                .filter(Double::isFinite)
                .reduce(LEAST_IN_ZERO_LOADS * zeroLoad, Math::max);
    }

    private double lowest() {
        return Math.max(
                LEAST_CYCLES,
                of(Outcome.CARRIED).stream().mapToDouble(Point::low).reduce(zeroLoad, Math::min));
    }

    private boolean isLogarithmic() {
        return highest() > LOPSIDED * Math.max(zeroLoad, LEAST_CYCLES);
    }

    private double shown(double cycles) {
        return isLogarithmic() ? Math.log10(cycles) : cycles;
    }

    private double top() {
        return isLogarithmic() ? shown(highest()) + (MARGIN - 1) * shown(highest()) : MARGIN * highest();
    }

    private double bottom() {
        return isLogarithmic() ? Math.floor(shown(lowest())) : 0;
    }

    private NumberAxis loadAxis() {
        NumberAxis axis = ChartStyle.style(new NumberAxis("offered load, flits per node and cycle"));
        double end = points.stream().mapToDouble(Point::offered).reduce(bound, Math::max);
        axis.setRange(0, MARGIN * end);
        return axis;
    }

    private NumberAxis latencyAxis() {
        NumberAxis axis = ChartStyle.style(new NumberAxis());
        axis.setRange(bottom(), top() + (top() - bottom()) * (MARGIN - 1));
        if (isLogarithmic()) {
            axis.setTickUnit(new NumberTickUnit(1));
            axis.setNumberFormatOverride(new ChartStyle.TickFormat(decade -> Shown.rounded(Math.pow(10, decade))));
        }
        return axis;
    }

    private void addPercentiles(XYSeriesCollection all, XYLineAndShapeRenderer renderer) {
        XYSeries series = new XYSeries("99th percentile");
        of(Outcome.CARRIED).forEach(point -> series.add(point.offered(), shown(point.p99())));
        if (!series.isEmpty()) {
            int number = add(all, renderer, series, "c0");
            renderer.setSeriesStroke(number, SOLID);
            renderer.setSeriesShape(number, dot());
        }
    }

    /** Of these loads there is no latency to draw: it grows as long as one measures, or is not known. */
    private void addMarks(
            XYSeriesCollection all,
            XYLineAndShapeRenderer renderer,
            String name,
            Outcome outcome,
            Shape shape,
            String colour) {
        XYSeries series = new XYSeries(name);
        of(outcome).forEach(point -> series.add(point.offered(), top()));
        if (!series.isEmpty()) {
            int number = add(all, renderer, series, colour);
            renderer.setSeriesShape(number, shape);
            renderer.setSeriesLinesVisible(number, false);
        }
    }

    private void addLine(
            XYSeriesCollection all, XYLineAndShapeRenderer renderer, String name, double load, String colour) {
        XYSeries series = new XYSeries(name);
        series.add(load, bottom());
        series.add(load, top());
        int number = add(all, renderer, series, colour);
        renderer.setSeriesStroke(number, DASHED);
        renderer.setSeriesShapesVisible(number, false);
    }

    private static int add(XYSeriesCollection all, XYLineAndShapeRenderer renderer, XYSeries series, String colour) {
        all.addSeries(series);
        int number = all.getSeriesCount() - 1;
        renderer.setSeriesPaint(number, new CssPaint(colour));
        return number;
    }

    private static Shape dot() {
        return new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT);
    }

    private static Shape triangle() {
        Path2D shape = new Path2D.Double();
        shape.moveTo(0, -MARK);
        shape.lineTo(MARK, MARK);
        shape.lineTo(-MARK, MARK);
        shape.closePath();
        return shape;
    }

    private static Shape diamond() {
        Path2D shape = new Path2D.Double();
        shape.moveTo(0, -MARK);
        shape.lineTo(MARK, 0);
        shape.lineTo(0, MARK);
        shape.lineTo(-MARK, 0);
        shape.closePath();
        return shape;
    }
}
