/**
 * Other ways to send the same network's values as spikes, to compare with: rate coding and direct coding with
 * integrate-and-fire neurons.
 *
 * <p>This is a simulation of its own, dense, layer by layer in every time step, without cores, packets or a pipeline;
 * it shares the network's weights, biases and the count of synaptic operations (spikes times synapses) with the rest,
 * so its figures can stand beside the emulator's.
 */
package org.synfire.papers.encoding;
