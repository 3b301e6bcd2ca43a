package org.synfire.tools.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleInsets;

/** How all charts look: text large enough for a phone, thin grey lines, no frames, no shadows. */
final class ChartStyle {
    static final int TEXT_SIZE = 13;

    static final BasicStroke HAIRLINE = new BasicStroke(0.8f);

    private static final double GAP = 6;

    private ChartStyle() {
    }

    static Font font() {
        return new ChartFont(Font.PLAIN, TEXT_SIZE);
    }

    /** The chart around a plot, without a title: the page has one. */
    static JFreeChart chart(Plot plot, boolean hasLegend) {
        plot.setOutlineVisible(false);
        plot.setBackgroundPaint(null);
        plot.setInsets(new RectangleInsets(GAP, 0, 0, 2 * GAP));
        JFreeChart chart = new JFreeChart(null, font(), plot, hasLegend);
        chart.setBackgroundPaint(null);
        chart.setPadding(RectangleInsets.ZERO_INSETS);
        if (hasLegend) {
            style(chart.getLegend());
        }
        return chart;
    }

    private static void style(LegendTitle legend) {
        legend.setItemFont(font());
        legend.setItemPaint(CssPaint.INK);
        legend.setBackgroundPaint(null);
        legend.setFrame(org.jfree.chart.block.BlockBorder.NONE);
    }

    static void style(CategoryPlot plot) {
        plot.setRangeGridlinePaint(CssPaint.LINE);
        plot.setRangeGridlineStroke(HAIRLINE);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    }

    static void style(XYPlot plot) {
        plot.setRangeGridlinePaint(CssPaint.LINE);
        plot.setRangeGridlineStroke(HAIRLINE);
        plot.setDomainGridlinePaint(CssPaint.LINE);
        plot.setDomainGridlineStroke(HAIRLINE);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    }

    static <A extends Axis> A style(A axis) {
        axis.setLabelFont(font());
        axis.setTickLabelFont(font());
        axis.setLabelPaint(CssPaint.MUTED);
        axis.setTickLabelPaint(CssPaint.INK);
        axis.setAxisLinePaint(CssPaint.LINE);
        axis.setTickMarkPaint(CssPaint.LINE);
        if (axis instanceof ValueAxis values) {
            values.setMinorTickMarksVisible(false);
        }
        if (axis instanceof NumberAxis numbers) {
            numbers.setNumberFormatOverride(new PrefixFormat());
        }
        return axis;
    }

    /** 1,500,000 as 1.50 M. */
    static final class PrefixFormat extends NumberFormat {
        @java.io.Serial
        private static final long serialVersionUID = 1;

        @Override
        public StringBuffer format(double number, StringBuffer into, FieldPosition position) {
            return into.append(Math.abs(number) > 0 && Math.abs(number) < 1 ? String.valueOf((float) number) : Shown.rounded(number));
        }

        @Override
        public StringBuffer format(long number, StringBuffer into, FieldPosition position) {
            return into.append(Shown.rounded(number));
        }

        @Override
        public Number parse(String text, ParsePosition position) {
            throw new UnsupportedOperationException("axes only write numbers");
        }
    }
}
