package org.synfire.tools;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.part.PartSizes;
import org.synfire.emulator.part.RunJournal;
import org.synfire.engine.InputException;
import org.synfire.engine.checkpoint.Checkpoints;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of a run that is a part of a longer one, or is divided into parts that are kept. */
final class PartOptions {
    @Option(
            names = "--from",
            paramLabel = "N",
            description =
                    "Runs samples from number N on as a part of a run, which synfire merge joins with other parts;"
                            + " 0 for the first part.")
    private Integer from;

    @Mixin
    private final CheckpointOptions checkpoints = new CheckpointOptions();

    @Option(
            names = "--part-samples",
            paramLabel = "N",
            description = "With --out: keeps what is finished after every N samples (default: after a minute).")
    private Integer partSamples;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Whether the run is a part of a longer one. */
    boolean isPart() {
        return from != null;
    }

    /** Number of the first sample. */
    int first() {
        return from == null ? 0 : from;
    }

    /** @throws InputException if an option is impossible, or does not go with others */
    void requirePossible(ReportFiles files, boolean isSkippingBad) {
        if (from != null && from < 0) {
            throw new InputException("--from " + from + ": samples are numbered from 0 on");
        }
        if (partSamples != null && partSamples < 1) {
            throw new InputException("--part-samples " + partSamples + ": give at least 1");
        }
        requireFolder("--from", isPart(), files);
        requireFolder("--resume", checkpoints.isResumed(), files);
        requireFolder("--part-samples", partSamples != null, files);
        if (isPart() && (checkpoints.isResumed() || partSamples != null)) {
            throw new InputException((checkpoints.isResumed() ? "--resume" : "--part-samples")
                    + " does not go with --from: a part of a run is not divided again; leave one of them out, and run"
                    + " parts of fewer samples");
        }
        checkpoints.interval();
        requireFolder("--checkpoint", checkpoints.areGiven(), files);
        if (checkpoints.areGiven() && (isPart() || partSamples != null)) {
            throw new InputException("--checkpoint does not go with " + (isPart() ? "--from" : "--part-samples")
                    + ": a run is saved in mid-run, or divided into parts; leave one of them out");
        }
        if (isPart() && isSkippingBad) {
            throw new InputException("--from does not go with --skip-bad: which image has which number would depend on"
                    + " the others; remove images that cannot be read");
        }
    }

    private static void requireFolder(String option, boolean isGiven, ReportFiles files) {
        if (isGiven && !files.hasFolder()) {
            throw new InputException(option + " needs a folder for what is finished; add --out DIR");
        }
    }

    /**
     * Lets a run keep its finished parts, where it can be divided and has a folder.
     *
     * @param isQuiet whether only what a user must know is said
     * @throws InputException if the run should go on and cannot, or the folder has the finished parts of a run and it
     *     should not go on
     */
    void journal(Experiment experiment, ReportFiles files, boolean isQuiet) {
        if (!files.hasFolder() || isPart()) {
            return;
        }
        Path folder = files.folder();
        boolean isResumed = checkpoints.isResumed();
        if (checkpoints.areGiven() && RunJournal.isIn(folder)) {
            throw new InputException("--out " + folder
                    + " has the finished parts of a run; go on with it without --checkpoint, or choose another folder");
        }
        checkpoints
                .setting(folder, files.force(), this::say, isQuiet ? words -> {} : this::say)
                .ifPresent(experiment::checkpoints);
        if (checkpoints.areGiven()) {
            return;
        }
        Optional<String> obstacle = experiment.obstacleToParts();
        if (isResumed && obstacle.isPresent()) {
            throw new InputException("--resume: this run cannot be divided into parts, so none is kept: "
                    + obstacle.orElseThrow()
                    + "; with --checkpoint, runs save their state in mid-run; leave --resume out to begin anew");
        }
        if (RunJournal.isIn(folder) && !isResumed) {
            if (!files.force().isGiven()) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "--out %s has the finished parts of a run that was ended; add --resume to go on with it,"
                                + " --force to begin anew, or choose another folder",
                        folder));
            }
            RunJournal.discard(folder);
        }
        PartSizes sizes = partSamples == null ? PartSizes.BY_TIME : PartSizes.of(partSamples);
        if (!RunJournal.isIn(folder)) {
            RunJournal.discard(folder);
            if (isResumed) {
                say(folder + " has no finished part; the run begins at its first sample");
            }
        }
        experiment.journal(folder, sizes);
    }

    /** Deletes the finished parts, because their result is written. */
    void finished(ReportFiles files) {
        if (files.hasFolder() && !isPart()) {
            RunJournal.replaceByResult(files.folder());
            Checkpoints.discard(files.folder());
        }
    }

    private void say(String words) {
        PrintWriter err = command.commandLine().getErr();
        err.println("synfire: " + words);
        err.flush();
    }

    /** What to do after the run was stopped; empty where nothing is kept of it. */
    String afterStop(ReportFiles files) {
        if (!files.hasFolder() || isPart()) {
            return "";
        }
        if (RunJournal.isIn(files.folder()) || Checkpoints.areIn(files.folder())) {
            return "; --resume goes on with it";
        }
        RunJournal.discard(files.folder());
        return "";
    }
}
