package org.synfire.network.training;

/** Watches a training and can stop it. Called between batches. */
public interface TrainingMonitor {
    /** A monitor that ignores everything and never stops the training. */
    TrainingMonitor NONE = new TrainingMonitor() {};

    /** Whether the training should stop. It then writes its checkpoint and returns. */
    default boolean isStopped() {
        return false;
    }

    /**
     * Called after every batch.
     *
     * @param seen images seen so far, over all epochs
     * @param total images to be seen by the end
     * @param loss mean loss of the batch, in nats
     */
    default void onBatch(long seen, long total, double loss) {}

    /**
     * Called after every epoch, when its checkpoint has been written.
     *
     * @param epoch number of the epoch, from 1
     * @param meanLoss mean loss of its images, in nats
     */
    default void onEpoch(int epoch, double meanLoss) {}
}
