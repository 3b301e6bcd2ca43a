/**
 * Traces of a loss's Hessian, layer by layer, from second derivatives.
 *
 * <pre>
 *   LossSource: loss of a random batch, [parameter]  -->  TraceEstimator  -->  [LayerTrace: mean, standard error]
 *     SpikingLoss, AnnLoss
 * </pre>
 */
package org.synfire.training.hessian;
