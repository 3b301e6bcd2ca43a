package org.synfire.network.training;

import java.io.IOException;
import java.util.Optional;
import java.util.ServiceLoader;
import org.synfire.engine.InputException;
import org.synfire.network.curvature.HessianFindings;

/**
 * Trains networks and measures the curvature of their loss.
 *
 * <p>This module has no implementation. The training module has one, and {@link #find} finds it.
 *
 * <p><b>Threads:</b> one call at a time. A monitor is called by the thread that called the service.
 */
public interface TrainingService {
    /** The first implementation on the class path or module path, if there is one. */
    static Optional<TrainingService> find() {
        return ServiceLoader.load(TrainingService.class).findFirst();
    }

    /**
     * Trains a network to the end of its recipe, judges it, and writes its files into the folder of the request.
     *
     * <p>The checkpoint is written after every epoch and when the training is stopped. The other files are written when
     * the network has been judged.
     *
     * @param monitor is told of the progress and can stop the training
     * @throws InputException if the parts of the request do not fit each other, or a checkpoint cannot be used
     * @throws DivergedException if the loss or a weight is not finite; the last checkpoint remains
     * @throws IOException if a file cannot be written
     */
    TrainingOutcome train(TrainingRequest request, TrainingMonitor monitor) throws IOException;

    /**
     * Estimates the trace of every layer's Hessian and chooses bits for every layer.
     *
     * @param monitor is told of the progress and can stop the measurement
     * @return what was measured, which is less where the monitor stopped it; empty if it was stopped before the first
     *     random vector
     * @throws InputException if the network cannot be read, does not fit the images, or has diverged
     */
    Optional<HessianFindings> measure(HessianRequest request, HessianMonitor monitor);
}
