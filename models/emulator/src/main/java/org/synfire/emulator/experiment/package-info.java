/**
 * A whole run: a network, a chip and images in; accuracy, events, latencies and energy out.
 *
 * <p>{@link org.synfire.emulator.experiment.Experiment} is the Java API's entry. It maps the network, emulates it, lets
 * observers count and witnesses compare, and gathers what they found as a
 * {@link org.synfire.emulator.result.RunOutcome}.
 */
package org.synfire.emulator.experiment;
