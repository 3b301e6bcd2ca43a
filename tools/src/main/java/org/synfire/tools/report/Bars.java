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
import org.jfree.data.Range;
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
    private static final ChartFont LABEL_FONT = new ChartFont(Font.PLAIN, ChartStyle.TEXT_SIZE - 1);
    /** Between a bar's end and its label. */
    private static final double LABEL_GAP = 6;
    /** Pixels of the width that are neither names nor plot. */
    private static final double AROUND_PLOT = 48;
    /** After each round the range is closer to what the labels need; they take less than half of the plot. */
    private static final int ROUNDS = 20;

    private final DefaultCategoryDataset values = new DefaultCategoryDataset();
    private final List<String> names;
    private final String unit;
    private final BarRenderer renderer;
    private final boolean isStacked;
    private int series;
    private int width = Chart.HALF;
    private NumberFormat format;

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
    Bars labelled(NumberFormat labels) {
        this.format = labels;
        renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", labels));
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultItemLabelFont(LABEL_FONT);
        renderer.setDefaultItemLabelPaint(CssPaint.INK);
        renderer.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        renderer.setDefaultNegativeItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE9, TextAnchor.CENTER_RIGHT));
        return this;
    }

    /** Takes all of a wide page's width. */
    Bars wide() {
        width = Chart.WHOLE;
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
        if (format == null) {
            axis.setUpperMargin(SMALL_GAP / 2);
        } else {
            axis.setRange(rangeWithLabels());
        }
        CategoryPlot plot = new CategoryPlot(values, rows, axis, renderer);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        ChartStyle.style(plot);
        boolean hasLegend = series > 1;
        return chart.draw(ChartStyle.chart(plot, null, hasLegend), width, height(hasLegend));
    }

    /** The values, and beyond them the room that the labels at the ends of the bars take. */
    private Range rangeWithLabels() {
        double room = width - ChartStyle.widest(names) - AROUND_PLOT;
        double low = 0;
        double high = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double unitsPerPixel = (high - low) / room;
            for (int line = 0; line < values.getRowCount(); line++) {
                for (int row = 0; row < values.getColumnCount(); row++) {
                    double value = values.getValue(line, row).doubleValue();
                    double label = unitsPerPixel * (LABEL_FONT.width(format.format(value)) + LABEL_GAP);
                    high = Math.max(high, value < 0 ? 0 : value + label);
                    low = Math.min(low, value < 0 ? value - label : 0);
                }
            }
        }
        return high > low ? new Range(low, high) : new Range(0, 1);
    }

    private int height(boolean hasLegend) {
        int row = names.size() <= FEW_ROWS ? ROW_OF_FEW : ROW_OF_MANY;
        int bars = isStacked ? row : Math.max(row, series * (ROW_OF_MANY - 9));
        return names.size() * bars
                + AXIS_HEIGHT
                + (hasLegend ? LEGEND_HEIGHT * Math.ceilDiv(series, LEGEND_ENTRIES) : 0);
    }
}
