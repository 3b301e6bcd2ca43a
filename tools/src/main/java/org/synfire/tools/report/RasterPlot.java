package org.synfire.tools.report;

import j2html.tags.DomContent;
import java.awt.BasicStroke;
import java.awt.geom.Path2D;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeriesCollection;
import org.synfire.emulator.result.RunDetails;

/**
 * Spikes of one layer: a row for each neuron looked at, a column for each time step of the layer's trains, a stroke for
 * a spike.
 */
final class RasterPlot {
    private static final int PLOT_HEIGHT = 380;
    private static final int AXIS_HEIGHT = 56;
    /** About as many pixels as the steps take. */
    private static final int PLOT_WIDTH = 900;

    private static final double STROKE_OF_STEP = 0.86;
    /** Pixels along a step, where steps are narrow. */
    private static final double LEAST_LENGTH = 1.8;

    private static final double LEAST_STROKE = 1.3;
    private static final double MOST_STROKE = 6;
    private static final double ROOM_FOR_NAMES = 0.06;
    private static final int MOST_TICKS = 9;

    private final RunDetails.Raster raster;
    private final int bits;

    RasterPlot(RunDetails.Raster raster, int bits) {
        this.raster = raster;
        this.bits = bits;
    }

    DomContent draw(Chart chart) {
        NumberAxis steps = ChartStyle.style(new NumberAxis("time step of the layer's trains; a sample every " + bits));
        steps.setRange(0, (double) raster.fired().length * bits);
        steps.setTickUnit(new NumberTickUnit(bits));
        NumberAxis neurons = ChartStyle.style(new NumberAxis());
        neurons.setRange(-room(), (double) raster.rows() * raster.stride());
        neurons.setInverted(true);
        neurons.setNumberFormatOverride(new ChartStyle.TickFormat(neuron -> Shown.count((long) neuron)));
        neurons.setTickUnit(new NumberTickUnit(niceStep()));
        XYPlot plot = new XYPlot(new XYSeriesCollection(), steps, neurons, null);
        ChartStyle.style(plot);
        plot.setRangeGridlinesVisible(false);
        for (int sample = 0; sample < raster.fired().length; sample++) {
            plot.addAnnotation(name(sample));
        }
        plot.addAnnotation(new XYShapeAnnotation(spikes(), stroke(), new CssPaint("accent")));
        return chart.draw(ChartStyle.chart(plot, "neuron", false), Chart.WHOLE, PLOT_HEIGHT + AXIS_HEIGHT);
    }

    /** Above the sample's spikes, in the room that the axis leaves. */
    private XYTextAnnotation name(int sample) {
        XYTextAnnotation name = new XYTextAnnotation("sample " + sample, (sample + 0.5) * bits, -room() / 2);
        name.setFont(ChartStyle.font());
        name.setPaint(CssPaint.MUTED);
        return name;
    }

    private double room() {
        return ROOM_FOR_NAMES * raster.rows() * raster.stride();
    }

    private double niceStep() {
        double least = (double) raster.rows() * raster.stride() / MOST_TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        return Math.max(1, least <= 2 * power ? 2 * power : least <= 5 * power ? 5 * power : 10 * power);
    }

    private BasicStroke stroke() {
        double width = Math.clamp(STROKE_OF_STEP * PLOT_HEIGHT / raster.rows(), LEAST_STROKE, MOST_STROKE);
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
    }

    private Path2D spikes() {
        Path2D path = new Path2D.Double();
        double stepsOfPixel = (double) raster.fired().length * bits / PLOT_WIDTH;
        double length = Math.max(STROKE_OF_STEP, LEAST_LENGTH * stepsOfPixel);
        for (int sample = 0; sample < raster.fired().length; sample++) {
            for (int bit = 0; bit < bits; bit++) {
                double from = sample * bits + bit + (1 - length) / 2;
                for (int row : raster.fired()[sample][bit]) {
                    double y = (row + 0.5) * raster.stride();
                    path.moveTo(from, y);
                    path.lineTo(from + length, y);
                }
            }
        }
        return path;
    }
}
