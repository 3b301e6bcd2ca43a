/**
 * Training: batches, optimiser, checkpoints, and what happens when it is interrupted or diverges.
 *
 * <pre>
 *   Recipe, SpikingNetwork, ImageSet --> Trainer --(step)--> loss
 *                                          |  ^
 *                                          v  |
 *                                       Checkpoint: one file, replaced at once or not at all
 * </pre>
 */
package org.synfire.training.learn;
