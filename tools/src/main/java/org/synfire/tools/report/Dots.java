package org.synfire.tools.report;

import j2html.tags.DomContent;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.util.List;
import org.jfree.chart.annotations.CategoryLineAnnotation;
import org.jfree.chart.annotations.CategoryTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAnchor;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * A chart of values with their confidence intervals: a row for each name, in it a dot on a line that spans the
 * interval. The axis need not begin at 0, so that small differences are seen.
 */
final class Dots {
    private static final int ROW = 26;
    private static final int AXIS_HEIGHT = 50;
    private static final double DOT = 9;
    private static final double MARGIN = 0.06;
    private static final double WHOLE = 100;
    private static final double LABEL_GAP = 8;
    private static final double AROUND_PLOT = 48;
    private static final BasicStroke INTERVAL = new BasicStroke(2.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
    private static final ChartFont LABEL_FONT = new ChartFont(Font.PLAIN, ChartStyle.TEXT_SIZE - 1);

    private final List<Row> rows;
    private final String unit;

    /**
     * @param name unlike that of any other row
     * @param value within the interval
     * @param low end of the interval
     * @param high other end of it
     * @param label written behind the interval
     */
    record Row(String name, double value, double low, double high, String label) {}

    /**
     * @param rows from the top, at least one
     * @param unit what the values are, and their unit
     */
    Dots(List<Row> rows, String unit) {
        this.rows = List.copyOf(rows);
        this.unit = unit;
    }

    /** @param width {@link Chart#HALF} or {@link Chart#WHOLE} */
    DomContent draw(Chart chart, int width) {
        DefaultCategoryDataset values = new DefaultCategoryDataset();
        rows.forEach(row -> values.addValue(row.value(), unit, row.name()));
        LineAndShapeRenderer renderer = new LineAndShapeRenderer(false, true);
        renderer.setSeriesShape(0, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
        renderer.setSeriesPaint(0, new CssPaint("accent"));
        CategoryAxis names = ChartStyle.style(new CategoryAxis());
        names.setLowerMargin(0);
        names.setUpperMargin(0);
        names.setTickMarksVisible(false);
        names.setMaximumCategoryLabelWidthRatio(1);
        CategoryPlot plot = new CategoryPlot(values, names, axis(width), renderer);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        ChartStyle.style(plot);
        rows.forEach(row -> annotate(plot, row));
        return chart.draw(ChartStyle.chart(plot, null, false), width, rows.size() * ROW + AXIS_HEIGHT);
    }

    private NumberAxis axis(int width) {
        NumberAxis axis = ChartStyle.style(new NumberAxis(unit));
        double low = rows.stream().mapToDouble(Row::low).min().orElseThrow();
        double high = rows.stream().mapToDouble(Row::high).max().orElseThrow();
        double span = Math.max(high - low, Math.ulp(high));
        double plot = width - ChartStyle.widest(rows.stream().map(Row::name).toList()) - AROUND_PLOT;
        double label = rows.stream()
                        .map(Row::label)
                        .mapToDouble(LABEL_FONT::width)
                        .max()
                        .orElse(0)
                + 2 * LABEL_GAP;
        double end = high + span * label / (plot - label);
        axis.setRange(low - MARGIN * span, end);
        if (unit.contains("%")) {
            // the axis goes on for the labels
            axis.setNumberFormatOverride(
                    new ChartStyle.TickFormat(percent -> percent > WHOLE ? "" : Shown.rounded(percent)));
        }
        return axis;
    }

    private static void annotate(CategoryPlot plot, Row row) {
        CategoryLineAnnotation interval = new CategoryLineAnnotation(
                row.name(), row.low(), row.name(), row.high(), new CssPaint("accent"), INTERVAL);
        plot.addAnnotation(interval);
        CategoryTextAnnotation label = new CategoryTextAnnotation("  " + row.label(), row.name(), row.high());
        label.setCategoryAnchor(CategoryAnchor.MIDDLE);
        label.setTextAnchor(TextAnchor.CENTER_LEFT);
        label.setFont(LABEL_FONT);
        label.setPaint(CssPaint.INK);
        plot.addAnnotation(label);
    }
}
