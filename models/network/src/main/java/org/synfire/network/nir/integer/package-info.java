/**
 * From a network of NIR to a network of integers.
 *
 * <pre>
 *   NirPaths        from a neuron back to the neurons and inputs that reach it by linear nodes
 *   PathMap         what the linear nodes of a path do together: one set of synapses, a constant, a delay
 *     RealSynapses  convolution, full connection, one to one, or listed
 *   NirPeaks        the largest potentials and currents of samples, by which scales are chosen
 *   FilterProgram   the neuron's program, in the chip's assembly
 *   NirConversion   all of it: an IntegerNetwork, with what was chosen
 * </pre>
 *
 * <p><b>Fixed point:</b> a population's potentials, and the weights into it, have one power of two as their unit.
 * <b>Gains:</b> what a node multiplies its input by is not multiplied; its threshold is divided by it.
 */
package org.synfire.network.nir.integer;
