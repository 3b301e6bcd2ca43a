package org.synfire.tools;

import java.util.List;
import java.util.concurrent.Callable;
import org.synfire.papers.microcircuit.MicrocircuitNetwork;
import org.synfire.papers.microcircuit.MicrocircuitNetwork.Background;
import org.synfire.papers.recurrent.RecurrentRun;
import org.synfire.papers.recurrent.RecurrentTables;
import org.synfire.papers.table.ResultTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The cortical microcircuit on an emulated chip. */
@Command(
        name = "microcircuit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "The cortical microcircuit (Potjans and Diesmann 2014): 77,169 neurons and 0.3 billion synapses in steps of"
                    + " 0.1 ms; rates, irregularity and synchrony beside the published ones, and what it takes.",
            "The full network needs about 5 GB; give the JVM memory with SYNFIRE_JAVA_OPTIONS=-Xmx8g."
        },
        footer = {
            "",
            "Examples:",
            "  synfire reproduce microcircuit --scale 0.1 --seconds 1",
            "  synfire reproduce microcircuit --out out/microcircuit"
        })
final class ReproduceMicrocircuitCommand implements Callable<Integer> {
    /** 3 ms, as in the paper. */
    private static final int SYNCHRONY_BIN = 30;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private ReproduceCommand parent;

    @Option(
            names = "--background",
            paramLabel = "B",
            defaultValue = "poisson",
            description = "The rest of the brain: poisson, random spikes, or constant, their mean as a current (default"
                    + " ${DEFAULT-VALUE}).")
    private Background background;

    @Mixin
    private final RecurrentOptions options = new RecurrentOptions(1.5, 0.5, SYNCHRONY_BIN);

    @Override
    public Integer call() {
        return options.run(
                parent.interruption(),
                spec,
                steps -> MicrocircuitNetwork.model(options.scale(), background, steps),
                this::tables);
    }

    private ResultTables tables(RecurrentRun run) {
        return new ResultTables(
                "microcircuit",
                "The cortical microcircuit",
                List.of(
                        RecurrentTables.activity(
                                run,
                                "the microcircuit at scale " + options.scale(),
                                "published",
                                List.of("published: one run of the full network in NEST, as the model's public"
                                        + " description states it")),
                        RecurrentTables.correlations(run),
                        RecurrentTables.cost(
                                run,
                                "the microcircuit",
                                List.of("real-time factors that others published: NEST on a node of 128 cores 0.67,"
                                        + " GeNN on an RTX 4090 0.27, SpiNNaker 1.0, 35 FPGAs 0.05 (INM-6, Senk et"
                                        + " al.)"))),
                List.of(
                        "Weights are integers of 1/16 pA, potentials of 2^-16 mV; decays have 16 bits; steps are 0.1"
                                + " ms.",
                        "Delays of single synapses and registers of 32 bits are not the public chip's."));
    }
}
