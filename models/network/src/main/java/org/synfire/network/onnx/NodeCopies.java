package org.synfire.network.onnx;

import java.util.function.IntUnaryOperator;
import org.synfire.network.graph.Node;

/** Copies of network nodes with one thing changed. */
final class NodeCopies {
    private NodeCopies() {}

    static Node named(Node node, String name) {
        return copy(node, name, IntUnaryOperator.identity());
    }

    /** The same node reading other inputs. */
    static Node reading(Node node, IntUnaryOperator inputs) {
        return copy(node, node.name(), inputs);
    }

    private static Node copy(Node node, String name, IntUnaryOperator from) {
        return switch (node) {
            case Node.Input n -> new Node.Input(name, n.shape(), n.feed());
            case Node.Convolution n ->
                new Node.Convolution(
                        name, from.applyAsInt(n.input()), n.shape(), n.window(), n.groups(), n.weights(), n.bias());
            case Node.Dense n -> new Node.Dense(name, from.applyAsInt(n.input()), n.shape(), n.weights(), n.bias());
            case Node.AveragePool n ->
                new Node.AveragePool(name, from.applyAsInt(n.input()), n.shape(), n.window(), n.countsPadding());
            case Node.MaxPool n -> new Node.MaxPool(name, from.applyAsInt(n.input()), n.shape(), n.window());
            case Node.Sum n ->
                new Node.Sum(name, n.inputs().stream().map(from::applyAsInt).toList(), n.shape());
            case Node.Clamp n -> new Node.Clamp(name, from.applyAsInt(n.input()), n.shape(), n.low(), n.high());
            case Node.Rearrange n -> new Node.Rearrange(name, from.applyAsInt(n.input()), n.shape(), n.source());
            case Node.Requantize n ->
                new Node.Requantize(
                        name, from.applyAsInt(n.input()), n.shape(), n.scale(), n.zeroPoint(), n.low(), n.high());
        };
    }
}
