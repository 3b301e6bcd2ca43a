package org.synfire.tools.report;

import j2html.tags.DomContent;
import java.awt.BasicStroke;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.List;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.synfire.engine.measure.Latencies;

/**
 * A distribution over HdrHistogram's percentile axis: every step to the right leaves a tenth as many values above, so that the tail is seen.
 *
 * <p>The axis is {@code 1 / (1 - share)} in logarithms: 0 %, 90 %, 99 %, 99.9 %. The largest value stands where one value of the count is left.
 */
final class PercentilePlot {
    private static final int HEIGHT = 260;
    private static final BasicStroke THICK = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final double HEADROOM = 1.05;

    private PercentilePlot() {
    }

    static DomContent draw(Chart chart, Latencies latencies, String unit, double scale) {
        XYSeries series = new XYSeries(latencies.name(), false);
        double count = Math.max(2, latencies.summary().count());
        series.add(1, scale * latencies.percentiles().getFirst().value());
        for (Latencies.Percentile point : latencies.percentiles()) {
            series.add(Math.min(count, 1 / (1 - point.share())), scale * point.value());
        }
        LogAxis share = ChartStyle.style(new LogAxis("share of values not above"));
        share.setBase(10);
        share.setTickUnit(new NumberTickUnit(1));
        share.setNumberFormatOverride(new ShareFormat());
        share.setRange(1, count);
        NumberAxis value = ChartStyle.style(new NumberAxis(unit));
        value.setRange(0, HEADROOM * Math.max(1e-9, scale * latencies.summary().max()));
        XYStepRenderer renderer = new XYStepRenderer();
        renderer.setSeriesPaint(0, new CssPaint("accent"));
        renderer.setSeriesStroke(0, THICK);
        XYPlot plot = new XYPlot(new XYSeriesCollection(series), share, value, renderer);
        ChartStyle.style(plot);
        return chart.draw(ChartStyle.chart(plot, false), Chart.HALF, HEIGHT);
    }

    /** Whether a plot of it would say more than a number: at least two different values. */
    static boolean isWorthIt(Latencies latencies) {
        List<Latencies.Percentile> points = latencies.percentiles();
        return !points.isEmpty() && points.getFirst().value() != points.getLast().value();
    }

    /** 100 as 99 %. */
    private static final class ShareFormat extends NumberFormat {
        @java.io.Serial
        private static final long serialVersionUID = 1;

        @Override
        public StringBuffer format(double oneIn, StringBuffer into, FieldPosition position) {
            int digits = (int) Math.max(0, Math.round(Math.log10(oneIn)) - 2);
            return into.append(Shown.percent(1 - 1 / oneIn, digits));
        }

        @Override
        public StringBuffer format(long oneIn, StringBuffer into, FieldPosition position) {
            return format((double) oneIn, into, position);
        }

        @Override
        public Number parse(String text, ParsePosition position) {
            throw new UnsupportedOperationException("axes only write numbers");
        }
    }
}
