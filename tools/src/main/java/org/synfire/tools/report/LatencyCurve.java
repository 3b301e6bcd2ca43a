package org.synfire.tools.report;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Latency over offered load, up to where the network saturates, as an SVG file.
 *
 * @param title what was measured
 * @param points loads that the network carried, rising, at least one
 * @param zeroLoad cycles of a packet that meets no other; the axis ends at {@value #HIGHEST_IN_ZERO_LOADS} times as
 *     many
 * @param bound load that no network of these links can exceed, flits per node and cycle
 * @param saturation load at which this one saturates; {@code NaN} where that was not found
 * @param highest highest load of the axis, flits per node and cycle
 */
public record LatencyCurve(
        String title, List<Point> points, double zeroLoad, double bound, double saturation, double highest) {
    private static final int HEIGHT = 520;
    private static final double HIGHEST_IN_ZERO_LOADS = 8;
    private static final double MARGIN = 1.05;
    private static final double DOT = 7;
    private static final BasicStroke SOLID = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {6, 4}, 0);
    /**
     * A load that was measured.
     *
     * @param offered flits per node and cycle
     * @param mean mean packet latency, cycles
     * @param p99 99th percentile of it, cycles
     */
    public record Point(double offered, double mean, double p99) {}

    /**
     * Draws it.
     *
     * @return the file's text
     */
    public String svg() {
        XYSeriesCollection series = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        addCurve(series, renderer, "mean", Point::mean, "accent");
        addCurve(series, renderer, "99th percentile", Point::p99, "c0");
        addLine(series, renderer, String.format(Locale.ROOT, "ideal bound %.4g", bound), bound, "muted");
        if (!Double.isNaN(saturation)) {
            addLine(series, renderer, String.format(Locale.ROOT, "saturation %.4g", saturation), saturation, "c5");
        }
        XYPlot plot = new XYPlot(
                series,
                axis("offered load, flits per node and cycle", highest * MARGIN),
                axis(null, HIGHEST_IN_ZERO_LOADS * zeroLoad),
                renderer);
        ChartStyle.style(plot);
        JFreeChart chart = ChartStyle.chart(plot, title + ": packet latency, cycles", true);
        return new Chart(
                        "latency",
                        title,
                        "Packet latency over offered load; loads that saturated the network are left out.")
                .svg(chart, Chart.WHOLE, HEIGHT);
    }

    private static NumberAxis axis(String label, double end) {
        NumberAxis axis = ChartStyle.style(new NumberAxis(label));
        axis.setRange(0, end);
        return axis;
    }

    private void addCurve(
            XYSeriesCollection all,
            XYLineAndShapeRenderer renderer,
            String name,
            ToDoubleFunction<Point> value,
            String colour) {
        XYSeries series = new XYSeries(name);
        points.forEach(point -> series.add(point.offered(), value.applyAsDouble(point)));
        int number = add(all, renderer, series, colour);
        renderer.setSeriesStroke(number, SOLID);
        renderer.setSeriesShape(number, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
    }

    private void addLine(
            XYSeriesCollection all, XYLineAndShapeRenderer renderer, String name, double load, String colour) {
        XYSeries series = new XYSeries(name);
        series.add(load, 0);
        series.add(load, HIGHEST_IN_ZERO_LOADS * zeroLoad);
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
}
