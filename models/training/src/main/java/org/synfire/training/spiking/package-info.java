/**
 * Spiking networks as PyTorch modules: neurons, their surrogate gradient, quantisation-aware weights and potentials.
 *
 * <pre>
 *   image --> SpikingLayer --> pool --> SpikingLayer --> ... --> output, one per time step
 *              QuantizedWeights: weights, scale
 *              NeuronDynamics:   all steps of LIF, Surrogate for the step function, PotentialStore between steps
 * </pre>
 *
 * Layers are computed one after the other for all time steps, so that a convolution sees steps times samples images at
 * once.
 */
package org.synfire.training.spiking;
