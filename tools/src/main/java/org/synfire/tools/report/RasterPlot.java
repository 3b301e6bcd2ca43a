package org.synfire.tools.report;

import j2html.tags.DomContent;
import java.awt.BasicStroke;
import java.awt.geom.Path2D;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeriesCollection;
import org.synfire.models.experiment.RunDetails;

/** Spikes of one layer: a row for each neuron looked at, a column for each time step of the layer's trains, a stroke for a spike. */
final class RasterPlot {
    private static final int PLOT_HEIGHT = 380;
    private static final int AXIS_HEIGHT = 56;
    private static final double STROKE_OF_STEP = 0.86;
    private static final double LEAST_STROKE = 0.9;
    private static final double MOST_STROKE = 6;

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
        NumberAxis neurons = ChartStyle.style(new NumberAxis("neuron"));
        neurons.setRange(0, (double) raster.rows() * raster.stride());
        neurons.setInverted(true);
        XYPlot plot = new XYPlot(new XYSeriesCollection(), steps, neurons, null);
        ChartStyle.style(plot);
        plot.setRangeGridlinesVisible(false);
        plot.addAnnotation(new XYShapeAnnotation(spikes(), stroke(), new CssPaint("accent")));
        return chart.draw(ChartStyle.chart(plot, false), Chart.WHOLE, PLOT_HEIGHT + AXIS_HEIGHT);
    }

    private BasicStroke stroke() {
        double width = Math.clamp(STROKE_OF_STEP * PLOT_HEIGHT / raster.rows(), LEAST_STROKE, MOST_STROKE);
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
    }

    private Path2D spikes() {
        Path2D path = new Path2D.Double();
        for (int sample = 0; sample < raster.fired().length; sample++) {
            for (int bit = 0; bit < bits; bit++) {
                double from = sample * bits + bit + (1 - STROKE_OF_STEP) / 2;
                for (int row : raster.fired()[sample][bit]) {
                    double y = (row + 0.5) * raster.stride();
                    path.moveTo(from, y);
                    path.lineTo(from + STROKE_OF_STEP, y);
                }
            }
        }
        return path;
    }
}
