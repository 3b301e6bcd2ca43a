package org.synfire.tools.report;

import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.result.ConfidenceInterval;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunResult;
import org.synfire.noc.chip.ChipFigure;

/** The figures that a talk begins with, what they were compared with, and what a reader must know. */
final class SummarySection implements Section {
    private static final double MILLI = 1e3;
    private static final double MEGA = 1e6;

    /** With at most so many classes, the five first answers say little. */
    private static final int FEW_CLASSES = 10;

    @Override
    public String id() {
        return "summary";
    }

    @Override
    public String title() {
        return "Summary";
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        List<DomContent> content = new ArrayList<>();
        content.add(div(each(tiles(run), tile -> tile)).withClass("tiles"));
        content.add(div(each(comparisons(run.result()), line -> p(line))).withClass("compared"));
        content.add(ul(each(run.result().notes(), note -> li(note))).withClass("notes"));
        return content;
    }

    private static List<DomContent> tiles(RecordedRun run) {
        RunResult result = run.result();
        long samples = Math.max(1, result.answers().samples());
        List<DomContent> tiles = new ArrayList<>();
        if (result.hasDetection()) {
            tiles.add(precision(result));
        } else if (result.hasAccuracy()) {
            tiles.add(accuracy(result));
        } else {
            tiles.add(tile("samples", Shown.count("/samples", samples), text("without labels")));
        }
        tiles.add(tile(
                "energy per sample",
                span(
                        Shown.decimal(
                                "/energy/perSampleMicrojoules", result.energy().perSampleMicrojoules(), 2),
                        unit("\u00b5J")),
                span(
                        Shown.decimal(
                                "/energy/steadyMicrojoules", result.energy().steadyMicrojoules(), 2),
                        text(" \u00b5J while the pipeline is full; " + EnergySection.assumedShare(result.energy())
                                + " rests on assumed figures"))));
        tiles.add(tile(
                "synaptic operations per sample",
                text(Shown.rounded((double) result.events().sops() / samples)),
                span(Shown.count("/sops", result.events().sops()), text(" in the run"))));
        tiles.add(tile(
                "spikes per sample",
                text(Shown.rounded((double) result.events().spikes() / samples)),
                span(Shown.count("/spikes", result.events().spikes()), text(" in the run"))));
        tiles.add(tile(
                "packets per sample",
                text(Shown.rounded((double) result.events().packets() / samples)),
                span(
                        Shown.count("/packets", result.events().packets()),
                        text(" in the run; "),
                        Shown.count("/hops", result.events().hops()),
                        text(" hops"))));
        tiles.add(tile(
                "cores",
                Shown.count("/cores", result.setting().cores()),
                span(
                        text("on "),
                        Shown.count("/chips", result.setting().chips()),
                        text((result.setting().chips() == 1 ? " chip " : " chips ")
                                + result.setting().chip()))));
        tiles.add(chipTime(run));
        tiles.add(tile(
                "this machine",
                span(
                        Shown.decimal(
                                "/throughput/samplesPerSecond",
                                result.throughput().samplesPerSecond(),
                                1),
                        unit("samples/s")),
                span(
                        text(Shown.rounded(result.throughput().sopsPerSecond()) + " synaptic operations/s, "),
                        Shown.count("/threads", result.setting().threads()),
                        text((result.setting().threads() == 1 ? " thread" : " threads") + coldness(result)))));
        return tiles;
    }

    private static DomContent accuracy(RunResult result) {
        return tile(
                "accuracy",
                Shown.percent("/accuracy", result.answers().accuracy(), 2),
                span(
                        Shown.count("/correct", result.answers().correct()),
                        text(" of "),
                        Shown.count("/samples", result.answers().samples()),
                        text(" samples; 95 % confidence: "
                                + ConfidenceInterval.of(
                                                result.answers().accuracy(),
                                                result.answers().samples())
                                        .percent()),
                        topFive(result.answers())));
    }

    private static DomContent precision(RunResult result) {
        List<RunResult.DetectionResult> networks = result.witnesses().detection();
        List<DomContent> below = new ArrayList<>();
        for (int n = 0; n < networks.size(); n++) {
            String key = "/detection/" + n;
            below.add(span(
                    text((n == 0 ? "" : "; ")
                            + DetectionSection.words(networks.get(n).network()) + ": area "),
                    Shown.percent(key + "/area", networks.get(n).area(), 2),
                    text(", COCO "),
                    Shown.percent(key + "/coco", networks.get(n).coco(), 2),
                    text(", 11 points "),
                    Shown.percent(key + "/elevenPoints", networks.get(n).elevenPoints(), 2)));
        }
        below.add(span(text("; "), Shown.count("/samples", result.answers().samples()), text(" images")));
        return tile(
                "mAP at 0.5, VOC 11 points",
                Shown.percent("/detection/0/elevenPoints", networks.getFirst().elevenPoints(), 2),
                span(each(below, part -> part)));
    }

    private static DomContent topFive(RunResult.Answers answers) {
        return answers.topFive()
                .filter(_ -> answers.classes().size() > FEW_CLASSES)
                .<DomContent>map(five -> span(
                        text("; "),
                        Shown.percent("/topFive/accuracy", five.accuracy(), 2),
                        text(" have the label among the first five")))
                .orElse(text(""));
    }

    private static String coldness(RunResult result) {
        return result.timing().emulation() < RunResult.COLD_SECONDS
                ? "; of a virtual machine that still compiles: longer runs are faster"
                : "";
    }

    private static DomContent chipTime(RecordedRun run) {
        RunResult.TimeSteps steps = run.result().timeSteps();
        double stepMicros = run.details().figure(ChipFigure.STEP);
        return steps.lengths()
                .map(lengths -> chipTime(lengths, stepMicros))
                .orElseGet(() -> chipTime(steps, stepMicros));
    }

    private static DomContent chipTime(RunResult.SampleSteps lengths, double stepMicros) {
        String at = "/timeSteps/lengths/";
        return tile(
                "chip time",
                span(text(Shown.decimal(MEGA / (lengths.meanPerSample() * stepMicros), 1)), unit("samples/s")),
                span(
                        text("a sample every "),
                        Shown.decimal(at + "meanPerSample", lengths.meanPerSample(), 1),
                        text(" steps in the mean; its answer after "),
                        Shown.count(at + "leastLatency", lengths.leastLatency()),
                        text(" to "),
                        Shown.count(at + "mostLatency", lengths.mostLatency()),
                        text(" steps, at most " + Shown.decimal(lengths.mostLatency() * stepMicros / MILLI, 1)
                                + " ms")));
    }

    private static DomContent chipTime(RunResult.TimeSteps steps, double stepMicros) {
        return tile(
                "chip time",
                span(text(Shown.decimal(MEGA / (steps.perSample() * stepMicros), 1)), unit("samples/s")),
                span(
                        text("a sample every "),
                        Shown.count("/timeSteps/perSample", steps.perSample()),
                        text(" steps; its answer after "),
                        Shown.count("/timeSteps/latency", steps.latency()),
                        text(" steps, " + Shown.decimal(steps.latency() * stepMicros / MILLI, 1) + " ms")));
    }

    /** A unit behind a large number. */
    static DomContent unit(String unit) {
        return span(" " + unit).withClass("unit");
    }

    /** A large number with its name and what else is to be said of it. */
    static DomContent tile(String name, DomContent value, DomContent below) {
        return div(dt(name), dd(value).withClass("big"), dd(below).withClass("below"))
                .withClass("tile");
    }

    private static DomContent neurobench(RunResult.NeuroBench metrics) {
        return span(
                text("NeuroBench: footprint "),
                Shown.count("/neurobench/footprintBytes", metrics.footprintBytes()),
                text(" bytes; "),
                Shown.percent("/neurobench/connectionSparsity", metrics.connectionSparsity(), 1),
                text(" of weights and "),
                Shown.percent("/neurobench/activationSparsity", metrics.activationSparsity(), 1),
                text(" of activations are 0; of "),
                Shown.decimal("/neurobench/denseOperations", metrics.denseOperations(), 0),
                text(" operations a sample, "),
                Shown.decimal("/neurobench/effectiveMacs", metrics.effectiveMacs(), 0),
                text(" are effective MACs and "),
                Shown.decimal("/neurobench/effectiveAcs", metrics.effectiveAcs(), 0),
                text(" effective ACs."));
    }

    private static List<DomContent> realNumbers(RunResult result, RunResult.FloatResult real) {
        List<DomContent> lines = new ArrayList<>();
        if (result.hasAccuracy()) {
            lines.add(span(
                    text(
                            real.layers().isEmpty()
                                    ? "Float network in ONNX Runtime: "
                                    : "Network of real numbers, step by step: "),
                    Shown.percent("/float/accuracy", real.accuracy(), 2),
                    text(" on the same samples; 95 % confidence: "
                            + ConfidenceInterval.of(
                                            real.accuracy(), result.answers().samples())
                                    .percent()
                            + ".")));
        }
        for (RunResult.SpikeDifference layer : real.layers()) {
            lines.add(span(text(String.format(
                    Locale.ROOT,
                    "Spikes of %s: %,d, and %,d in real numbers; %,d differ.",
                    layer.layer(),
                    layer.spikes(),
                    layer.realSpikes(),
                    layer.differing()))));
        }
        return lines;
    }

    private static List<DomContent> comparisons(RunResult result) {
        List<DomContent> lines = new ArrayList<>();
        RunResult.Witnesses witnesses = result.witnesses();
        witnesses
                .reference()
                .ifPresent(found -> lines.add(span(
                        text("Dense reference: "),
                        Shown.count("/reference/mismatchedValues", found.mismatchedValues()),
                        text(" of "),
                        Shown.count("/reference/comparedValues", found.comparedValues()),
                        text(" values differ."))));
        witnesses.floatNetwork().ifPresent(real -> lines.addAll(realNumbers(result, real)));
        witnesses
                .expected()
                .ifPresent(found -> lines.add(span(
                        text("Expected outputs: "),
                        Shown.count("/expected/mismatchedValues", found.mismatchedValues()),
                        text(" of "),
                        Shown.count("/expected/comparedValues", found.comparedValues()),
                        text(" values differ."))));
        result.neurobench().ifPresent(metrics -> lines.add(neurobench(metrics)));
        lines.add(span(
                text("Sums that left their width: "),
                Shown.count("/overflows", result.events().overflows()),
                text(".")));
        return lines;
    }
}
