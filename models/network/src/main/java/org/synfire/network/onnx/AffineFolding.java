package org.synfire.network.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.WeightTensor;
import org.synfire.network.graph.Window;

/**
 * Merges a multiplication and addition per channel (batch normalisation, a constant addition: a depthwise convolution
 * of 1 x 1) into the linear operation before it, where nothing else reads that operation's output.
 *
 * <p>With integer weights the factors go into the scales and the integers stay, as long as every factor is positive;
 * otherwise the merged weights are real.
 */
final class AffineFolding {
    private static final Window POINT = Window.square(1, 1, 0);

    private AffineFolding() {}

    /** A node that multiplies every channel by a factor and adds an offset. */
    static Node.Convolution affine(String name, int input, Shape shape, float[] factors, float[] offsets) {
        return new Node.Convolution(name, input, shape, POINT, shape.channels(), WeightTensor.real(factors), offsets);
    }

    /**
     * The same nodes, those that could be merged in place of the later one; the earlier ones are still there, unread.
     */
    static List<Node> fold(List<Node> nodes) {
        int[] readers = readers(nodes);
        List<Node> folded = new ArrayList<>();
        for (Node node : nodes) {
            boolean foldable = node instanceof Node.Convolution c && isAffine(c) && readers[c.input()] == 1;
            folded.add(foldable ? merged(folded.get(node.inputs().getFirst()), (Node.Convolution) node) : node);
        }
        return folded;
    }

    private static int[] readers(List<Node> nodes) {
        int[] readers = new int[nodes.size()];
        nodes.forEach(node -> node.inputs().forEach(input -> readers[input]++));
        return readers;
    }

    private static boolean isAffine(Node.Convolution node) {
        return node.window().equals(POINT)
                && node.groups() == node.shape().channels()
                && node.weights().values().length == node.groups()
                && !node.weights().isQuantized();
    }

    private static Node merged(Node linear, Node.Convolution affine) {
        return switch (linear) {
            case Node.Convolution n ->
                new Node.Convolution(
                        affine.name(),
                        n.input(),
                        n.shape(),
                        n.window(),
                        n.groups(),
                        weights(n.weights(), affine),
                        bias(n.bias(), affine));
            case Node.Dense n ->
                new Node.Dense(
                        affine.name(), n.input(), n.shape(), weights(n.weights(), affine), bias(n.bias(), affine));
            default -> affine;
        };
    }

    private static WeightTensor weights(WeightTensor weights, Node.Convolution affine) {
        float[] factors = affine.weights().values();
        if (areAll(factors, factor -> factor == 1)) {
            return weights;
        }
        WeightTensor scaled = weights.isQuantized() && areAll(factors, factor -> factor > 0)
                ? scaledIntegers(weights, factors)
                : WeightTensor.real(scaled(weights.values(), factors));
        Finite.require(scaled.values(), "the weights merged into " + affine.name());
        return scaled;
    }

    private static boolean areAll(float[] factors, DoublePredicate condition) {
        for (float factor : factors) {
            if (!condition.test(factor)) {
                return false;
            }
        }
        return true;
    }

    private static float[] scaled(float[] values, float[] factors) {
        float[] scaled = new float[values.length];
        int perChannel = values.length / factors.length;
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) ((double) values[i] * factors[i / perChannel]);
        }
        return scaled;
    }

    private static WeightTensor scaledIntegers(WeightTensor weights, float[] factors) {
        float[] scales = new float[factors.length];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = (float) ((double) weights.scales()[weights.scales().length == 1 ? 0 : c] * factors[c]);
        }
        return Weights.ofIntegers(weights.integers(), scales);
    }

    private static float[] bias(float[] bias, Node.Convolution affine) {
        float[] merged = new float[bias.length];
        for (int c = 0; c < merged.length; c++) {
            merged[c] = (float) ((double) bias[c] * affine.weights().values()[c] + affine.bias()[c]);
        }
        Finite.require(merged, "the biases merged into " + affine.name());
        return merged;
    }
}
