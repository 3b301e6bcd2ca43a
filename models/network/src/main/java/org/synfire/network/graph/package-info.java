/**
 * A feed-forward network as a graph of real-valued operations, after import and before quantisation.
 *
 * <p>A {@link org.synfire.network.graph.Network} is a list of {@link org.synfire.network.graph.Node}s in topological
 * order; the first is its input, the last its output. Batch normalisation, constant additions and dropout are gone by
 * then: they are folded into the weights. What is here is what a quantiser has to know, and nothing about spikes.
 */
package org.synfire.network.graph;
