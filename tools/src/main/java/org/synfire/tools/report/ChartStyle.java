package org.synfire.tools.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.io.Serial;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.VerticalAlignment;

/** How all charts look: text large enough for a phone, thin grey lines, no frames, no shadows. */
final class ChartStyle {
    static final int TEXT_SIZE = 14;

    static final BasicStroke HAIRLINE = new BasicStroke(0.8f);

    private static final double GAP = 6;

    private ChartStyle() {}

    static ChartFont font() {
        return new ChartFont(Font.PLAIN, TEXT_SIZE);
    }

    /** Width of the widest of some texts. */
    static double widest(List<String> texts) {
        ChartFont font = font();
        return texts.stream().mapToDouble(font::width).max().orElse(0);
    }

    /**
     * The chart around a plot, without a title: the page has one.
     *
     * @param upright what the vertical axis measures, written lying above it; {@code null} if that needs no words.
     *     Turned text is hard to read, and cannot be measured without the machine's fonts
     */
    static JFreeChart chart(Plot plot, String upright, boolean hasLegend) {
        plot.setOutlineVisible(false);
        plot.setBackgroundPaint(null);
        plot.setInsets(new RectangleInsets(GAP, 0, 0, 5 * GAP));
        JFreeChart chart = new JFreeChart(null, font(), plot, hasLegend);
        chart.setBackgroundPaint(null);
        chart.setPadding(RectangleInsets.ZERO_INSETS);
        if (upright != null) {
            chart.addSubtitle(new TextTitle(
                    upright,
                    font(),
                    CssPaint.MUTED,
                    RectangleEdge.TOP,
                    HorizontalAlignment.LEFT,
                    VerticalAlignment.TOP,
                    RectangleInsets.ZERO_INSETS));
        }
        if (hasLegend) {
            style(chart.getLegend());
        }
        return chart;
    }

    private static void style(LegendTitle legend) {
        legend.setItemFont(font());
        legend.setItemPaint(CssPaint.INK);
        legend.setBackgroundPaint(null);
        legend.setFrame(BlockBorder.NONE);
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
            numbers.setNumberFormatOverride(new TickFormat(Shown::rounded));
        }
        return axis;
    }

    /** Writes numbers as a function says. */
    static final class TickFormat extends NumberFormat {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient DoubleFunction<String> text;

        TickFormat(DoubleFunction<String> text) {
            this.text = text;
        }

        @Override
        public StringBuffer format(double number, StringBuffer into, FieldPosition position) {
            return into.append(text.apply(number));
        }

        @Override
        public StringBuffer format(long number, StringBuffer into, FieldPosition position) {
            return into.append(text.apply(number));
        }

        @Override
        public Number parse(String written, ParsePosition position) {
            throw new UnsupportedOperationException("axes only write numbers");
        }
    }
}
