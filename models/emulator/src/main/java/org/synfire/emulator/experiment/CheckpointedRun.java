package org.synfire.emulator.experiment;

import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.engine.checkpoint.CheckpointInterval;
import org.synfire.engine.checkpoint.CheckpointPace;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.Checkpoints;

/**
 * An emulator whose run is saved now and then, between two of its steps, and when it is asked to stop.
 *
 * <p><b>Threads:</b> one caller; the workers rest while a state is saved.
 */
public final class CheckpointedRun {
    private static final double NANOS = 1e9;

    private final Emulator emulator;
    private final Checkpointed state;
    private final Checkpoints checkpoints;
    private final CheckpointPace pace;
    private final BooleanSupplier isStopped;
    private final Consumer<String> told;
    private long saved;
    private long savedBytes;
    private long savedNanos;

    /**
     * Where, how often, and to whom to speak.
     *
     * @param folder of the run, which no other process writes to
     * @param interval between two checkpoints
     * @param isResumed whether the run goes on from the last checkpoint, if there is one
     * @param warned what a user must know, in sentences: a checkpoint that is damaged
     * @param told what else there is to say: where the run goes on, what checkpoints took
     */
    public record Setting(
            Path folder,
            CheckpointInterval interval,
            boolean isResumed,
            Consumer<String> warned,
            Consumer<String> told) {}

    /**
     * A run that begins, or goes on from the last checkpoint.
     *
     * @param state of the emulator and of all that watches it
     * @param subject everything that the state depends on, in clauses
     * @param isStopped whether to stop, asked when the emulator returns
     * @throws org.synfire.engine.InputException if it should go on, and its checkpoints are damaged or of another run
     */
    public CheckpointedRun(
            Setting setting, Emulator emulator, Checkpointed state, String subject, BooleanSupplier isStopped) {
        this.emulator = emulator;
        this.state = state;
        this.checkpoints = new Checkpoints(setting.folder, subject);
        this.isStopped = isStopped;
        this.told = setting.told;
        if (setting.isResumed) {
            OptionalLong step = checkpoints.restore(state, setting.warned);
            told.accept(
                    step.isPresent()
                            ? String.format(Locale.ROOT, "the run goes on from step %,d", step.getAsLong())
                            : setting.folder + " has no checkpoint; the run begins at its first step");
        }
        this.pace = new CheckpointPace(setting.interval);
    }

    /** A clause of a subject: how axons and sums are laid out depends on the kernels. */
    public static String clause(Kernels kernels) {
        return String.format(Locale.ROOT, ", kernels %s of %d lanes", kernels.name(), kernels.lanes16());
    }

    /**
     * Runs until so many samples are answered, or a stop is requested.
     *
     * @return how many samples are answered
     */
    public long runUntil(long samples) {
        while (true) {
            if (pace.isDue()) {
                save();
            }
            long before = emulator.steps();
            long answered = emulator.runUntil(samples, pace.steps());
            pace.ran(emulator.steps() - before);
            if (answered >= samples) {
                return answered;
            }
            if (isStopped.getAsBoolean()) {
                save();
                return answered;
            }
        }
    }

    private void save() {
        long start = System.nanoTime();
        savedBytes = checkpoints.save(emulator.steps(), state);
        savedNanos += System.nanoTime() - start;
        saved++;
        pace.saved();
    }

    /** Says what checkpoints have taken. */
    public void sayCost() {
        if (saved > 0) {
            told.accept(String.format(
                    Locale.ROOT,
                    "%,d checkpoint%s took %.2f s; the last one has %,d bytes",
                    saved,
                    saved == 1 ? "" : "s",
                    savedNanos / NANOS,
                    savedBytes));
        }
    }
}
