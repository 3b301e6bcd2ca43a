/**
 * A whole run: an integer network, a chip and images in; accuracy, events, latencies and energy out, checked against
 * the dense reference.
 *
 * <p>{@link org.synfire.emulator.experiment.Experiment} is the Java API's entry;
 * {@link org.synfire.emulator.experiment.RunResult} is what {@code run.json} holds.
 */
package org.synfire.emulator.experiment;
