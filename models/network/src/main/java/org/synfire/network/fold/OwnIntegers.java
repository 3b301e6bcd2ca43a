package org.synfire.network.fold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.ScalarFunction;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.StepRounding;
import org.synfire.network.graph.WeightTensor;

/**
 * Finds networks of integers that are written with operators on reals: sums of whole numbers times a factor, rounded
 * down and limited to what a code holds. NEMO, QuantLab and DORY write such graphs.
 *
 * <p>A rounding with its limits becomes a {@link Node.Requantize}, and weights that are whole numbers are kept as
 * integers. A factor and an offset that stand between a sum or an average and its rounding become the scale and the
 * rounding of it, because such neurons have no weights that could take them.
 */
public final class OwnIntegers {
    /**
     * Added before a step is rounded down, in steps: factors are reals of 24 bits, and a whole number times such a
     * factor must not fall below the whole number that it stands for. Twice the largest error of a code of 8 bits would
     * be 2^-15; a factor of an integer network is a ratio of integers that 24 bits hold or nearly hold. Behind a
     * division by a large whole number it is half of the least part that can be left.
     */
    static final double GUARD = 0x1p-20;

    /**
     * Largest divisor that neurons divide by exactly: their multipliers have 31 bits, so a quotient up to 2^8 is wrong
     * by less than 2^-24, and the least part of a quotient is larger than twice as much.
     */
    public static final int MOST_DIVISOR = 1 << 22;

    private static final int LOW = Byte.MIN_VALUE;
    private static final int HIGH = 255;
    private static final int MAX_WEIGHT = 255;

    private OwnIntegers() {}

    /** The same nodes with roundings and their limits as one. */
    public static List<Node> roundings(LiveNodes live) {
        List<Node> nodes = new ArrayList<>(live.nodes());
        int[] readers = live.readers();
        for (int n = 1; n < nodes.size(); n++) {
            if (nodes.get(n) instanceof Node.Elementwise function
                    && function.function() == ScalarFunction.FLOOR
                    && isCode(Bounds.of(nodes, function.input()))) {
                nodes.set(n, rounding(nodes, readers, function.name(), function, 0, HIGH));
            } else if (nodes.get(n) instanceof Node.Clamp clamp
                    && readers[clamp.input()] == 1
                    && nodes.get(clamp.input()) instanceof Node.Elementwise function
                    && isRounding(function.function(), clamp.low())
                    && isCode(clamp.low(), clamp.high())) {
                nodes.set(n, rounding(nodes, readers, clamp.name(), function, (int) clamp.low(), (int) clamp.high()));
            }
        }
        nodes.replaceAll(node -> node instanceof Node.Affine affine ? affine.undivided() : node);
        return nodes;
    }

    /** A rounding, with the division before it; what is divided is then left as it is. */
    private static Node rounding(
            List<Node> nodes, int[] readers, String name, Node.Elementwise function, int low, int high) {
        double divisor = 1;
        if (nodes.get(function.input()) instanceof Node.Affine affine && readers[function.input()] == 1) {
            divisor = affine.divisor();
            nodes.set(
                    function.input(),
                    new Node.Affine(affine.name(), affine.input(), affine.shape(), affine.factors(), affine.offsets()));
        }
        StepRounding down = new StepRounding.Down(Math.min(GUARD, 0.5 / divisor), divisor);
        return new Node.Requantize(name, function.input(), function.shape(), 1, 0, low, high, down);
    }

    /** Whether steps without limits of their own fit a code: the one above the largest code becomes the largest. */
    private static boolean isCode(Bounds bounds) {
        return bounds.low() >= 0 && bounds.high() < HIGH + 2;
    }

    /** Below 0, where the whole part is not what rounding down gives, only 0 may be left. */
    private static boolean isRounding(ScalarFunction function, float low) {
        return function == ScalarFunction.FLOOR || (function == ScalarFunction.WHOLE_PART && low >= 0);
    }

    private static boolean isCode(float low, float high) {
        return low == Math.rint(low)
                && high == Math.rint(high)
                && low < high
                && low >= LOW
                && high <= (low < 0 ? Byte.MAX_VALUE : HIGH);
    }

    /** Whether a node is a rounding that {@link #roundings} has found. */
    private static boolean isOwn(Node node) {
        return node instanceof Node.Requantize requantize
                && requantize.rounding() instanceof StepRounding.Down
                && requantize.scale() == 1;
    }

    /** The same nodes with whole numbers as integer weights, where the network has roundings of its own. */
    public static List<Node> weights(LiveNodes live) {
        return live.nodes().stream()
                        .noneMatch(node -> node instanceof Node.Requantize requantize && !requantize.isNearest())
                ? live.nodes()
                : live.nodes().stream().map(OwnIntegers::withIntegers).toList();
    }

    private static Node withIntegers(Node node) {
        return switch (node) {
            case Node.Convolution n ->
                new Node.Convolution(
                        n.name(), n.input(), n.shape(), n.window(), n.groups(), integers(n.weights()), n.bias());
            case Node.Dense n -> new Node.Dense(n.name(), n.input(), n.shape(), integers(n.weights()), n.bias());
            default -> node;
        };
    }

    private static WeightTensor integers(WeightTensor weights) {
        if (weights.isQuantized()) {
            return weights;
        }
        float[] values = weights.values();
        short[] integers = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] != Math.rint(values[i]) || Math.abs(values[i]) > MAX_WEIGHT) {
                return weights;
            }
            integers[i] = (short) values[i];
        }
        return WeightTensor.ofIntegers(integers, new float[] {1});
    }

    /**
     * The same nodes with one factor and offset for all, between a sum or an average and its rounding, as the scale and
     * the rounding; what reads the rounding gets the factor.
     *
     * @return nodes with some more at the places of those that are read no longer
     */
    public static List<Node> factors(LiveNodes live) {
        List<Node> nodes = new ArrayList<>(live.nodes());
        int[] readers = live.readers();
        BitSet moved = new BitSet();
        for (int n = 1; n < nodes.size(); n++) {
            Node node = nodes.get(n);
            if (node instanceof Node.Requantize requantize
                    && isOwn(requantize)
                    && readers[requantize.input()] == 1
                    && nodes.get(requantize.input()) instanceof Node.Affine affine
                    && readers[affine.input()] == 1
                    && hasNoWeights(nodes.get(affine.input()))
                    && affine.factors()[0] > 0
                    && isOne(affine.factors())
                    && isOne(affine.offsets())) {
                exchange(nodes, n, requantize, affine);
                moved.set(n);
            } else if (node.inputs().size() == 1
                    && commutes(node)
                    && moved.get(node.inputs().getFirst())
                    && readers[node.inputs().getFirst()] == 1) {
                Node.Affine affine = (Node.Affine) nodes.get(node.inputs().getFirst());
                nodes.set(node.inputs().getFirst(), node.with(affine.name(), affine.inputs()));
                nodes.set(n, factor(node.name(), node.inputs().getFirst(), node.shape(), affine.factors()[0]));
                moved.set(n);
            }
        }
        return nodes;
    }

    /**
     * The rounding takes the place of the factor, and a factor the place of the rounding; its steps stand for what it
     * reads, whose name it takes.
     */
    private static void exchange(List<Node> nodes, int n, Node.Requantize requantize, Node.Affine affine) {
        Node read = nodes.get(affine.input());
        float factor = affine.factors()[0];
        nodes.set(affine.input(), read.with(affine.name(), read.inputs()));
        nodes.set(
                requantize.input(),
                new Node.Requantize(
                        read.name(),
                        affine.input(),
                        affine.shape(),
                        1.0 / factor,
                        requantize.zeroPoint(),
                        requantize.low(),
                        requantize.high(),
                        requantize.rounding().after(affine.offsets()[0])));
        nodes.set(n, factor(requantize.name(), requantize.input(), requantize.shape(), factor));
    }

    private static Node.Affine factor(String name, int input, Shape shape, float factor) {
        float[] factors = new float[shape.channels()];
        Arrays.fill(factors, factor);
        return new Node.Affine(name, input, shape, factors, new float[factors.length]);
    }

    /** Whether it is the same to multiply by a number above 0 before or after. */
    private static boolean commutes(Node node) {
        return node instanceof Node.MaxPool || node instanceof Node.Rearrange;
    }

    private static boolean hasNoWeights(Node node) {
        return node instanceof Node.AveragePool || node instanceof Node.Sum;
    }

    private static boolean isOne(float[] values) {
        for (float value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }
}
