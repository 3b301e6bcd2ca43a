/**
 * Networks to train, without their weights: plain values that are read from YAML files. Some are built in.
 *
 * <pre>
 *   vgg9.yaml --> DescriptionFile --> SpikingDescription: input, neuron, [Layer], shapes
 * </pre>
 */
package org.synfire.network.description;
