package org.synfire.training.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * A training from its present position to its end, with a checkpoint after each epoch and when it is stopped.
 *
 * <p>A training that diverges leaves the checkpoint of the epoch before.
 */
public final class TrainingRun {
    private final Trainer trainer;
    private final Path checkpoint;

    /** Is told how a training comes along. */
    public interface Observer {
        /** After every batch. */
        void onBatch(Trainer trainer, double loss);

        /** After every epoch, when its checkpoint has been written. */
        void onEpoch(int epoch, double meanLoss);
    }

    /** @param checkpoint the file to keep the state in */
    public TrainingRun(final Trainer trainer, final Path checkpoint) {
        this.trainer = trainer;
        this.checkpoint = checkpoint;
    }

    /**
     * Trains until all epochs are done or it is stopped, which takes effect after a batch.
     *
     * @return whether all epochs are done
     * @throws DivergedException if the loss or a weight is no number
     * @throws IOException if a checkpoint cannot be written
     */
    public boolean run(final BooleanSupplier isStopped, final Observer observer) throws IOException {
        while (!trainer.isDone()) {
            if (isStopped.getAsBoolean()) {
                save();
                return false;
            }
            step(observer);
        }
        return true;
    }

    private void step(final Observer observer) throws IOException {
        observer.onBatch(trainer, trainer.step());
        if (trainer.isEpochComplete()) {
            final double meanLoss = trainer.position().meanLoss();
            trainer.nextEpoch();
            save();
            observer.onEpoch(trainer.position().epoch(), meanLoss);
        }
    }

    private void save() throws IOException {
        Checkpoint.of(trainer).write(checkpoint, trainer);
    }
}
