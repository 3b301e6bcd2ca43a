package org.synfire.tools.report;

import j2html.tags.DomContent;
import java.awt.Font;
import java.text.NumberFormat;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * A chart of lying bars: a row for each name, and in it a bar for each series, one behind the other or one below the
 * other.
 *
 * <p><b>Threads:</b> one; filled series by series, then drawn.
 */
final class Bars {
    private static final int FEW_ROWS = 12;
    private static final int ROW_OF_FEW = 28;
    private static final int ROW_OF_MANY = 20;
    private static final int AXIS_HEIGHT = 50;
    private static final int LEGEND_HEIGHT = 26;
    private static final int LEGEND_ENTRIES = 4;
    private static final double NO_GAP = 0;
    private static final double SMALL_GAP = 0.15;
    private static final double ROOM_FOR_LABELS = 0.2;

    private final DefaultCategoryDataset values = new DefaultCategoryDataset();
    private final List<String> names;
    private final String unit;
    private final BarRenderer renderer;
    private final boolean isStacked;
    private int series;
    private boolean hasLabels;

    private Bars(List<String> names, String unit, boolean isStacked) {
        this.names = names;
        this.unit = unit;
        this.isStacked = isStacked;
        this.renderer = isStacked ? new StackedBarRenderer() : new BarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        renderer.setItemMargin(NO_GAP);
    }

    /** @param names of the rows, none twice, from the top */
    static Bars stacked(List<String> names, String unit) {
        return new Bars(names, unit, true);
    }

    /** @param names of the rows, none twice, from the top */
    static Bars grouped(List<String> names, String unit) {
        return new Bars(names, unit, false);
    }

    /**
     * Adds a series.
     *
     * @param value by number of the row
     */
    Bars series(String name, CssPaint paint, IntToDoubleFunction value) {
        for (int row = 0; row < names.size(); row++) {
            values.addValue(value.applyAsDouble(row), name, names.get(row));
        }
        renderer.setSeriesPaint(series++, paint);
        return this;
    }

    /** Writes each bar's value at its end. */
    Bars labelled(NumberFormat format) {
        renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", format));
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultItemLabelFont(new ChartFont(Font.PLAIN, ChartStyle.TEXT_SIZE - 1));
        renderer.setDefaultItemLabelPaint(CssPaint.INK);
        renderer.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        hasLabels = true;
        return this;
    }

    DomContent draw(Chart chart) {
        CategoryAxis rows = ChartStyle.style(new CategoryAxis());
        rows.setCategoryMargin(SMALL_GAP);
        rows.setLowerMargin(NO_GAP);
        rows.setUpperMargin(NO_GAP);
        rows.setTickMarksVisible(false);
        rows.setMaximumCategoryLabelWidthRatio(1);
        NumberAxis axis = ChartStyle.style(new NumberAxis(unit));
        axis.setUpperMargin(hasLabels ? ROOM_FOR_LABELS : SMALL_GAP / 2);
        CategoryPlot plot = new CategoryPlot(values, rows, axis, renderer);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        ChartStyle.style(plot);
        boolean hasLegend = series > 1;
        return chart.draw(ChartStyle.chart(plot, null, hasLegend), Chart.HALF, height(hasLegend));
    }

    private int height(boolean hasLegend) {
        int row = names.size() <= FEW_ROWS ? ROW_OF_FEW : ROW_OF_MANY;
        int bars = isStacked ? row : Math.max(row, series * (ROW_OF_MANY - 9));
        return names.size() * bars
                + AXIS_HEIGHT
                + (hasLegend ? LEGEND_HEIGHT * Math.ceilDiv(series, LEGEND_ENTRIES) : 0);
    }
}
