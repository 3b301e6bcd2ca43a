package org.synfire.tools;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.synfire.papers.brunel.BrunelNetwork;
import org.synfire.papers.brunel.BrunelRegime;
import org.synfire.papers.recurrent.RecurrentRun;
import org.synfire.papers.recurrent.RecurrentTables;
import org.synfire.papers.table.ResultTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Brunel's network on an emulated chip. */
@Command(
        name = "brunel",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Brunel's network of sparsely connected excitatory and inhibitory neurons (2000): 12,500 neurons and 15.6"
                    + " million synapses in steps of 0.1 ms; rates, irregularity and synchrony beside those of double"
                    + " precision, and what it takes."
        },
        footer = {
            "",
            "Examples:",
            "  synfire reproduce brunel --scale 0.1",
            "  synfire reproduce brunel --regime slow --out out/brunel-slow"
        })
final class ReproduceBrunelCommand implements Callable<Integer> {
    /** 1 ms, as those who state it for this network have it. */
    private static final int SYNCHRONY_BIN = 10;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private ReproduceCommand parent;

    @Option(
            names = "--regime",
            paramLabel = "R",
            defaultValue = "irregular",
            description = {
                "Inhibition g and input as in the paper's figure 8 (default ${DEFAULT-VALUE}):",
                "regular: 3 and 2, synchronous and regular;",
                "fast: 6 and 4, synchronous and irregular, with fast oscillations;",
                "irregular: 5 and 2, asynchronous and irregular;",
                "slow: 4.5 and 0.9, synchronous and irregular, with slow oscillations;",
                "nest: 5 and 2, potentials begin at rest after a spike, as in NEST's example."
            })
    private BrunelRegime regime;

    @Mixin
    private final RecurrentOptions options = new RecurrentOptions(1, 0.2, SYNCHRONY_BIN);

    @Override
    public Integer call() {
        return options.run(
                parent.interruption(),
                spec,
                steps -> BrunelNetwork.model(options.scale(), regime, steps),
                this::tables);
    }

    private ResultTables tables(RecurrentRun run) {
        return new ResultTables(
                "brunel",
                "Brunel's network",
                List.of(
                        RecurrentTables.activity(
                                run,
                                String.format(
                                        Locale.ROOT,
                                        "Brunel's network (inhibition %s, input %s, reset %d mV) at scale %s",
                                        regime.inhibition(),
                                        regime.input(),
                                        regime.reset(),
                                        options.scale()),
                                "in double",
                                List.of("in double: the full network in double precision and with the same random"
                                        + " numbers, by a program apart from Synfire, 0.2 to 1 s")),
                        RecurrentTables.correlations(run),
                        RecurrentTables.cost(
                                run,
                                "Brunel's network",
                                List.of("host seconds that others take for a second of the regime nest, on one core:"
                                        + " GeNN's CPU code 4.3 to 4.5, Brian 2 15, NEST 31"))),
                List.of(
                        "Potentials are integers of 2^-16 mV, or coarser so that the strongest weight has 16 bits;"
                                + " decays have 16 bits; steps are 0.1 ms.",
                        "Delays and registers of 32 bits are not the public chip's."));
    }
}
