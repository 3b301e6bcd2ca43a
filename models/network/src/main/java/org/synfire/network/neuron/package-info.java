/**
 * Neuron models: what a neuron computes in a time step, in integers.
 *
 * <pre>
 *   NeuronProgram      state words (name, bits), one step of one neuron, parameters by name
 *     MintNeurons      MINT's integer LIF neuron
 *     LeakyNeurons     LIF and IF
 *     CurrentNeurons   LIF with a synaptic current: two state words
 *     AssemblyNeurons  a program in the assembly of Darwin3's instruction set
 *   NeuronModels       the registry: name in files -> program
 *   ShiftRule          the form of a program that vector kernels compute, where it has such a form
 * </pre>
 *
 * <p>A new model is one class here and one line in {@link org.synfire.network.neuron.NeuronModels}. The reference runs
 * {@link org.synfire.network.neuron.NeuronProgram#step} neuron by neuron. The emulator runs a program's
 * {@link org.synfire.network.neuron.ShiftRule} in vectors, and a program without one by the same {@code step}.
 */
package org.synfire.network.neuron;
