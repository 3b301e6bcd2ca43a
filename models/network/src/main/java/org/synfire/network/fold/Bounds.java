package org.synfire.network.fold;

import java.util.List;
import org.synfire.network.graph.Node;

/**
 * Between what the values of a node lie, by the limits before it; infinite where nothing is known.
 *
 * @param low least value
 * @param high greatest value
 */
record Bounds(double low, double high) {
    private static final Bounds UNKNOWN = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** The bounds of a node's values. */
    static Bounds of(List<Node> nodes, int number) {
        return switch (nodes.get(number)) {
            case Node.Clamp n -> new Bounds(n.low(), n.high());
            case Node.Requantize n ->
                new Bounds(n.scale() * (n.low() - n.zeroPoint()), n.scale() * (n.high() - n.zeroPoint()));
            case Node.AveragePool n -> of(nodes, n.input()).withZero();
            case Node.MaxPool n -> of(nodes, n.input());
            case Node.Affine n ->
                of(nodes, n.input())
                        .changed(n.undivided().factors(), n.undivided().offsets());
            case Node.Rearrange n ->
                n.inputs().stream()
                        .map(input -> of(nodes, input).withZero())
                        .reduce((a, b) -> new Bounds(Math.min(a.low, b.low), Math.max(a.high, b.high)))
                        .orElse(UNKNOWN);
            case Node.Input n -> UNKNOWN;
            case Node.Convolution n -> UNKNOWN;
            case Node.Dense n -> UNKNOWN;
            case Node.Sum n -> UNKNOWN;
            case Node.Elementwise n -> UNKNOWN;
        };
    }

    /** Padding brings zeros. */
    private Bounds withZero() {
        return new Bounds(Math.min(low, 0), Math.max(high, 0));
    }

    private Bounds changed(float[] factors, float[] offsets) {
        if (Double.isInfinite(low) || Double.isInfinite(high)) {
            return UNKNOWN;
        }
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (float factor : factors) {
            least = Math.min(least, Math.min(low * factor, high * factor));
            greatest = Math.max(greatest, Math.max(low * factor, high * factor));
        }
        double leastOffset = Double.POSITIVE_INFINITY;
        double greatestOffset = Double.NEGATIVE_INFINITY;
        for (float offset : offsets) {
            leastOffset = Math.min(leastOffset, offset);
            greatestOffset = Math.max(greatestOffset, offset);
        }
        return new Bounds(least + leastOffset, greatest + greatestOffset);
    }
}
