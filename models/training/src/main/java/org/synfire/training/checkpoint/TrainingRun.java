package org.synfire.training.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import org.synfire.network.training.DivergedException;
import org.synfire.network.training.TrainingMonitor;
import org.synfire.training.learn.Trainer;
import org.synfire.training.spiking.SpikingNetwork;

/**
 * Trains from the present position to the end, with a checkpoint after each epoch and when it is stopped.
 *
 * <p>A training that diverges leaves the checkpoint of the epoch before.
 */
public final class TrainingRun {
    private final Trainer<SpikingNetwork> trainer;
    private final Path checkpoint;

    /** @param checkpoint the file that keeps the state */
    public TrainingRun(Trainer<SpikingNetwork> trainer, Path checkpoint) {
        this.trainer = trainer;
        this.checkpoint = checkpoint;
    }

    /**
     * Trains until all epochs are done or the monitor stops it, which takes effect after a batch.
     *
     * @return whether all epochs are done
     * @throws DivergedException if the loss or a weight is not finite
     * @throws IOException if a checkpoint cannot be written
     */
    public boolean run(TrainingMonitor monitor) throws IOException {
        while (!trainer.isDone()) {
            if (monitor.isStopped()) {
                save();
                return false;
            }
            step(monitor);
        }
        return true;
    }

    private void step(TrainingMonitor monitor) throws IOException {
        double loss = trainer.step();
        monitor.onBatch(trainer.imagesSeen(), trainer.imagesInAll(), loss);
        if (trainer.isEpochComplete()) {
            double meanLoss = trainer.position().meanLoss();
            trainer.nextEpoch();
            save();
            monitor.onEpoch(trainer.position().epoch(), meanLoss);
        }
    }

    private void save() throws IOException {
        Checkpoint.of(trainer).write(checkpoint, trainer);
    }
}
