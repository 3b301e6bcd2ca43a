/**
 * Descriptions of spiking networks: what the layers are, not what their weights are. Plain values, read from YAML
 * files.
 *
 * <pre>
 *   vgg9.yaml --> DescriptionFile --> SpikingDescription: input, neuron, [Layer], shapes
 * </pre>
 */
package org.synfire.network.description;
