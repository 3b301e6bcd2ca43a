package org.synfire.tools.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.measure.Latencies;

/**
 * The latency distributions over the percentile axis; one for each histogram that lies beside, also those that this
 * class does not know.
 */
final class LatencySection implements Section {
    private static final String NANOS = "nanos";
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double PERCENT = 100;
    private static final String IDEAL = " Nothing waits: a least value.";
    private static final Map<String, Kind> KINDS = Map.of(
            "packet-cycles",
                    new Kind(
                            "Packet",
                            "packetCycles",
                            "packet latency",
                            "Chip cycles of each packet from its neuron's update to its arrival."),
            "step-cycles",
                    new Kind(
                            "Time step on the chip",
                            "stepCycles",
                            "length of a time step",
                            "Chip cycles that a time step needs until the last core is done."),
            "sample-steps",
                    new Kind(
                            "Sample",
                            "sampleSteps",
                            "latency of a sample",
                            "Time steps from a sample's first spike to its answer."),
            "host-step",
                    new Kind(
                            "Time step on this machine",
                            "hostStepNanos",
                            "host time of a step",
                            "Time that this machine took for a step. Host time: it differs from run to run."));

    /**
     * What is known of a distribution.
     *
     * @param key its key in {@code run.json}'s latency part, or {@code null}
     * @param measured what its values are, without the unit
     */
    record Kind(String title, String key, String measured, String caption) {
        static Kind of(String name) {
            return KINDS.getOrDefault(name, new Kind(name, null, "value", "Distribution in " + name + ".hgrm."));
        }

        boolean dependsOnTiming() {
            return "packetCycles".equals(key) || "stepCycles".equals(key);
        }
    }

    @Override
    public String id() {
        return "latency";
    }

    @Override
    public String title() {
        return "Latency";
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        List<DomContent> figures = new ArrayList<>();
        for (Latencies latencies : run.histograms()) {
            if (PercentilePlot.isWorthIt(latencies)) {
                figures.add(figure(latencies, run));
            }
        }
        List<DomContent> parts = new ArrayList<>(List.of(
                div(each(figures, figure -> figure)).withClass("figures"),
                table(run).open()));
        if (!run.result().noc().slowestCores().isEmpty()) {
            parts.add(slowestCores(run.result().noc()).open());
            parts.add(slowestLinks(run.result().noc()).open());
        }
        return parts;
    }

    private static DomContent figure(Latencies latencies, RecordedRun run) {
        Kind kind = Kind.of(latencies.name());
        boolean isAssumed = run.details().isAssumed(latencies);
        boolean isNanos = latencies.unit().equals(NANOS);
        String unit = isNanos ? "\u00b5s" : latencies.unit();
        String caption = String.format(
                Locale.ROOT,
                "%s %s values, the largest %s %s; every decade to the right leaves a tenth as many above.%s%s",
                kind.caption(),
                Shown.count(latencies.summary().count()),
                isNanos
                        ? Shown.decimal(latencies.summary().max() / NANOS_PER_MICRO, 1)
                        : Shown.count(latencies.summary().max()),
                unit,
                kind.dependsOnTiming() && run.result().noc().timing() == NetworkTiming.IDEAL ? IDEAL : "",
                isAssumed ? " Rests on assumed figures." : "");
        DomContent plot = new PercentilePlot(latencies, isNanos ? 1 / NANOS_PER_MICRO : 1)
                .draw(new Chart("latency-" + latencies.name(), kind.title(), caption), kind.measured() + ", " + unit);
        return new Figure(kind.title() + (isAssumed ? " (assumed figures)" : ""), caption)
                .with(plot)
                .done();
    }

    private static Table table(RecordedRun run) {
        Table table = new Table("percentiles of the latencies")
                .words("latency", "unit")
                .numbers("count", "mean", "p50", "p99", "p99.9", "max");
        for (Latencies latencies : run.histograms()) {
            Kind kind = Kind.of(latencies.name());
            Latencies.Summary summary = latencies.summary();
            String at = kind.key() == null ? null : "/latency/" + kind.key() + "/";
            table.row(
                    span(text(kind.title()), text(run.details().isAssumed(latencies) ? " (assumed figures)" : "")),
                    latencies.unit().equals(NANOS) ? "ns" : latencies.unit(),
                    count(at, "count", summary.count()),
                    at == null ? Shown.decimal(summary.mean(), 1) : Shown.decimal(at + "mean", summary.mean(), 1),
                    count(at, "p50", summary.p50()),
                    count(at, "p99", summary.p99()),
                    count(at, "p999", summary.p999()),
                    count(at, "max", summary.max()));
        }
        return table;
    }

    private static Table slowestCores(RunResult.NocResult noc) {
        Table table = new Table("cores that others waited for")
                .words("node", "layer")
                .numbers("last to be done, steps", "longest step, cycles");
        for (int i = 0; i < noc.slowestCores().size(); i++) {
            RunResult.SlowCore core = noc.slowestCores().get(i);
            String at = "/noc/slowestCores/" + i + "/";
            table.row(
                    core.node(),
                    core.layer(),
                    Shown.count(at + "steps", core.steps()),
                    Shown.count(at + "longestCycles", core.longestCycles()));
        }
        return table;
    }

    private static Table slowestLinks(RunResult.NocResult noc) {
        Table table = new Table("links that were busy for the most cycles")
                .words("from", "to")
                .numbers("flits", "busy, % of all cycles");
        for (int i = 0; i < noc.slowestLinks().size(); i++) {
            RunResult.SlowLink link = noc.slowestLinks().get(i);
            table.row(
                    link.from(),
                    link.to(),
                    Shown.count("/noc/slowestLinks/" + i + "/flits", link.flits()),
                    Shown.decimal(link.busy() * PERCENT, 2));
        }
        return table;
    }

    private static Object count(String at, String key, long value) {
        return at == null ? Shown.count(value) : Shown.count(at + key, value);
    }
}
