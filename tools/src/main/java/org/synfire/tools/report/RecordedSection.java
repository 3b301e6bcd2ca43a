package org.synfire.tools.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.emulator.result.Correlations;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;

/** The layers whose spikes were recorded: how often they spike, at which intervals, and the first samples. */
final class RecordedSection implements Section {
    private static final int RATE_DIGITS = 4;
    private static final int CORRELATION_DIGITS = 3;

    @Override
    public String id() {
        return "recorded";
    }

    @Override
    public String title() {
        return "Recorded layers";
    }

    @Override
    public boolean concerns(RecordedRun run) {
        return !run.details().recorded().isEmpty();
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        List<DomContent> figures = new ArrayList<>();
        Table table = new Table("rates and intervals of recorded layers")
                .words("layer")
                .numbers(
                        "spikes",
                        "spikes per neuron and step",
                        "mean interval",
                        "variation of intervals",
                        "of neurons");
        for (RunDetails.RecordedLayer layer : run.details().recorded()) {
            long intervals = Arrays.stream(layer.intervals()).sum();
            double steps = IntStream.range(0, layer.intervals().length)
                    .mapToDouble(interval -> (double) interval * layer.intervals()[interval])
                    .sum();
            table.row(
                    LayerNames.numbered(run, layer.raster().layer()),
                    Shown.count(layer.spikes()),
                    Shown.decimal(layer.rate(), RATE_DIGITS),
                    intervals == 0 ? "-" : Shown.decimal(steps / intervals, 1),
                    layer.irregularNeurons() == 0 ? "-" : Shown.decimal(layer.irregularity(), 2),
                    Shown.count(layer.irregularNeurons()));
            figures.add(raster(run, layer.raster()));
            if (intervals > 0) {
                figures.add(intervals(run, layer));
            }
            layer.correlations().ifPresent(found -> figures.add(correlations(run, layer, found)));
        }
        return List.of(table.open(), div(each(figures, figure -> figure)).withClass("figures"));
    }

    private static DomContent raster(RecordedRun run, RunDetails.Raster raster) {
        String name = "Recorded spikes of layer " + LayerNames.numbered(run, raster.layer());
        String caption = String.format(
                Locale.ROOT,
                "The first %d samples. A row is a neuron, in the order channel, row, column; %s.",
                raster.fired().length,
                raster.stride() == 1 ? "all neurons are shown" : "one neuron of " + raster.stride() + " is shown");
        DomContent plot = new RasterPlot(raster, run.details().bits())
                .draw(new Chart("recorded-" + raster.layer(), name, caption));
        return new Figure(name, caption).wide().with(Scroll.of(plot, name)).done();
    }

    /** Bars of doubling width: intervals of 1 step, 2, 3 to 4, 5 to 8 and so on. */
    private static DomContent intervals(RecordedRun run, RunDetails.RecordedLayer layer) {
        int longest = layer.intervals().length - 1;
        int bars = 1 + Integer.SIZE - Integer.numberOfLeadingZeros(longest - 1);
        List<String> names = IntStream.range(0, bars)
                .mapToObj(bar -> first(bar) == 1 << bar ? String.valueOf(1 << bar) : first(bar) + " to " + (1 << bar))
                .toList();
        String title = "Interspike intervals of layer "
                + LayerNames.numbered(run, layer.raster().layer());
        String caption =
                "How many times a neuron spiked again after so many steps, in the same sample. Each row has twice as"
                        + " many intervals as the one above it.";
        DomContent chart = Bars.grouped(names, "intervals")
                .series(
                        "intervals",
                        new CssPaint("accent"),
                        bar -> Arrays.stream(layer.intervals(), first(bar), Math.min(longest, 1 << bar) + 1)
                                .sum())
                .labelled(new ChartStyle.TickFormat(Shown::rounded))
                .draw(new Chart("intervals-" + layer.raster().layer(), title, caption));
        return new Figure(title, caption).with(chart).done();
    }

    /** Bars of equal width between the least correlation and the largest. */
    private static DomContent correlations(RecordedRun run, RunDetails.RecordedLayer layer, Correlations found) {
        double width = (found.high() - found.low()) / Correlations.BARS;
        int digits = width == 0 ? CORRELATION_DIGITS : Math.max(2, 1 + (int) Math.ceil(-Math.log10(width)));
        List<String> names = IntStream.range(0, width == 0 ? 1 : Correlations.BARS)
                .mapToObj(bar -> Shown.decimal(found.low() + bar * width, digits) + " to "
                        + Shown.decimal(found.low() + (bar + 1) * width, digits))
                .toList();
        String title = "Correlations of layer "
                + LayerNames.numbered(run, layer.raster().layer());
        String caption = String.format(
                Locale.ROOT,
                "Pearson's correlation of the spikes of two neurons in bins of %s steps: %s pairs of %s neurons with"
                        + " spikes. Mean %s, standard deviation %s.",
                Shown.count(found.binSteps()),
                Shown.count(Correlations.pairs(found.neurons())),
                Shown.count(found.neurons()),
                Shown.decimal(found.mean(), RATE_DIGITS),
                Shown.decimal(found.deviation(), RATE_DIGITS));
        DomContent chart = Bars.grouped(names, "pairs of neurons")
                .series("pairs of neurons", new CssPaint("accent"), bar -> found.histogram()[bar])
                .labelled(new ChartStyle.TickFormat(Shown::rounded))
                .draw(new Chart("correlations-" + layer.raster().layer(), title, caption));
        return new Figure(title, caption).with(chart).done();
    }

    /** The shortest interval of a bar. */
    private static int first(int bar) {
        return bar == 0 ? 1 : (1 << (bar - 1)) + 1;
    }
}
