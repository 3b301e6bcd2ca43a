package org.synfire.tools;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.synfire.engine.InputException;

/** The latency curve of a sweep as an SVG picture; loads that saturated the network have no latency and are left out. */
final class LatencyChart {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;
    private static final double HIGHEST_IN_ZERO_LOADS = 8;
    private static final double MARGIN = 1.05;
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final Color BLUE = new Color(0x1f5fa8);
    private static final Color ORANGE = new Color(0xd9791a);
    private static final Color GRAY = new Color(0x777777);

    private LatencyChart() {
    }

    /** Writes {@code latency.svg}. */
    static void write(NocSweep sweep, Path directory) {
        System.setProperty("java.awt.headless", "true");
        try {
            VectorGraphicsEncoder.saveVectorGraphic(chart(sweep), directory.resolve("latency.svg").toString(), VectorGraphicsFormat.SVG);
        } catch (IOException unwritable) {
            throw new InputException("cannot write the chart to %s: %s; choose another --out folder".formatted(directory, unwritable.getMessage()), unwritable);
        }
    }

    private static XYChart chart(NocSweep sweep) {
        NocSetup setup = sweep.setup();
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT)
                .title("%s, %s, %s routing, %d VC x %d flits, %d cycles/hop".formatted(setup.mesh(), setup.traffic(), setup.routing(), setup.vcs(), setup.buffer(), setup.hopCycles()))
                .xAxisTitle("offered load, flits per node and cycle").yAxisTitle("packet latency, cycles").build();
        List<NocPoint> carried = sweep.points().stream().filter(point -> !point.saturated()).toList();
        double zeroLoad = carried.getFirst().zeroLoadLatency();
        series(chart, "mean", carried, point -> point.packetLatency().mean(), BLUE);
        series(chart, "99th percentile", carried, point -> point.packetLatency().p99(), ORANGE);
        double end = sweep.lowestSaturated() == null ? sweep.bound() : Math.max(sweep.bound(), sweep.lowestSaturated());
        line(chart, "ideal bound", sweep.bound(), zeroLoad, GRAY);
        if (sweep.saturation() != null) {
            line(chart, "saturation", sweep.saturation(), zeroLoad, Color.RED.darker());
        }
        style(chart, end, zeroLoad);
        return chart;
    }

    private static void series(XYChart chart, String name, List<NocPoint> points, ToDoubleFunction<NocPoint> value, Color color) {
        double[] loads = points.stream().mapToDouble(NocPoint::offered).toArray();
        XYSeries series = chart.addSeries(name, loads, points.stream().mapToDouble(value).toArray());
        series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color).setLineColor(color);
    }

    private static void line(XYChart chart, String name, double load, double zeroLoad, Color color) {
        XYSeries series = chart.addSeries("%s %.4g".formatted(name, load), new double[] {load, load}, new double[] {0, HIGHEST_IN_ZERO_LOADS * zeroLoad});
        series.setMarker(SeriesMarkers.NONE).setLineColor(color).setLineStyle(new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {6, 4}, 0));
    }

    private static void style(XYChart chart, double highestLoad, double zeroLoad) {
        XYStyler styler = chart.getStyler();
        styler.setLegendPosition(LegendPosition.InsideNW).setChartBackgroundColor(Color.WHITE).setChartTitleFont(TITLE).setLegendFont(TEXT);
        styler.setAxisTitleFont(TEXT).setAxisTickLabelsFont(TEXT).setXAxisDecimalPattern("0.###").setYAxisDecimalPattern("#,##0");
        styler.setMarkerSize(6);
        styler.setXAxisMin(0.0).setXAxisMax(highestLoad * MARGIN).setYAxisMin(0.0).setYAxisMax(HIGHEST_IN_ZERO_LOADS * zeroLoad);
    }
}
