package org.synfire.tools;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.synfire.emulator.experiment.CheckpointedRun;
import org.synfire.engine.InputException;
import org.synfire.engine.checkpoint.CheckpointInterval;
import org.synfire.engine.checkpoint.Checkpoints;
import picocli.CommandLine.Option;

/** Options of a run that is saved in its middle and goes on from there. */
final class CheckpointOptions {
    @Option(
            names = "--checkpoint",
            paramLabel = "EVERY",
            description = "With --out: saves the state of the run in mid-run, so that --resume goes on from there after"
                    + " every EVERY steps (1000) or host time (30s, 5min, 2h).")
    private String every;

    @Option(
            names = "--resume",
            description = "Goes on with the run that was ended in the folder of --out, from its finished parts or, with"
                    + " --checkpoint, from its last checkpoint.")
    private boolean isResumed;

    /** Whether the state is saved in mid-run. */
    boolean areGiven() {
        return every != null;
    }

    /** Whether the run goes on. */
    boolean isResumed() {
        return isResumed;
    }

    /**
     * How the run is saved, if it is.
     *
     * @param folder of the results, or {@code null}
     * @param force whether checkpoints of another run may be lost
     * @param warned what a user must know of it
     * @param told what else there is to say
     * @throws InputException if there is no folder, the interval is none, the folder has checkpoints and the run should
     *     not go on, or it should go on and does not say how often it is saved
     */
    Optional<CheckpointedRun.Setting> setting(
            Path folder, ForceOption force, Consumer<String> warned, Consumer<String> told) {
        if (areGiven() && folder == null) {
            throw new InputException("--checkpoint needs a folder for the state of the run; add --out DIR");
        }
        if (folder == null) {
            return Optional.empty();
        }
        if (Checkpoints.areIn(folder)) {
            if (isResumed && !areGiven()) {
                throw new InputException("--out " + folder
                        + " has the checkpoint of a run; add --checkpoint as in the command that was ended, to go on"
                        + " with it");
            }
            if (!isResumed && !force.isGiven()) {
                throw new InputException("--out " + folder
                        + " has the checkpoint of a run that was ended; add --resume to go on with it, --force to begin"
                        + " anew, or choose another folder");
            }
            if (!isResumed) {
                Checkpoints.discard(folder);
            }
        }
        return interval().map(interval -> new CheckpointedRun.Setting(folder, interval, isResumed, warned, told));
    }

    /**
     * The interval, if one is given.
     *
     * @throws InputException if it is none
     */
    Optional<CheckpointInterval> interval() {
        try {
            return Optional.ofNullable(every).map(CheckpointInterval::of);
        } catch (InputException wrong) {
            throw new InputException("--checkpoint: " + wrong.getMessage(), wrong);
        }
    }
}
