package org.synfire.tools.report;

import static j2html.TagCreator.div;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;

/** Which neurons of a chosen layer fire in the first samples. */
final class RasterSection implements Section {
    @Override
    public String id() {
        return "raster";
    }

    @Override
    public String title() {
        return "Raster";
    }

    @Override
    public boolean concerns(RecordedRun run) {
        return run.details().raster() != null && run.details().raster().fired().length > 0;
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        RunDetails.Raster raster = run.details().raster();
        String name = "Spikes of layer " + raster.layer() + ", " + LayerNames.name(run, raster.layer());
        long spikes = Stream.of(raster.fired())
                .flatMap(Stream::of)
                .mapToLong(rows -> rows.length)
                .sum();
        String caption = String.format(
                Locale.ROOT,
                "%s spikes of the first %d samples. A row is a neuron, in the order channel, row, column; %s. %s",
                Shown.count(spikes),
                raster.fired().length,
                raster.stride() == 1 ? "all neurons are shown" : "one neuron of " + raster.stride() + " is shown",
                TrainWords.of(run).order());
        DomContent plot = new RasterPlot(raster, run.details().bits()).draw(new Chart("raster-plot", name, caption));
        Table table = new Table("spikes of the neurons shown, by sample")
                .words("sample")
                .numbers("spikes");
        for (int sample = 0; sample < raster.fired().length; sample++) {
            table.row(
                    "sample " + sample,
                    Shown.count(Stream.of(raster.fired()[sample])
                            .mapToLong(rows -> rows.length)
                            .sum()));
        }
        return List.of(div(new Figure(name, caption)
                        .wide()
                        .with(Scroll.of(plot, name))
                        .with(table.folded())
                        .done())
                .withClass("figures"));
    }
}
