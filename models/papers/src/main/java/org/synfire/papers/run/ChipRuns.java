package org.synfire.papers.run;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.data.ImageSet;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.noc.chip.ChipDescription;

/**
 * Runs on one emulated chip, one after the other, that a {@link StopRequest} ends.
 *
 * <p><b>Threads:</b> one caller.
 */
public final class ChipRuns {
    private final ChipDescription chip;
    private final int threads;
    private final Consumer<String> announce;
    private final StopRequest stop;
    private final FinishedParts parts;

    /**
     * Makes runs on a chip that are kept nowhere.
     *
     * @param threads of every run, 1 or more
     * @param stop ends the run that is under way, and lets no other begin
     * @param announce told what comes next
     */
    public ChipRuns(ChipDescription chip, int threads, StopRequest stop, Consumer<String> announce) {
        this(chip, threads, stop, announce, FinishedParts.keptNowhere());
    }

    /**
     * Makes runs on a chip.
     *
     * @param threads of every run, 1 or more
     * @param stop ends the run that is under way, and lets no other begin
     * @param announce told what comes next
     * @param parts keeps every run that came to its end; a run that is there is not made again
     */
    public ChipRuns(
            ChipDescription chip, int threads, StopRequest stop, Consumer<String> announce, FinishedParts parts) {
        this.chip = chip;
        this.threads = threads;
        this.stop = stop;
        this.announce = announce;
        this.parts = parts;
    }

    /** The chip. */
    public ChipDescription chip() {
        return chip;
    }

    /** Threads of every run. */
    public int threads() {
        return threads;
    }

    /** Says what comes next. */
    public void announce(String next) {
        announce.accept(next);
    }

    /** Keeps what is finished. */
    public FinishedParts parts() {
        return parts;
    }

    /** What ends them. */
    public StopRequest stop() {
        return stop;
    }

    /**
     * Runs a network on the chip, or takes the result of a run that was finished before.
     *
     * @param part tells the run from others of the same network and images
     * @param setting what the experiment is told beyond chip and threads
     * @return the result, over fewer images if it was stopped
     */
    public RunResult run(String part, UnaryOperator<Experiment> setting, EncodedNetwork network, ImageSet images) {
        if (!parts.areKept()) {
            return measured(setting, network, images);
        }
        String name = "run " + part + " " + Fingerprints.of(network, images);
        return parts.find(name, RunResult.class).orElseGet(() -> {
            RunResult result = measured(setting, network, images);
            if (result.answers().complete()) {
                parts.keep(name, result);
            }
            return result;
        });
    }

    private RunResult measured(UnaryOperator<Experiment> setting, EncodedNetwork network, ImageSet images) {
        Experiment experiment = setting.apply(Experiment.on(chip).threads(threads));
        stop.tell(experiment::requestStop);
        return experiment.run(network, images).result();
    }

    /**
     * Runs a network on the chip, beside the dense reference.
     *
     * @param part likewise
     * @return likewise
     */
    public RunResult run(String part, EncodedNetwork network, ImageSet images) {
        return run(part, UnaryOperator.identity(), network, images);
    }
}
