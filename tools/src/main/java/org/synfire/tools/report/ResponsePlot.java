package org.synfire.tools.report;

import j2html.tags.DomContent;
import java.awt.BasicStroke;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.synfire.network.neuron.NeuronResponse;
import org.synfire.network.neuron.StateWord;

/**
 * A neuron's response over time: what arrives, every state word behind each step, and a mark above each step in which
 * it spiked.
 *
 * @param response that is drawn
 * @param words the state words
 */
record ResponsePlot(NeuronResponse response, List<StateWord> words) {
    private static final int HEIGHT = 420;
    private static final double MARGIN = 0.08;
    private static final double MARK_WIDTH = 2;
    private static final double MARK_HEIGHT = 12;
    private static final BasicStroke LINE = new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke THIN = new BasicStroke(1.3f);
    private static final List<String> COLOURS = List.of("c4", "c2", "c5", "c1", "c6");

    /** The colour of a state word by its place. */
    static CssPaint colour(int word) {
        return new CssPaint(COLOURS.get(word));
    }

    DomContent draw(Chart chart) {
        XYSeriesCollection all = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        int input = add(all, renderer, series("input", step -> response.inputs()[step]), "muted");
        renderer.setSeriesStroke(input, THIN);
        for (int w = 0; w < words.size(); w++) {
            int word = w;
            XYSeries values =
                    series(words.get(w).name(), step -> response.states().get(step)[word]);
            renderer.setSeriesStroke(add(all, renderer, values, COLOURS.get(w)), LINE);
        }
        addSpikes(all, renderer);
        NumberAxis steps = ChartStyle.style(new NumberAxis("time step"));
        steps.setRange(0, Math.max(1, response.inputs().length - 1));
        NumberAxis values = ChartStyle.style(new NumberAxis());
        values.setRange(lowest() - MARGIN * span(), highest() + 2 * MARGIN * span());
        XYPlot plot = new XYPlot(all, steps, values, renderer);
        ChartStyle.style(plot);
        return chart.draw(ChartStyle.chart(plot, "value of the word", true), Chart.WHOLE, HEIGHT);
    }

    private XYSeries series(String name, IntToDoubleFunction value) {
        XYSeries series = new XYSeries(name);
        for (int step = 0; step < response.inputs().length; step++) {
            series.add(step, value.applyAsDouble(step));
        }
        return series;
    }

    private static int add(XYSeriesCollection all, XYLineAndShapeRenderer renderer, XYSeries series, String colour) {
        all.addSeries(series);
        int number = all.getSeriesCount() - 1;
        renderer.setSeriesPaint(number, new CssPaint(colour));
        return number;
    }

    private void addSpikes(XYSeriesCollection all, XYLineAndShapeRenderer renderer) {
        XYSeries spikes = new XYSeries("spikes");
        double height = highest() + MARGIN * span();
        response.spikeSteps().forEach(step -> spikes.add((double) step, height));
        int number = add(all, renderer, spikes, "ink");
        renderer.setSeriesLinesVisible(number, false);
        renderer.setSeriesShapesVisible(number, true);
        renderer.setSeriesShape(
                number, new Rectangle2D.Double(-MARK_WIDTH / 2, -MARK_HEIGHT / 2, MARK_WIDTH, MARK_HEIGHT));
    }

    private DoubleStream values() {
        return DoubleStream.concat(
                IntStream.of(response.inputs()).asDoubleStream(),
                response.states().stream()
                        .flatMapToDouble(state -> IntStream.of(state).asDoubleStream()));
    }

    private double lowest() {
        return values().min().orElse(0);
    }

    private double highest() {
        return values().max().orElse(0);
    }

    private double span() {
        return Math.max(1, highest() - lowest());
    }
}
