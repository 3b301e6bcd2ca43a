package org.synfire.training;

import org.synfire.network.training.TrainingMonitor;

/** Stops a training after so many batches, once. */
public final class StoppedAfter implements TrainingMonitor {
    private int left;

    /** @param batches that are still learned */
    public StoppedAfter(int batches) {
        left = batches;
    }

    @Override
    public boolean isStopped() {
        return left-- == 0;
    }
}
