/**
 * Spiking networks as PyTorch modules: neurons, surrogate gradients, quantised weights and potentials.
 *
 * <pre>
 *   image --> WeightedStage --> pool --> WeightedStage --> ... --> output, one per time step
 *              QuantizedWeights: weights, scale
 *              NeuronDynamics:   LIF over all steps, Surrogate for the step function, PotentialStore between steps
 * </pre>
 *
 * Each layer computes all time steps before the next layer begins, so a convolution processes steps times samples
 * images at once.
 */
package org.synfire.training.spiking;
