/**
 * Reads ONNX files into {@link org.synfire.network.graph.Network}s.
 *
 * <p>The way of a file: {@link org.synfire.network.onnx.OnnxImporter} parses it; a graph index finds initialisers,
 * producers and the nodes that the output depends on; every such node is translated by the operator of its name into
 * nodes of a draft; folding passes merge what is linear into one; nodes nobody reads are dropped.
 *
 * <p>While a file is read a tensor is either a constant or a view of a draft node: dimensions, and an order in which
 * the node's elements stand. So flatten, reshape and transpose cost nothing, on constants and on activations alike,
 * until an operation needs its input in another order than it has.
 */
package org.synfire.network.onnx;
