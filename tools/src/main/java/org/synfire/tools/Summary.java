package org.synfire.tools;

import java.util.ArrayList;
import java.util.List;
import org.synfire.emulator.experiment.RunDetails;
import org.synfire.emulator.experiment.RunOutcome;
import org.synfire.emulator.experiment.RunResult;
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
    /** Places among a run's histograms. */
    private static final int PACKETS = 0;

    private static final int STEPS = 1;
    private static final String ASSUMED = "  (assumed figures)";

    private final RunResult result;
    private final RunDetails details;
    private final List<Latencies> histograms;
    private final List<String> lines = new ArrayList<>();

    private Summary(RunOutcome outcome) {
        this.result = outcome.result();
        this.details = outcome.details();
        this.histograms = outcome.histograms();
    }

    static List<String> lines(RunOutcome outcome) {
        Summary summary = new Summary(outcome);
        summary.header();
        summary.accuracy();
        summary.events();
        summary.chipTime();
        summary.hostTime();
        summary.energy();
        summary.layers();
        summary.notes();
        return summary.lines;
    }

    private void header() {
        add(
                "%s on %s: %s precision, %s timing, %s",
                result.network(),
                chips(),
                result.precision(),
                result.noc().timing(),
                result.pipelined() ? "pipelined" : "one sample at a time");
        add(
                "%,d samples%s, %,d neuron cores used; %s kernels, %d thread%s, Synfire %s",
                result.samples(),
                result.complete() ? "" : " (INCOMPLETE: the run was stopped)",
                result.cores(),
                result.kernel(),
                result.threads(),
                result.threads() == 1 ? "" : "s",
                result.version());
        add("");
    }

    private String chips() {
        return result.chips() == 1 ? "1 chip " + result.chip() : result.chips() + " chips " + result.chip();
    }

    private void accuracy() {
        row("accuracy", "%.2f %%  (%,d of %,d)", result.accuracy() * PERCENT, result.correct(), result.samples());
        if (result.floatNetwork() != null) {
            row("  float, ONNX Runtime", "%.2f %%", result.floatNetwork().accuracy() * PERCENT);
        }
        if (result.reference() != null) {
            row(
                    "  dense reference",
                    "%s",
                    compared(
                            result.reference().comparedValues(),
                            result.reference().mismatchedValues()));
        }
        if (result.expected() != null) {
            row(
                    "  expected answers",
                    "%s",
                    compared(
                            result.expected().comparedValues(),
                            result.expected().mismatchedValues()));
        }
    }

    private static String compared(long values, long mismatched) {
        return mismatched == 0
                ? "all %,d values equal".formatted(values)
                : "%,d OF %,d VALUES DIFFER".formatted(mismatched, values);
    }

    private void events() {
        double samples = Math.max(1, result.samples());
        row(
                "per sample",
                "%,.0f spikes, %,.0f packets, %,.0f hops, %,.2f M synaptic operations",
                result.spikes() / samples,
                result.packets() / samples,
                result.hops() / samples,
                result.sops() / samples / MEGA);
        if (!result.precision().equals("exact")) {
            long sums = result.layers().stream()
                    .mapToLong(RunResult.LayerResult::sumOverflows)
                    .sum();
            row(
                    "overflows",
                    "%,d of weighted sums, %,d of potentials in the whole run",
                    sums,
                    result.overflows() - sums);
        }
        row("fingerprint", "%s  (of all spikes; the same for any number of threads)", result.fingerprint());
        add("");
    }

    private void chipTime() {
        double stepMicros = details.figure(ChipFigure.STEP);
        row(
                "chip time",
                "a sample every %,d steps of %,.0f us: %,.1f/s; its answer after %,d: %,.1f ms",
                result.timeSteps().perSample(),
                stepMicros,
                MEGA / (result.timeSteps().perSample() * stepMicros),
                result.timeSteps().latency(),
                result.timeSteps().latency() * stepMicros / KILO);
        boolean isIdeal = result.noc().timing().equals("ideal");
        row(
                isIdeal ? "  packet, no contention" : "  packet",
                "%s cycles%s",
                percentiles(result.latency().packetCycles(), 1, "%,.0f"),
                assumedIf(PACKETS));
        row(
                isIdeal ? "  step, at least" : "  step",
                "%s cycles%s",
                percentiles(result.latency().stepCycles(), 1, "%,.0f"),
                assumedIf(STEPS));
        if (!isIdeal) {
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
                noc.fitsStep() ? ", which all steps keep" : "; %,d STEPS ARE LATE".formatted(noc.lateSteps()));
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
                "host time",
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
        return ("p50 " + format + "  p99 " + format + "  p99.9 " + format + "  max " + format)
                .formatted(summary.p50() / unit, summary.p99() / unit, summary.p999() / unit, summary.max() / unit);
    }

    private String assumedIf(int histogram) {
        return details.isAssumed(histograms.get(histogram)) ? ASSUMED : "";
    }

    private void energy() {
        RunResult.Energy energy = result.energy();
        double assumed =
                energy.assumed().stream().mapToDouble(energy.parts()::get).sum();
        row(
                "energy per sample",
                "%,.2f uJ, of which %,.2f uJ rest on assumed figures",
                energy.perSampleMicrojoules(),
                assumed);
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
        result.notes().forEach(note -> wrapped("note: ", note));
    }

    private void wrapped(String title, String text) {
        StringBuilder line = new StringBuilder(title.stripTrailing());
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > COLUMNS) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(title.length() - 1));
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
    }

    private void row(String name, String format, Object... values) {
        lines.add(("%-" + NAME_WIDTH + "s").formatted(name) + format.formatted(values));
    }

    private void add(String format, Object... values) {
        lines.add(format.formatted(values));
    }
}
