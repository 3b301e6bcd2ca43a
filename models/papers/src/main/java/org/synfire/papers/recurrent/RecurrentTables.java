package org.synfire.papers.recurrent;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.synfire.emulator.result.Correlations;
import org.synfire.papers.table.ResultTable;

/** Tables of a run of a recurrent network, the figures of others beside them. */
public final class RecurrentTables {
    private static final double NANO = 1e9;
    private static final double MILLION = 1e6;
    private static final double MILLISECONDS = RecurrentModel.STEPS_PER_SECOND / 1_000.0;

    private RecurrentTables() {}

    /**
     * Rates, irregularity, synchrony and oscillation of the populations.
     *
     * @param name of the network, with its scale
     * @param stated title of the rates of somebody else's run
     * @param notes what these are
     */
    public static ResultTable activity(RecurrentRun run, String name, String stated, List<String> notes) {
        ResultTable.Rows<RecurrentRun.Activity> table = ResultTable.named(
                        "activity",
                        String.format(
                                Locale.ROOT,
                                "Activity of %s, %s s of which the first %s s are left out",
                                name,
                                run.setting().seconds(),
                                run.setting().discardedSeconds()),
                        run.populations())
                .words("population", "population", RecurrentRun.Activity::name)
                .number("neurons", "neurons", "%,d", RecurrentRun.Activity::neurons)
                .number("rate", "spikes/s", "%.3f", RecurrentRun.Activity::rate)
                .drawn("spikes of a neuron in a second")
                .number("published", stated, "%.3f", of -> cell(of.known().statedRate()))
                .number("irregularity", "CV of intervals", "%.2f", RecurrentRun.Activity::irregularity)
                .number(
                        "published_irregularity",
                        "CV " + stated,
                        "%.2f",
                        of -> cell(of.known().statedIrregularity()))
                .number("synchrony", "synchrony", "%.2f", RecurrentRun.Activity::synchrony)
                .number("frequency", "oscillation, Hz", "%.0f", RecurrentRun.Activity::frequency);
        notes.forEach(table::note);
        return table.note("CV of intervals: mean over neurons with at least two intervals; short runs are too low")
                .note(String.format(
                        Locale.ROOT,
                        "synchrony: variance of a population's spikes in bins of %.0f ms over their mean",
                        run.setting().synchronyBin() / MILLISECONDS))
                .note("oscillation: where the spectrum of a population's spikes in bins of 1 ms is largest, in steps of"
                        + " 5 Hz; there is a largest value without oscillations too")
                .build();
    }

    /** How alike the spikes of neurons of each population are. */
    public static ResultTable correlations(RecurrentRun run) {
        ResultTable.Builder table = ResultTable.named("correlations", "Correlations of neurons")
                .words("population", "population")
                .number("neurons", "neurons", "%,d")
                .number("mean", "mean", "%.4f")
                .drawn("mean correlation of two neurons")
                .number("deviation", "deviation", "%.4f")
                .number("percent5", "5 %", "%.3f")
                .number("percent25", "25 %", "%.3f")
                .number("median", "median", "%.3f")
                .number("percent75", "75 %", "%.3f")
                .number("percent95", "95 %", "%.3f");
        for (RecurrentRun.Activity population : run.populations()) {
            population.correlations().ifPresent(found -> {
                double[] quantiles = found.quantiles();
                table.row(
                        population.name(),
                        found.neurons(),
                        found.mean(),
                        found.deviation(),
                        quantiles[0],
                        quantiles[1],
                        quantiles[2],
                        quantiles[3],
                        quantiles[4]);
            });
        }
        return table.note(String.format(
                        Locale.ROOT,
                        "Pearson's correlation of spikes in bins of 2 ms, all pairs of at most %d neurons of a"
                                + " population, those without a spike left out",
                        Correlations.MOST_NEURONS))
                .build();
    }

    /** Nothing where nothing is stated, as tables have it. */
    private static Double cell(OptionalDouble stated) {
        return stated.stream().boxed().findFirst().orElse(null);
    }

    /**
     * What a run took, on the chip and on the host.
     *
     * @param name of the network
     * @param notes such as what others published
     */
    public static ResultTable cost(RecurrentRun run, String name, List<String> notes) {
        double seconds = run.setting().seconds();
        ResultTable.Builder table = ResultTable.named("cost", "What " + name + " takes")
                .words("what", "")
                .number("value", "value", "%,.3f")
                .words("unit", "unit")
                .row("synapses", run.synapses() / MILLION, "million")
                .row("cores", (double) run.cores(), "")
                .row("chips", (double) run.chips(), "")
                .row("spikes", run.spikes() / seconds / MILLION, "million a second")
                .row("synaptic operations", run.operations() / seconds / MILLION, "million a second")
                .row("packets", run.packets() / seconds / MILLION, "million a second")
                .row("hops", run.hops() / seconds / MILLION, "million a second")
                .row("busiest link", run.busiestLink(), "packets a step")
                .row("energy", run.joules() / seconds, "W of biological time, static power left out")
                .row(
                        "energy of a synaptic operation",
                        run.joules() * NANO / Math.max(1, run.operations()),
                        "nJ, all parts of the model")
                .row("drawing and placing", run.buildSeconds(), "host s")
                .row("real-time factor", run.realTimeFactor(), "host s for a second of biological time")
                .note("the chip's cores are taken as large enough for all synapses and destinations, and synapses have"
                        + " delays that the real chip's public toolchain does not have");
        notes.forEach(table::note);
        return table.build();
    }
}
