package org.synfire.papers.microcircuit;

import java.util.List;
import java.util.Locale;
import org.synfire.papers.table.ResultTable;

/** Tables of a run of the microcircuit, published figures beside them. */
public final class MicrocircuitTables {
    private static final double NANO = 1e9;
    private static final double MILLION = 1e6;

    private MicrocircuitTables() {}

    /** Rates, irregularity and synchrony of the eight populations. */
    public static ResultTable activity(MicrocircuitRun run) {
        return ResultTable.named(
                        "activity",
                        String.format(
                                Locale.ROOT,
                                "Activity of the microcircuit at scale %s, %s s of which the first %s s are left out",
                                run.setting().scale(),
                                run.setting().seconds(),
                                run.setting().discardedSeconds()),
                        run.populations())
                .words("population", "population", MicrocircuitRun.Activity::name)
                .number("neurons", "neurons", "%,d", MicrocircuitRun.Activity::neurons)
                .number("rate", "spikes/s", "%.3f", MicrocircuitRun.Activity::rate)
                .drawn("spikes of a neuron in a second")
                .number("published", "published", "%.3f", MicrocircuitRun.Activity::published)
                .number("irregularity", "CV of intervals", "%.2f", MicrocircuitRun.Activity::irregularity)
                .number("synchrony", "synchrony", "%.2f", MicrocircuitRun.Activity::synchrony)
                .note("published: one run of the full network in NEST, as the model's public description states it")
                .note("CV of intervals: mean over neurons with at least two intervals; short runs are too low")
                .note("synchrony: variance of a population's spikes in bins of 3 ms over their mean")
                .build();
    }

    /** What the run took, on the chip and on the host. */
    public static ResultTable cost(MicrocircuitRun run) {
        double seconds = run.setting().seconds();
        return ResultTable.named("cost", "What the microcircuit takes")
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
                        + " delays of their own: both go beyond the real chip")
                .note("real-time factors that others published: NEST on a node of 128 cores 0.67, GeNN on an RTX 4090"
                        + " 0.27, SpiNNaker 1.0, 35 FPGAs 0.05 (INM-6, Senk et al.)")
                .build();
    }

    /** What every reader of the tables must know. */
    public static List<String> assumptions() {
        return List.of(
                "Weights are integers of 1/16 pA, potentials of 2^-16 mV; decays have 16 bits; steps are 0.1 ms.",
                "Delays of single synapses and registers of 32 bits are not the public chip's.");
    }
}
