/**
 * Checkpoints of a training: one file that holds all that is needed to continue, replaced at once or not at all.
 *
 * <pre>
 *   TrainingRun --(after each epoch, and when stopped)--> Checkpoint --> Trainer that continues
 *                                                                   --> SpikingNetwork with the trained weights
 * </pre>
 */
package org.synfire.training.checkpoint;
