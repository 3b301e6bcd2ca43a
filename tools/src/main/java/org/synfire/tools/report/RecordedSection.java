package org.synfire.tools.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;

/** The layers whose spikes were recorded: how often they spike, at which intervals, and the first samples. */
final class RecordedSection implements Section {
    private static final int RATE_DIGITS = 4;
    private static final int MOST_BARS = 24;

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
        }
        return List.of(
                div(table.open()).withClass("figures tables"),
                div(each(figures, figure -> figure)).withClass("figures"));
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

    /** A bar for each interval, or for as many intervals as leave few bars. */
    private static DomContent intervals(RecordedRun run, RunDetails.RecordedLayer layer) {
        int longest = layer.intervals().length - 1;
        int width = Math.ceilDiv(longest, MOST_BARS);
        int bars = Math.ceilDiv(longest, width);
        List<String> names = IntStream.range(0, bars)
                .mapToObj(bar -> width == 1 ? String.valueOf(bar + 1) : bar * width + 1 + " to " + (bar + 1) * width)
                .toList();
        String title = "Interspike intervals of layer "
                + LayerNames.numbered(run, layer.raster().layer());
        String caption = "How many times a neuron spiked again after so many steps, in the same sample.";
        DomContent chart = Bars.grouped(names, "intervals")
                .series(
                        "intervals",
                        new CssPaint("accent"),
                        bar -> Arrays.stream(
                                        layer.intervals(), bar * width + 1, Math.min(longest, (bar + 1) * width) + 1)
                                .sum())
                .labelled(new ChartStyle.TickFormat(Shown::rounded))
                .draw(new Chart("intervals-" + layer.raster().layer(), title, caption));
        return new Figure(title, caption).with(chart).done();
    }
}
