/**
 * Neuron models: what a core does in a time step with the sums that arrived.
 *
 * <p>{@link org.synfire.models.neuron.NeuronGroup} is the contract that another model joins by; {@link org.synfire.models.neuron.StemNeurons} is
 * the Spike-Timing Encoder-decoder Model of SDANN.
 */
package org.synfire.models.neuron;
