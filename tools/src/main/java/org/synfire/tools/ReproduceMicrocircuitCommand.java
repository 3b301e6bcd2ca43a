package org.synfire.tools;

import java.util.List;
import java.util.concurrent.Callable;
import org.synfire.engine.InputException;
import org.synfire.papers.microcircuit.MicrocircuitNetwork.Background;
import org.synfire.papers.microcircuit.MicrocircuitRun;
import org.synfire.papers.microcircuit.MicrocircuitTables;
import org.synfire.papers.run.StopRequest;
import org.synfire.papers.table.ResultTable;
import org.synfire.papers.table.ResultTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

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
    private static final int MOST_NEURONS = 4_096;

    @ParentCommand
    private ReproduceCommand parent;

    @Option(
            names = "--scale",
            paramLabel = "F",
            defaultValue = "1",
            description = "The part of the network, 0.1..1, its missing input replaced (default ${DEFAULT-VALUE}).")
    private double scale;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "1.5",
            description = "Biological time (default ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--discard",
            paramLabel = "S",
            defaultValue = "0.5",
            description = "Seconds at the beginning that are left out of rates (default ${DEFAULT-VALUE}).")
    private double discarded;

    @Option(
            names = "--background",
            paramLabel = "B",
            defaultValue = "poisson",
            description = "The rest of the brain: poisson, random spikes, or constant, their mean as a current (default"
                    + " ${DEFAULT-VALUE}).")
    private Background background;

    @Option(
            names = "--neurons-per-core",
            paramLabel = "N",
            defaultValue = "4096",
            description = "Neurons of a core at most, 1..4096 (default ${DEFAULT-VALUE}).")
    private int neuronsPerCore;

    @Mixin
    private final ChipOptions chip = new ChipOptions();

    @Mixin
    private final ThreadOption threads = new ThreadOption();

    @Mixin
    private final ResultOptions results = new ResultOptions();

    private final StopRequest stop = new StopRequest();

    @Override
    public Integer call() {
        if (neuronsPerCore < 1 || neuronsPerCore > MOST_NEURONS) {
            throw new InputException("--neurons-per-core " + neuronsPerCore + ": give 1.." + MOST_NEURONS);
        }
        MicrocircuitRun.Setting setting =
                new MicrocircuitRun.Setting(scale, background, seconds, discarded, neuronsPerCore, threads.count());
        try (results) {
            results.open();
            parent.interruption().onInterrupt(stop::ask);
            MicrocircuitRun run = MicrocircuitRun.of(setting, chip.description(), stop, results::announce);
            if (stop.isAsked()) {
                return results.stopped("; nothing is written, as the tables need the whole run");
            }
            List<ResultTable> tables = List.of(MicrocircuitTables.activity(run), MicrocircuitTables.cost(run));
            ResultTables all = new ResultTables(
                    "microcircuit", "The cortical microcircuit", tables, MicrocircuitTables.assumptions());
            tables.forEach(results::show);
            results.write(all);
            results.showAssumptions(all);
            return ExitStatus.DONE;
        }
    }
}
