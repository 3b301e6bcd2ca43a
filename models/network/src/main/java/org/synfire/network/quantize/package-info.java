/**
 * From a network of real numbers to a network of integers.
 *
 * <p>{@link org.synfire.network.quantize.Quantizer} is the way in. First the network is cut into populations of neurons
 * ({@code PopulationPlanner}: what is fused with what, which says nothing about numbers), then the range of every
 * population that needs one is measured on real samples ({@link org.synfire.network.quantize.Calibration}), then
 * weights, biases and rescales become integers ({@code Assembler}). {@link org.synfire.network.quantize.Preprocessing}
 * and {@link org.synfire.network.integer.InputCodes} lead from pixels to the codes of the input. <b>Source:</b> SDANN,
 * arXiv 2505.12221, section 3.1: uniform quantisation with all zero points 0 (eqs 3, 8).
 */
package org.synfire.network.quantize;
