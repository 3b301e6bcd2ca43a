package org.synfire.tools;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.synfire.engine.InputException;
import org.synfire.papers.recurrent.RecurrentModel;
import org.synfire.papers.recurrent.RecurrentRun;
import org.synfire.papers.run.StopRequest;
import org.synfire.papers.table.ResultTables;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of experiments with a recurrent network, and the way from them to its tables. */
final class RecurrentOptions {
    private static final int MOST_NEURONS = 4_096;

    @Option(
            names = "--scale",
            paramLabel = "F",
            defaultValue = "1",
            description = "The part of the network, 0.1..1, its missing input replaced (default ${DEFAULT-VALUE}).")
    private double scale;

    @Option(names = "--seconds", paramLabel = "S", description = "Biological time (default ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--discard",
            paramLabel = "S",
            description = "Seconds at the beginning that are left out of rates (default ${DEFAULT-VALUE}).")
    private double discarded;

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

    @Mixin
    private final CheckpointOptions checkpoints = new CheckpointOptions();

    private final int synchronyBin;

    /**
     * @param seconds of biological time where no option says otherwise
     * @param discarded seconds of them that are left out
     * @param synchronyBin steps in which synchrony counts spikes
     */
    RecurrentOptions(double seconds, double discarded, int synchronyBin) {
        this.seconds = seconds;
        this.discarded = discarded;
        this.synchronyBin = synchronyBin;
    }

    double scale() {
        return scale;
    }

    /**
     * Runs a network, then shows and writes its tables.
     *
     * @param command that is run
     * @param draw makes the network, given the steps of the run
     * @param tables made of the run
     * @return the command's exit status
     * @throws InputException if an option is out of range
     */
    int run(
            Interruption interruption,
            CommandSpec command,
            IntFunction<RecurrentModel> draw,
            Function<RecurrentRun, ResultTables> tables) {
        if (neuronsPerCore < 1 || neuronsPerCore > MOST_NEURONS) {
            throw new InputException("--neurons-per-core " + neuronsPerCore + ": give 1.." + MOST_NEURONS);
        }
        RecurrentModel.requireScale(scale);
        RecurrentRun.Setting setting =
                new RecurrentRun.Setting(seconds, discarded, neuronsPerCore, threads.count(), synchronyBin);
        StopRequest stop = new StopRequest();
        try (results) {
            checkpoints.interval();
            requireFolder();
            results.open();
            Optional<RecurrentRun.Saving> saving = checkpoints
                    .setting(results.folder(), results.force(), results::announce, results::announce)
                    .map(how ->
                            new RecurrentRun.Saving(how, ReproductionJournal.subject(command.name(), chip, command)));
            interruption.onInterrupt(stop::ask);
            RecurrentRun run = RecurrentRun.of(draw, setting, chip.description(), stop, results::announce, saving);
            if (stop.isAsked()) {
                return results.stopped(
                        saving.isPresent()
                                ? "; --resume goes on with the run"
                                : "; nothing is written, as the tables need the whole run");
            }
            ResultTables all = tables.apply(run);
            all.tables().forEach(results::show);
            results.write(all, run.raster());
            results.finished();
            results.showAssumptions(all);
            return ExitStatus.DONE;
        }
    }

    private void requireFolder() {
        if ((checkpoints.isResumed() || checkpoints.areGiven()) && results.folder() == null) {
            throw new InputException((checkpoints.areGiven() ? "--checkpoint" : "--resume")
                    + " needs a folder for the state of the run; add --out DIR");
        }
        if (checkpoints.isResumed() && !checkpoints.areGiven()) {
            throw new InputException(
                    "--resume goes on from a checkpoint; add --checkpoint as in the command that was" + " ended");
        }
    }
}
