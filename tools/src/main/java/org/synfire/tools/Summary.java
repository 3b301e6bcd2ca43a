package org.synfire.tools;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.result.Histograms;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunReport;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.measure.Latencies;
import org.synfire.noc.chip.ChipFigure;

/** A run on one screen: every figure with its unit. */
final class Summary {
    private static final int COLUMNS = 100;
    private static final int NAME_WIDTH = 24;
    private static final double PERCENT = 100;
    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;
    /** With at most so many classes, the five first answers say little. */
    private static final int MANY_CLASSES = 10;

    private static final String ASSUMED = "  (assumed figures)";

    private final RunResult result;
    private final RunDetails details;
    private final Histograms histograms;
    private final List<String> lines = new ArrayList<>();

    private Summary(RunReport report) {
        this.result = report.result();
        this.details = report.details();
        this.histograms = report.histograms();
    }

    static List<String> lines(RunReport report) {
        Summary summary = new Summary(report);
        summary.header();
        summary.accuracy();
        summary.events();
        report.result().neurobench().ifPresent(summary::neurobench);
        summary.add("");
        summary.chipTime();
        summary.hostTime();
        summary.energy();
        summary.layers();
        summary.notes();
        return summary.lines;
    }

    private void header() {
        add(
                "%s on %s: %s, %s timing, %s",
                result.network(),
                chips(),
                result.setting().precision().phrase(),
                result.noc().timing(),
                result.setting().pipelined() ? "pipelined" : "one sample at a time");
        add(
                "%,d samples%s, %,d neuron cores used; %s kernels, %d thread%s, Synfire %s",
                result.answers().samples(),
                result.answers().complete() ? "" : " (INCOMPLETE: the run was stopped)",
                result.setting().cores(),
                result.setting().kernel(),
                result.setting().threads(),
                result.setting().threads() == 1 ? "" : "s",
                result.setting().version());
        add("");
    }

    private String chips() {
        return result.setting().chips() == 1
                ? "1 chip " + result.setting().chip()
                : result.setting().chips() + " chips " + result.setting().chip();
    }

    private void accuracy() {
        if (result.hasDetection()) {
            lines.addAll(DetectionLines.of(result.witnesses().detection()));
        } else if (result.hasAccuracy()) {
            classification();
        } else {
            row("accuracy", "none, the samples have no labels");
        }
        result.witnesses().floatNetwork().ifPresent(this::realNumbers);
        result.witnesses()
                .reference()
                .ifPresent(found ->
                        row("  dense reference", "%s", compared(found.comparedValues(), found.mismatchedValues())));
        result.witnesses()
                .expected()
                .ifPresent(found ->
                        row("  expected answers", "%s", compared(found.comparedValues(), found.mismatchedValues())));
    }

    private void classification() {
        row(
                "accuracy",
                "%.2f %%  (%,d of %,d)",
                result.answers().accuracy() * PERCENT,
                result.answers().correct(),
                result.answers().samples());
        result.answers().topFive().filter(_ -> hasManyClasses()).ifPresent(topFive -> {
            row(
                    "  among the first five",
                    "%.2f %%  (%,d of %,d)",
                    topFive.accuracy() * PERCENT,
                    topFive.correct(),
                    result.answers().samples());
            classes();
        });
    }

    private boolean hasManyClasses() {
        return result.answers().classes().size() > MANY_CLASSES;
    }

    private void realNumbers(RunResult.FloatResult floating) {
        if (result.hasAccuracy()) {
            row(
                    floating.layers().isEmpty() ? "  float, ONNX Runtime" : "  float, step by step",
                    "%.2f %%%s",
                    floating.accuracy() * PERCENT,
                    floating.topFive()
                            .filter(_ -> hasManyClasses())
                            .map(five -> String.format(
                                    Locale.ROOT, ", among the first five %.2f %%", five.accuracy() * PERCENT))
                            .orElse(""));
        }
        for (RunResult.SpikeDifference layer : floating.layers()) {
            row(
                    "  spikes of " + layer.layer(),
                    "%,d, in real numbers %,d%s",
                    layer.spikes(),
                    layer.realSpikes(),
                    layer.differing() == 0
                            ? ", all alike"
                            : String.format(
                                    Locale.ROOT,
                                    "; %,d differ, first in sample %d, step %d",
                                    layer.differing(),
                                    layer.firstSample(),
                                    layer.firstStep()));
        }
    }

    /** Of many classes, how their accuracies are spread. */
    private void classes() {
        List<RunResult.ClassResult> worst = result.answers().classes().stream()
                .sorted(Comparator.comparingDouble(RunResult.ClassResult::accuracy))
                .toList();
        RunResult.ClassResult median = worst.get(worst.size() / 2);
        row(
                "  by class",
                "%,d classes; the worst: %s %.1f %%, the median: %.1f %%",
                worst.size(),
                details.className(worst.getFirst().label()),
                worst.getFirst().accuracy() * PERCENT,
                median.accuracy() * PERCENT);
    }

    private static String compared(long values, long mismatched) {
        return mismatched == 0
                ? String.format(Locale.ROOT, "all %,d values equal", values)
                : String.format(Locale.ROOT, "%,d OF %,d VALUES DIFFER", mismatched, values);
    }

    private void events() {
        double samples = Math.max(1, result.answers().samples());
        row(
                "per sample",
                "%,.0f spikes, %,.0f packets, %,.0f hops, %,.2f M synaptic operations",
                result.events().spikes() / samples,
                result.events().packets() / samples,
                result.events().hops() / samples,
                result.events().sops() / samples / MEGA);
        if (!result.setting().precision().isExact()) {
            long sums = result.layers().stream()
                    .mapToLong(RunResult.LayerResult::sumOverflows)
                    .sum();
            row(
                    "overflows",
                    "%,d of weighted sums, %,d of potentials in the whole run",
                    sums,
                    result.events().overflows() - sums);
        }
        row(
                "fingerprint",
                "%s  (of all spikes; the same for any number of threads)",
                result.events().fingerprint());
    }

    private void neurobench(RunResult.NeuroBench metrics) {
        row(
                "neurobench",
                "%,.1f kB; %.1f %% of weights and %.1f %% of activations are 0",
                metrics.footprintBytes() / KILO,
                metrics.connectionSparsity() * PERCENT,
                metrics.activationSparsity() * PERCENT);
    }

    private void chipTime() {
        double stepMicros = details.figure(ChipFigure.STEP);
        RunResult.TimeSteps steps = result.timeSteps();
        steps.lengths()
                .ifPresentOrElse(
                        own -> row(
                                "chip time",
                                "a sample every %,.1f steps of %,.0f us in the mean: %,.1f/s; its answer after %,d to"
                                        + " %,d: at most %,.1f ms",
                                own.meanPerSample(),
                                stepMicros,
                                MEGA / (own.meanPerSample() * stepMicros),
                                own.leastLatency(),
                                own.mostLatency(),
                                own.mostLatency() * stepMicros / KILO),
                        () -> row(
                                "chip time",
                                "a sample every %,d steps of %,.0f us: %,.1f/s; its answer after %,d: %,.1f ms",
                                steps.perSample(),
                                stepMicros,
                                MEGA / (steps.perSample() * stepMicros),
                                steps.latency(),
                                steps.latency() * stepMicros / KILO));
        boolean isIdeal = result.noc().timing() == NetworkTiming.IDEAL;
        row(
                isIdeal ? "  packet, no contention" : "  packet",
                "%s cycles%s",
                percentiles(result.latency().packetCycles(), 1, "%,.0f"),
                assumedIf(histograms.packetCycles()));
        row(
                isIdeal ? "  step, at least" : "  step",
                "%s cycles%s",
                percentiles(result.latency().stepCycles(), 1, "%,.0f"),
                assumedIf(histograms.stepCycles()));
        if (!result.noc().slowestCores().isEmpty()) {
            waited();
        }
    }

    /** Who was waited for; only a cycle-accurate network knows. */
    private void waited() {
        RunResult.NocResult noc = result.noc();
        row(
                "  a sample needs",
                "%,.1f us if every step is as long as it needs; %,.0f us in steps of the configured length%s",
                noc.neededMicrosecondsPerSample(),
                noc.configuredMicrosecondsPerSample(),
                noc.fitsStep()
                        ? ", which all steps keep"
                        : String.format(Locale.ROOT, "; %,d STEPS ARE LATE", noc.lateSteps()));
        noc.slowestCores().stream()
                .limit(1)
                .forEach(core -> row(
                        "  slowest core",
                        "%s (%s): the last to be done in %,d steps, at most %,d cycles",
                        core.node(),
                        core.layer(),
                        core.steps(),
                        core.longestCycles()));
        noc.slowestLinks().stream()
                .limit(1)
                .forEach(link -> row(
                        "  busiest link",
                        "%s to %s: %,d flits, busy in %.1f %% of the cycles",
                        link.from(),
                        link.to(),
                        link.flits(),
                        link.busy() * PERCENT));
    }

    private void hostTime() {
        row(
                result.timing().emulation() < RunResult.COLD_SECONDS ? "host time, warming up" : "host time",
                "%,.1f samples/s, %,.2f G synaptic operations/s, %,.1f M packets/s",
                result.throughput().samplesPerSecond(),
                result.throughput().sopsPerSecond() / GIGA,
                result.throughput().packetsPerSecond() / MEGA);
        row("  step", "%s us", percentiles(result.latency().hostStepNanos(), KILO, "%,.1f"));
        row(
                "  neuron state",
                "%,.1f kB off-heap, %.1f bytes per neuron",
                result.memory().stateBytes() / KILO,
                result.memory().bytesPerNeuron());
        add("");
    }

    private static String percentiles(Latencies.Summary summary, double unit, String format) {
        return String.format(
                Locale.ROOT,
                "p50 " + format + "  p99 " + format + "  p99.9 " + format + "  max " + format,
                summary.p50() / unit,
                summary.p99() / unit,
                summary.p999() / unit,
                summary.max() / unit);
    }

    private String assumedIf(Latencies histogram) {
        return details.isAssumed(histogram) ? ASSUMED : "";
    }

    private void energy() {
        RunResult.Energy energy = result.energy();
        double assumed =
                energy.assumed().stream().mapToDouble(energy.parts()::get).sum();
        row(
                "energy per sample",
                "%,.2f uJ, of which %,.2f uJ rest on assumed figures; full pipeline: %,.2f uJ",
                energy.perSampleMicrojoules(),
                assumed,
                energy.steadyMicrojoules());
        energy.parts()
                .forEach((part, microjoules) -> row(
                        "  " + part, "%,.2f uJ%s", microjoules, energy.assumed().contains(part) ? ASSUMED : ""));
        row(
                "  arithmetic alone",
                "%,.2f uJ of additions; as int8 MACs %,.2f uJ  (not in the sum)",
                energy.criterion().spikingMicrojoules(),
                energy.criterion().quantizedMicrojoules());
        row(
                "  all-in power bound",
                "%,.1f uJ  (known power of the chip x chip time; not in the sum)",
                energy.boundMicrojoules());
        add("");
    }

    private void layers() {
        add(
                "%-28s %6s %9s %14s %16s %14s %7s",
                "layer (whole run)", "cores", "neurons", "spikes", "syn. operations", "packets", "rate");
        for (RunResult.LayerResult layer : result.layers()) {
            add(
                    "%-28.28s %6d %,9d %,14d %,16d %,14d %7.4f",
                    layer.name(),
                    layer.cores(),
                    layer.neurons(),
                    layer.spikes(),
                    layer.sops(),
                    layer.packets(),
                    layer.rate());
        }
        add("rate: spikes per neuron and time step");
        add("");
    }

    private void notes() {
        result.notes().forEach(note -> lines.addAll(note(note)));
    }

    /** A sentence for the reader behind a summary. */
    static List<String> note(String sentence) {
        return wrapped("note: ", sentence);
    }

    private static List<String> wrapped(String title, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(title);
        for (String word : text.split(" ")) {
            if (line.length() + word.length() > COLUMNS) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(title.length()));
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    private void row(String name, String format, Object... values) {
        lines.addAll(wrapped(
                String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s", name), String.format(Locale.ROOT, format, values)));
    }

    private void add(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }
}
