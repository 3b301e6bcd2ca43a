package org.synfire.tools.report;

import static j2html.TagCreator.div;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.result.RecordedRun;

/** Which layer works on which sample in which time step. */
final class PipelineSection implements Section {
    @Override
    public String id() {
        return "pipeline";
    }

    @Override
    public String title() {
        return "Pipeline";
    }

    /** Only samples of one length are drawn. */
    @Override
    public boolean concerns(RecordedRun run) {
        return run.result().timeSteps().lengths().isEmpty();
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        PipelineDiagram diagram = new PipelineDiagram(run);
        String caption = String.format(
                Locale.ROOT,
                "The first %d samples. In each layer's row the upper, paler bar is the sample whose spikes the layer"
                        + " adds up, the lower bar the sample whose spikes it sends; the numbers are the samples'. %s",
                diagram.samples(),
                run.result().setting().pipelined()
                        ? "While a layer sends one sample it adds up the next: a sample enters every "
                                + run.result().timeSteps().perSample() + " steps."
                        : "Without the pipeline a sample enters when the last one is answered.");
        DomContent drawing = diagram.draw(new Chart("pipeline-diagram", "Layers over time steps", caption));
        return List.of(div(new Figure("Layers over time steps", caption)
                        .wide()
                        .with(drawing)
                        .done())
                .withClass("figures"));
    }
}
