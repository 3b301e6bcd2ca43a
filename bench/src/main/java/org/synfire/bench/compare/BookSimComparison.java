package org.synfire.bench.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.form.CycleNetworks;
import org.synfire.noc.measure.LoadMeasurement;
import org.synfire.noc.measure.LoadPoint;
import org.synfire.noc.measure.LoadSweep;
import org.synfire.noc.measure.MeasurementPlan;
import org.synfire.noc.measure.MeasurementProgress;
import org.synfire.noc.measure.OfferedTraffic;
import org.synfire.noc.measure.SweepResult;
import org.synfire.noc.traffic.BernoulliInjection;

/**
 * The network beside BookSim 2: every run of its CSV file with a router that can be configured alike (3, 4 and 5 cycles
 * a hop), at the same load.
 *
 * <pre>{@code
 * ./synfire bench BookSimComparison booksim.csv 30000 2
 * }</pre>
 *
 * The arguments are the file, measured cycles per load (30,000), how many loads of a sweep are measured at a time (1),
 * and text that a configuration must contain ("" for all).
 *
 * <p>Both sides draw their own packets, so at low load nearly all of their difference is the mean number of hops drawn.
 * Compared is therefore latency less the zero-load latency of the hops that were drawn, plus that of the mean hops of
 * theory, on both sides; {@code raw} is without that. Accepted throughput is compared as a share of what was drawn, for
 * the same reason.
 */
public final class BookSimComparison {
    private static final double PERCENT = 100;
    private static final double LOW = 0.6;
    private static final double HIGH = 0.9;
    private static final long WARMUP_CYCLES = 10_000;
    private static final long DEFAULT_CYCLES = 30_000;

    private final long cycles;
    private final int threads;
    private final Map<String, Double> worst = new LinkedHashMap<>();

    private BookSimComparison(long cycles, int threads) {
        this.cycles = cycles;
        this.threads = threads;
    }

    /**
     * Runs the comparison.
     *
     * @param arguments CSV file, measured cycles, threads, text that a configuration must contain
     */
    public static void main(String[] arguments) {
        long cycles = arguments.length > 1 ? Long.parseLong(arguments[1]) : DEFAULT_CYCLES;
        int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        String wanted = arguments.length > 3 ? arguments[3] : "";
        Map<String, List<BookSimRow>> configurations = new LinkedHashMap<>();
        BookSimRow.read(Path.of(arguments[0])).stream()
                .filter(row -> row.isComparable() && row.configuration().contains(wanted))
                .forEach(row -> configurations
                        .computeIfAbsent(row.configuration(), key -> new ArrayList<>())
                        .add(row));
        BookSimComparison comparison = new BookSimComparison(cycles, threads);
        configurations.forEach(comparison::compare);
        comparison.worst.forEach((range, percent) -> System.out.printf(
                Locale.ROOT,
                "largest difference up to 90 %% of BookSim's last stable load, %s: %.2f %%%n",
                range,
                percent));
    }

    private void compare(String configuration, List<BookSimRow> rows) {
        System.out.printf(
                Locale.ROOT,
                "%n%s%n%8s %7s %10s %10s %8s %8s %9s %9s %8s%n",
                configuration,
                "offered",
                "/bound",
                "BookSim",
                "Synfire",
                "diff %",
                "raw %",
                "accepted",
                "Synfire",
                "diff %");
        double lastStable = rows.stream()
                .filter(row -> !row.isSaturated())
                .mapToDouble(row -> row.number("offered_rate"))
                .max()
                .orElse(0);
        rows.forEach(row -> compare(row, lastStable));
        saturation(
                rows.getFirst(),
                lastStable,
                rows.stream()
                        .filter(BookSimRow::isSaturated)
                        .mapToDouble(row -> row.number("offered_rate"))
                        .min()
                        .orElse(Double.NaN));
    }

    private void compare(BookSimRow row, double lastStable) {
        double offered = row.number("offered_rate");
        OfferedTraffic traffic = traffic(row, offered);
        LoadPoint point = LoadMeasurement.measure(
                CycleNetworks::forLoad,
                NetworkSpec.of(row.mesh(), row.router()),
                traffic,
                UnaryOperator.identity(),
                plan(),
                traffic.loads(row.mesh()),
                () -> false,
                MeasurementProgress.NONE);
        double bound = point.idealSaturation();
        double hopCycles = row.number("cycles_per_hop");
        double theirs =
                row.number("pkt_latency_avg") - row.number("zero_load_for_sampled_hops") + point.zeroLoadCycles();
        double ours = point.meanLatency() - (2 + hopCycles * (point.packets().meanHops() + 1)) + point.zeroLoadCycles();
        double difference = PERCENT * (ours / theirs - 1);
        double raw = PERCENT * (point.meanLatency() / row.number("pkt_latency_avg") - 1);
        double accepted = PERCENT
                * (point.accepted() / point.created() / (row.number("accepted_rate") / row.number("injected_rate"))
                        - 1);
        System.out.printf(
                Locale.ROOT,
                "%8.4f %7.3f %10.3f %10.3f %8.2f %8.2f %9.4f %9.4f %8.2f%s%s%n",
                offered,
                offered / bound,
                theirs,
                ours,
                difference,
                raw,
                row.number("accepted_rate"),
                point.accepted(),
                accepted,
                row.isSaturated() ? "  BookSim saturated" : "",
                point.saturated() ? "  Synfire saturated" : "");
        if (offered <= HIGH * lastStable) {
            keepWorst(offered <= LOW * bound ? "latency up to 60 % of the bound" : "latency beyond", difference);
            keepWorst("accepted throughput", accepted);
        }
    }

    private void keepWorst(String range, double percent) {
        worst.merge(range, Math.abs(percent), Math::max);
    }

    private void saturation(BookSimRow row, double lastStable, double firstSaturated) {
        SweepResult sweep = new LoadSweep(
                        CycleNetworks::forLoad,
                        NetworkSpec.of(row.mesh(), row.router()),
                        traffic(row, lastStable),
                        plan(),
                        threads,
                        () -> false,
                        MeasurementProgress.NONE)
                .run();
        System.out.printf(
                Locale.ROOT,
                "saturation: BookSim between %.4f and %.4f, Synfire between %.4f and %.4f; three times the zero-load"
                        + " latency at %.4f%n",
                lastStable,
                firstSaturated,
                sweep.highestCarried().orElse(0),
                sweep.lowestSaturated().orElse(Double.NaN),
                sweep.tripleLatencyLoad().orElse(Double.NaN));
    }

    private static OfferedTraffic traffic(BookSimRow row, double offered) {
        return new OfferedTraffic(row.traffic(), new BernoulliInjection(offered, 1), row.whole("seed"));
    }

    private MeasurementPlan plan() {
        return new MeasurementPlan(
                OptionalLong.of(WARMUP_CYCLES), OptionalLong.of(cycles), MeasurementPlan.AUTOMATIC.precision());
    }
}
