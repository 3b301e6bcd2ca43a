/**
 * Networks of lava-dl and slayerPytorch, trained for Loihi: {@code .net} files, and networks of integers made of them.
 *
 * <pre>
 *   LavaFile        reads the layers of a file, in their order
 *     LayerReader   one layer: its synapses and neurons, or the reason why it is refused
 *   LavaNetwork     the layers, each with its shape
 *   CubaNeurons     Loihi's neurons, with the numbers of the file
 *   LavaConversion  all of it as an IntegerNetwork
 * </pre>
 *
 * <p>A file holds integers already, so nothing is scaled or rounded. <b>Time:</b> as there, all layers work in the same
 * steps; spikes of step t reach the next layer in step t + 1, and the first layer has the input of its own step.
 */
package org.synfire.network.lava;
