/**
 * What training hands to the emulator: a spiking network of integers, as a plain value and as a file. Nothing here needs PyTorch.
 *
 * <pre>
 *   SpikingNetwork --> IntegerSpikingNetwork --> NetworkFile (.sin): network.json, weights/*.bin
 *                        [IntegerLayer: weights, MintNeurons, unit]
 * </pre>
 */
package org.synfire.training.handover;
