package org.synfire.network.onnx;

import org.synfire.network.graph.Shape;

/**
 * A tensor one of whose axes counts as channels and all others as positions.
 *
 * @param node the draft node that has the elements in this order
 * @param shape its shape
 * @param dims the tensor's dimensions, the channels' axis first
 * @param toFront the permutation that brought it there
 */
record ChannelView(int node, Shape shape, int[] dims, int[] toFront) {}
