package org.synfire.tools.report;

import j2html.tags.DomContent;
import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** A figure over an option whose values are numbers: a line for each value of another option. */
final class SweepCurves {
    private static final int HEIGHT = 360;
    private static final double DOT = 7;
    private static final BasicStroke LINE = new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    /** A run: the line that it is on, and its place. */
    record Point(String line, double x, double y) {}

    private SweepCurves() {}

    /** Whether a value of an option is a number. */
    static boolean isNumber(String value) {
        return value.matches("-?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?");
    }

    /**
     * The figure.
     *
     * @param across what the horizontal axis says
     * @param upright what the vertical axis says
     * @param lines what tells the lines apart; empty where there is one
     * @param points at least one
     */
    static DomContent figure(String title, String across, String upright, Optional<String> lines, List<Point> points) {
        String caption = "Each point is a run"
                + lines.map(option -> String.format(Locale.ROOT, "; a line for each value of %s", option))
                        .orElse("")
                + ". Where other options were varied too, several points stand at one place.";
        XYSeriesCollection all = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        for (String line : points.stream().map(Point::line).collect(Collectors.toCollection(LinkedHashSet::new))) {
            XYSeries series =
                    new XYSeries(lines.map(option -> option + " " + line).orElse(upright));
            points.stream()
                    .filter(point -> point.line().equals(line))
                    .forEach(point -> series.add(point.x(), point.y()));
            int number = all.getSeriesCount();
            all.addSeries(series);
            renderer.setSeriesPaint(number, CssPaint.ofCategory(number));
            renderer.setSeriesStroke(number, LINE);
            renderer.setSeriesShape(number, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
        }
        NumberAxis value = axis("", points.stream().mapToDouble(Point::y));
        NumberAxis option = axis(across, points.stream().mapToDouble(Point::x));
        XYPlot plot = new XYPlot(all, option, value, renderer);
        ChartStyle.style(plot);
        DomContent drawing = new Chart("sweep-curves", title, caption)
                .draw(ChartStyle.chart(plot, upright, lines.isPresent()), Chart.WHOLE, HEIGHT);
        return new Figure(title, caption).wide().with(Scroll.of(drawing, title)).done();
    }

    /** Where all values are whole numbers, so are the ticks. */
    private static NumberAxis axis(String label, DoubleStream values) {
        NumberAxis axis = ChartStyle.style(label.isEmpty() ? new NumberAxis() : new NumberAxis(label));
        axis.setAutoRangeIncludesZero(false);
        if (values.allMatch(value -> value == Math.rint(value))) {
            axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        }
        return axis;
    }
}
