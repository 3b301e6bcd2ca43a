/**
 * Traces of a loss's Hessian, layer by layer, from second derivatives, and the choices of bits that follow from them.
 *
 * <pre>
 *   JudgedLoss: loss of a random batch, [parameter]  -->  TraceEstimator  -->  [LayerTrace: mean, standard error]
 *     SpikingLoss, AnnLoss                                                            |
 *                                                                          HessianMeasurement --> HessianFindings
 * </pre>
 */
package org.synfire.training.hessian;
