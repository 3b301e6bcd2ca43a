/**
 * Neuron models: what a core does in a time step with the sums that arrived.
 *
 * <p>{@link org.synfire.models.neuron.NeuronGroup} is the contract that another model joins by;
 * {@link org.synfire.models.neuron.StemNeurons} is the Spike-Timing Encoder-decoder Model of SDANN,
 * {@link org.synfire.models.neuron.FiringNeurons} are neurons that spike by a program of their own, as MINT's do.
 */
package org.synfire.models.neuron;
