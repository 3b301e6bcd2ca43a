/**
 * The dense twin of the emulator: an integer network computed by plain loops, with no packets, no cores and no vector
 * API in it. Codes are computed without spikes and time steps; only where neurons spike by themselves does
 * {@link org.synfire.network.reference.SpikingReference} go through the steps.
 *
 * <p>It shares with the emulator only the definition of the network ({@link org.synfire.network.integer}), of which
 * {@link org.synfire.network.integer.Rescale#apply} is the one place that rounds, and
 * {@link org.synfire.network.neuron.NeuronProgram} says what a neuron does. The emulator must equal it bit for bit.
 */
package org.synfire.network.reference;
