/**
 * Neuron models: what a core does in a time step with the sums that arrived.
 *
 * <p>{@link org.synfire.emulator.neuron.NeuronGroup} is the contract that another model joins by;
 * {@link org.synfire.emulator.neuron.StemNeurons} is the Spike-Timing Encoder-decoder Model of SDANN,
 * {@link org.synfire.emulator.neuron.ProgramNeurons} are neurons that spike by a program of their own, as MINT's do.
 */
package org.synfire.emulator.neuron;
