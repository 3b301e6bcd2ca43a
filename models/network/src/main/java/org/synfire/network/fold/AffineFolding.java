package org.synfire.network.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.WeightTensor;
import org.synfire.network.graph.Window;

/**
 * Merges factors and offsets (batch normalisation, constant additions and multiplications) into a neighbour that
 * weighs: into the linear operations that read them, where nothing else does, and into the one that they read, where
 * nothing else reads that.
 *
 * <p>With integer weights factors per output channel go into the scales and the integers stay, those of a negative
 * factor with the other sign; with a factor of 0 the merged weights are real.
 */
public final class AffineFolding {
    private AffineFolding() {}

    /**
     * The same nodes with factors and offsets of factors and offsets as one; the earlier ones are still there, unread.
     */
    public static List<Node> intoOne(LiveNodes live) {
        return intoWhatIsRead(live, read -> read instanceof Node.Affine);
    }

    /**
     * The same nodes with factors and offsets merged into what reads them; those that are merged are still there,
     * unread. What a linear operation writes is left for {@link #intoWhatIsRead}, which keeps its shape.
     */
    public static List<Node> intoReaders(LiveNodes live) {
        List<Node> nodes = new ArrayList<>(live.nodes());
        int[] readers = live.readers();
        for (int n = 1; n < nodes.size(); n++) {
            if (nodes.get(n) instanceof Node.Affine affine && !canGoBack(nodes.get(affine.input()), readers, affine)) {
                foldIntoReaders(nodes, n, affine, readers[n]);
            }
        }
        return nodes;
    }

    private static boolean canGoBack(Node read, int[] readers, Node.Affine affine) {
        return readers[affine.input()] == 1
                && switch (read) {
                    case Node.Convolution n -> true;
                    case Node.Dense n -> true;
                    default -> false;
                };
    }

    private static void foldIntoReaders(List<Node> nodes, int n, Node.Affine affine, int readers) {
        List<Integer> linear = new ArrayList<>();
        int uses = 0;
        for (int r = n + 1; r < nodes.size(); r++) {
            if (nodes.get(r).inputs().contains(n)) {
                uses++;
                if (canTake(nodes.get(r), affine)) {
                    linear.add(r);
                }
            }
        }
        if (uses == readers && linear.size() == uses && uses > 0) {
            linear.forEach(r -> nodes.set(r, after(nodes.get(r), affine)));
        }
    }

    private static boolean canTake(Node reader, Node.Affine affine) {
        return switch (reader) {
            case Node.Convolution n -> !n.weights().isQuantized() || isOne(affine.factors());
            case Node.Dense n -> !n.weights().isQuantized() || isOne(affine.factors());
            default -> false;
        };
    }

    /** Whether all factors are the same, above 0, so that integer weights can take it into their scales. */
    private static boolean isOne(float[] factors) {
        return factors[0] > 0 && areAll(factors, f -> f == factors[0]);
    }

    /** A linear operation that reads what the factors and offsets read. */
    private static Node after(Node linear, Node.Affine affine) {
        return switch (linear) {
            case Node.Convolution n -> {
                float[] bias = added(n.bias(), weightedOffsets(n, affine), n.shape());
                yield new Node.Convolution(
                        n.name(),
                        affine.input(),
                        n.shape(),
                        n.window(),
                        n.groups(),
                        weighted(n.weights(), inputFactors(n, affine), n.name()),
                        bias);
            }
            case Node.Dense n -> {
                double[] offsets = new double[n.shape().size()];
                float[] factors = new float[affine.shape().size()];
                int positions = affine.shape().positions();
                for (int i = 0; i < factors.length; i++) {
                    factors[i] = affine.factors()[i / positions];
                }
                for (int i = 0; i < n.weights().values().length; i++) {
                    offsets[i / factors.length] +=
                            (double) n.weights().values()[i] * offset(affine, i % factors.length);
                }
                yield new Node.Dense(
                        n.name(),
                        affine.input(),
                        n.shape(),
                        weighted(n.weights(), factors, n.name()),
                        added(n.bias(), offsets, n.shape()));
            }
            default -> throw new IllegalStateException(linear.name() + " does not weigh");
        };
    }

    private static float offset(Node.Affine affine, int element) {
        float[] offsets = affine.offsets();
        return offsets.length == affine.shape().size()
                ? offsets[element]
                : offsets[element / affine.shape().positions()];
    }

    /** One factor for each weight of an output channel, repeated over the output channels of each group. */
    private static float[] inputFactors(Node.Convolution n, Node.Affine affine) {
        int perGroup = affine.shape().channels() / n.groups();
        int outPerGroup = n.shape().channels() / n.groups();
        int taps = n.window().kernelY() * n.window().kernelX();
        float[] factors = new float[n.weights().values().length];
        for (int i = 0; i < factors.length; i++) {
            int out = i / (perGroup * taps);
            int in = out / outPerGroup * perGroup + i / taps % perGroup;
            factors[i] = affine.factors()[in];
        }
        return factors;
    }

    private static WeightTensor weighted(WeightTensor weights, float[] factors, String name) {
        if (areAll(factors, factor -> factor == 1)) {
            return weights;
        }
        if (weights.isQuantized()) {
            float[] scales = new float[weights.scales().length];
            for (int i = 0; i < scales.length; i++) {
                scales[i] = (float) ((double) weights.scales()[i] * factors[0]);
            }
            Finite.require(scales, "the scales merged into " + name);
            return WeightTensor.ofIntegers(weights.integers(), scales);
        }
        float[] scaled = new float[weights.values().length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) ((double) weights.values()[i] * factors[i % factors.length]);
        }
        Finite.require(scaled, "the weights merged into " + name);
        return WeightTensor.real(scaled);
    }

    /** What the offsets bring to each element of the output; padding brings none. */
    private static double[] weightedOffsets(Node.Convolution n, Node.Affine affine) {
        Shape in = affine.shape();
        Shape out = n.shape();
        Window w = n.window();
        int perGroup = in.channels() / n.groups();
        int outPerGroup = out.channels() / n.groups();
        double[] sums = new double[out.size()];
        if (areAll(affine.offsets(), offset -> offset == 0)) {
            return sums;
        }
        float[] weights = n.weights().values();
        for (int i = 0; i < sums.length; i++) {
            int channel = i / out.positions();
            int top = i % out.positions() / out.width() * w.strideY() - w.padTop();
            int left = i % out.width() * w.strideX() - w.padLeft();
            int weight = channel * perGroup * w.kernelY() * w.kernelX();
            for (int c = channel / outPerGroup * perGroup; c < (channel / outPerGroup + 1) * perGroup; c++) {
                for (int ky = 0; ky < w.kernelY(); ky++) {
                    int y = top + ky * w.dilationY();
                    for (int kx = 0; kx < w.kernelX(); kx++, weight++) {
                        int x = left + kx * w.dilationX();
                        if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                            sums[i] += (double) weights[weight] * offset(affine, in.index(c, y, x));
                        }
                    }
                }
            }
        }
        return sums;
    }

    /** A bias per channel where that says all, otherwise one per element. */
    private static float[] added(float[] bias, double[] sums, Shape shape) {
        int positions = shape.positions();
        float[] perElement = new float[shape.size()];
        boolean isPerChannel = true;
        for (int i = 0; i < perElement.length; i++) {
            perElement[i] = (float) (bias[bias.length == shape.size() ? i : i / positions] + sums[i]);
            isPerChannel &= perElement[i] == perElement[i - i % positions];
        }
        Finite.require(perElement, "merged biases");
        if (!isPerChannel) {
            return perElement;
        }
        float[] perChannel = new float[shape.channels()];
        for (int c = 0; c < perChannel.length; c++) {
            perChannel[c] = perElement[c * positions];
        }
        return perChannel;
    }

    /**
     * The same nodes, factors and offsets that could be merged into what they read with it in the place of the later
     * one; the earlier ones are still there, unread.
     */
    public static List<Node> intoWhatIsRead(LiveNodes live) {
        return intoWhatIsRead(live, read -> true);
    }

    private static List<Node> intoWhatIsRead(LiveNodes live, Predicate<Node> canTake) {
        int[] readers = live.readers();
        List<Node> folded = new ArrayList<>();
        for (Node node : live.nodes()) {
            boolean foldable = node instanceof Node.Affine affine
                    && readers[affine.input()] == 1
                    && canTake.test(folded.get(affine.input()));
            folded.add(foldable ? merged(folded.get(node.inputs().getFirst()), (Node.Affine) node) : node);
        }
        return folded;
    }

    private static Node merged(Node linear, Node.Affine affine) {
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
            case Node.Dense n
            when n.shape().equals(affine.shape()) ->
                new Node.Dense(
                        affine.name(), n.input(), n.shape(), weights(n.weights(), affine), bias(n.bias(), affine));
            case Node.Affine n -> {
                float[] factors = new float[n.factors().length];
                for (int c = 0; c < factors.length; c++) {
                    factors[c] = (float) ((double) n.factors()[c] * affine.factors()[c]);
                }
                Finite.require(factors, "the factors merged into " + affine.name());
                yield new Node.Affine(affine.name(), n.input(), n.shape(), factors, bias(n.offsets(), affine));
            }
            default -> affine;
        };
    }

    private static WeightTensor weights(WeightTensor weights, Node.Affine affine) {
        float[] factors = affine.factors();
        if (areAll(factors, factor -> factor == 1)) {
            return weights;
        }
        WeightTensor scaled = weights.isQuantized() && areAll(factors, factor -> factor != 0)
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
            scales[c] =
                    (float) ((double) weights.scales()[weights.scales().length == 1 ? 0 : c] * Math.abs(factors[c]));
        }
        short[] integers = weights.integers().clone();
        int perChannel = integers.length / factors.length;
        for (int i = 0; i < integers.length; i++) {
            integers[i] *= (short) (factors[i / perChannel] < 0 ? -1 : 1);
        }
        return WeightTensor.ofIntegers(integers, scales);
    }

    /** The earlier offsets times the factors, plus the later offsets: per channel where both are. */
    private static float[] bias(float[] bias, Node.Affine affine) {
        int size = affine.shape().size();
        int positions = affine.shape().positions();
        boolean isPerElement =
                affine.offsets().length > affine.factors().length || bias.length > affine.factors().length;
        float[] merged = new float[isPerElement ? size : bias.length];
        for (int i = 0; i < merged.length; i++) {
            int channel = isPerElement ? i / positions : i;
            double earlier = bias[bias.length == merged.length ? i : channel];
            double later = affine.offsets()[affine.offsets().length == merged.length ? i : channel];
            merged[i] = (float) (earlier * affine.factors()[channel] + later);
        }
        Finite.require(merged, "the biases merged into " + affine.name());
        return merged;
    }
}
