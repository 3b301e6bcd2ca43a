package org.synfire.tools.report;

import j2html.tags.DomContent;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Accuracy against energy: every run, and the runs that no other one beats in both. */
final class ParetoFront {
    private static final int HEIGHT = 400;
    private static final double DOT = 8;
    private static final double MARGIN = 0.12;
    private static final double PERCENT = 100;
    private static final int FRONT = 0;
    private static final BasicStroke LINE = new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    /**
     * A run.
     *
     * @param settings what tells it from the others
     * @param energy per sample, microjoules
     * @param accuracy 0..1
     */
    record Point(String settings, double energy, double accuracy) {
        /** Whether it costs no more and answers no fewer, and is better in one of them. */
        boolean beats(Point other) {
            return energy <= other.energy
                    && accuracy >= other.accuracy
                    && (energy < other.energy || accuracy > other.accuracy);
        }
    }

    private ParetoFront() {}

    /** The points that no other one beats, from the least energy on. */
    static List<Point> front(List<Point> points) {
        List<Point> sorted = points.stream()
                .sorted(Comparator.comparingDouble(Point::energy)
                        .thenComparing(
                                Comparator.comparingDouble(Point::accuracy).reversed()))
                .toList();
        List<Point> front = new ArrayList<>();
        for (Point point : sorted) {
            if (front.isEmpty() || !front.getLast().beats(point)) {
                front.add(point);
            }
        }
        return front;
    }

    /** @param points at least one */
    static DomContent figure(List<Point> points) {
        String title = "Accuracy against energy";
        String caption = "Each point is a run. The line joins those that no other run beats: none costs less energy and"
                + " answers as many samples as labelled. They are named by their settings.";
        List<Point> front = front(points);
        XYSeriesCollection all = new XYSeriesCollection();
        XYSeries best = new XYSeries("not beaten by any", false, true);
        front.forEach(point -> best.add(point.energy(), PERCENT * point.accuracy()));
        XYSeries others = new XYSeries("other runs", false, true);
        points.stream()
                .filter(point -> !front.contains(point))
                .forEach(point -> others.add(point.energy(), PERCENT * point.accuracy()));
        all.addSeries(best);
        if (!others.isEmpty()) {
            all.addSeries(others);
        }
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        for (int series = 0; series < all.getSeriesCount(); series++) {
            renderer.setSeriesShape(series, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
            renderer.setSeriesStroke(series, LINE);
            renderer.setSeriesLinesVisible(series, series == FRONT);
            renderer.setSeriesPaint(series, series == FRONT ? CssPaint.ofCategory(4) : CssPaint.MUTED);
        }
        renderer.setDefaultItemLabelFont(new ChartFont(Font.PLAIN, ChartStyle.TEXT_SIZE - 2));
        renderer.setDefaultItemLabelPaint(CssPaint.INK);
        renderer.setSeriesItemLabelsVisible(FRONT, true);
        renderer.setDefaultItemLabelGenerator(
                (data, series, item) -> series == FRONT ? front.get(item).settings() : null);
        renderer.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE5, TextAnchor.TOP_LEFT));
        NumberAxis energy = ChartStyle.style(new NumberAxis("energy per sample, \u00b5J"));
        energy.setAutoRangeIncludesZero(false);
        energy.setUpperMargin(MARGIN);
        NumberAxis accuracy = ChartStyle.style(new NumberAxis());
        accuracy.setAutoRangeIncludesZero(false);
        accuracy.setLowerMargin(MARGIN);
        XYPlot plot = new XYPlot(all, energy, accuracy, renderer);
        ChartStyle.style(plot);
        DomContent drawing = new Chart("sweep-front", title, caption)
                .draw(ChartStyle.chart(plot, "accuracy, % of samples", true), Chart.WHOLE, HEIGHT);
        return new Figure(title, caption).wide().with(Scroll.of(drawing, title)).done();
    }
}
