package org.synfire.tools.report;

import java.util.List;
import org.synfire.models.experiment.RecordedRun;
import org.synfire.models.experiment.ReportRenderer;

/**
 * A run as one HTML file: no network, no other file needed; light and dark, for screens, phones and print.
 *
 * <p><b>Exactness:</b> a function of the run alone. Every number that stands in {@code run.json} is marked with its place there, see {@link Shown}; text is measured
 * without the fonts of the machine, see {@link ChartFont}.
 */
public final class HtmlReport implements ReportRenderer {
    private static final List<Section> SECTIONS = List.of(new SummarySection(), new ActivitySection(), new RasterSection(), new MeshSection(), new PipelineSection(),
            new LatencySection(), new EnergySection(), new MemorySection(), new ConfusionSection(), new LayerSection(), new OriginSection());

    @Override
    public String fileName() {
        return "report.html";
    }

    @Override
    public String page(RecordedRun run) {
        return Page.of(run, SECTIONS.stream().filter(section -> section.concerns(run)).toList());
    }
}
