/**
 * Training of any network, batch by batch.
 *
 * <pre>
 *   Trainable, ImageSet, Recipe --> Trainer --(step)--> loss
 * </pre>
 */
package org.synfire.training.learn;
