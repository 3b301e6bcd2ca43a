package org.synfire.tools.report;

import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.ReportRenderer;
import org.synfire.emulator.result.RunResult;

/**
 * A run as one HTML file: no network, no other file needed; light and dark, for screens, phones and print.
 *
 * <p><b>Exactness:</b> a function of the run alone. Every number that stands in {@code run.json} is marked with its
 * place there, see {@link Shown}; text is measured without the fonts of the machine, see {@link ChartFont}.
 */
public final class HtmlReport implements ReportRenderer {
    private static final List<Section> SECTIONS = List.of(
            new SummarySection(),
            new DetectionSection(),
            new ActivitySection(),
            new RasterSection(),
            new RecordedSection(),
            new MeshSection(),
            new LinkUseSection(),
            new PipelineSection(),
            new LatencySection(),
            new LossSection(),
            new EnergySection(),
            new MemorySection(),
            new ConfusionSection(),
            new MistakeSection(),
            new LayerSection(),
            new OriginSection());

    @Override
    public String fileName() {
        return "report.html";
    }

    @Override
    public String page(RecordedRun run) {
        RunResult result = run.result();
        List<Page.Part> parts = SECTIONS.stream()
                .filter(section -> section.concerns(run))
                .map(section -> new Page.Part(section.id(), section.title(), section.content(run)))
                .toList();
        return new Page(
                        result.network() + " on "
                                + (result.setting().chips() == 1
                                        ? ""
                                        : result.setting().chips() + " x ")
                                + result.setting().chip(),
                        String.format(
                                Locale.ROOT,
                                "%s, %s, %d %s",
                                result.setting().precision().phrase(),
                                result.setting().pipelined() ? "pipelined" : "one sample at a time",
                                run.details().bits(),
                                run.details().spikes() ? "time steps a sample" : "bits a code"),
                        result.setting().version(),
                        warnings(result),
                        parts)
                .html();
    }

    @Override
    public SequencedMap<String, String> drawings(RecordedRun run) {
        return SvgFiles.of(page(run));
    }

    private static List<DomContent> warnings(RunResult result) {
        List<DomContent> warnings = new ArrayList<>();
        if (!result.answers().complete()) {
            warnings.add(span(
                    text("INCOMPLETE: the run was stopped after "),
                    Shown.count("/samples", result.answers().samples()),
                    text(" samples; all figures are of these.")));
        }
        result.witnesses()
                .reference()
                .ifPresent(found -> found.firstMismatch()
                        .ifPresent(first -> warnings.add(span(
                                Shown.count("/reference/mismatchedValues", found.mismatchedValues()),
                                text(" values differ from the dense reference; the first: " + first)))));
        result.witnesses()
                .expected()
                .ifPresent(found -> found.firstMismatch()
                        .ifPresent(first -> warnings.add(span(
                                Shown.count("/expected/mismatchedValues", found.mismatchedValues()),
                                text(" answers differ from the expected ones; the first: " + first)))));
        return warnings;
    }
}
