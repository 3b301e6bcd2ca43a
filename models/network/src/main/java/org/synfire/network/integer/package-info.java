/**
 * Networks of integers: the one definition that the emulator and the dense reference both compute.
 *
 * <p>An {@link org.synfire.network.integer.IntegerNetwork} has {@link org.synfire.network.integer.Population}s of
 * neurons, each holding codes of T bits, and {@link org.synfire.network.integer.Projection}s of integer synapses
 * between them. A population sums what its projections bring in 32 bits, adds its bias and rescales the sum to its own
 * code ({@link org.synfire.network.integer.Rescale}, where rounding is stated). Which spikes stand for a code is not
 * here.
 *
 * <p>Or populations spike by themselves: a {@link org.synfire.network.neuron.NeuronProgram} says what their neurons do
 * in a time step, and {@link org.synfire.network.integer.DirectCoding} what the first of them get from the image.
 */
package org.synfire.network.integer;
