package org.synfire.network.nir.integer;

import java.util.Arrays;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.nir.NirGraph;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.NirNode;
import org.synfire.network.nir.NirShape;

/**
 * What the nodes of a path do together to what flows along it.
 *
 * <p><b>Exact:</b> sum pooling before a convolution becomes a convolution with a larger window, a matrix behind any map
 * becomes one matrix; what has no such form is listed synapse by synapse.
 */
final class PathMap {
    private final String place;
    private final double stepSeconds;
    private final Shape in;
    private Shape out;
    private RealSynapses synapses;
    private double[] bias;
    private int delay;
    private boolean delaysConstant;

    private PathMap(String place, double stepSeconds, Shape in) {
        this.place = place;
        this.stepSeconds = stepSeconds;
        this.in = in;
        this.out = in;
        double[] ones = new double[in.size()];
        Arrays.fill(ones, 1);
        this.synapses = new RealSynapses.OneToOne(ones);
        this.bias = new double[in.size()];
    }

    /**
     * The map of a path.
     *
     * @param stepSeconds length of a step, by which delays are counted
     * @throws InputException if the synapses are too many to be listed
     */
    static PathMap of(NirNetwork network, NirPaths.Path path, double stepSeconds) {
        PathMap map = new PathMap(network.place(), stepSeconds, shape(network, path.source()));
        for (String name : path.nodes()) {
            map.pass(name, network.graph().nodes().get(name), network.shape(name));
        }
        return map;
    }

    /**
     * The shape of what comes out of a node as channels, rows and columns.
     *
     * @throws InputException if it has more than three dimensions
     */
    static Shape shape(NirNetwork network, String name) {
        return shape(network.place(), name, network.shape(name));
    }

    private static Shape shape(String place, String name, int[] extents) {
        int[] own = extents.length > 3 ? NirShape.ofRank(3, extents) : extents;
        return switch (own.length) {
            case 0 -> Shape.vector(1);
            case 1 -> Shape.vector(own[0]);
            case 2 -> new Shape(own[0], 1, own[1]);
            case 3 -> new Shape(own[0], own[1], own[2]);
            default ->
                throw new InputException(place + ": node '" + name + "' has " + own.length
                        + " dimensions; channels, rows and columns are possible");
        };
    }

    Shape in() {
        return in;
    }

    Shape out() {
        return out;
    }

    RealSynapses synapses() {
        return synapses;
    }

    /** What arrives in every step, without spikes; one value for each output. */
    double[] bias() {
        return bias;
    }

    /** Whether something that arrives without spikes passes a delay, which it is not subject to here. */
    boolean delaysConstant() {
        return delaysConstant;
    }

    /** Steps by which everything is late. */
    int delay() {
        return delay;
    }

    private void pass(String name, NirNode node, int[] extents) {
        Shape next = shape(place, name, extents);
        switch (node) {
            case NirNode.Linear linear -> connect(linear.weight().values(), new double[next.size()], next);
            case NirNode.Affine affine ->
                connect(affine.weight().values(), affine.bias().over(new int[] {next.size()}), next);
            case NirNode.Convolution convolution -> convolve(convolution, next);
            case NirNode.Pool pool -> pool(pool, next);
            case NirNode.Scale scale -> scale(scale.scale().over(extents));
            case NirNode.Delay late -> delay(late.delay().over(extents));
            case NirNode.Flatten flatten -> {}
            case NirNode.Output output -> {}
            case NirNode.Input input -> throw new IllegalStateException("an input in a path");
            case NirNode.Threshold threshold -> throw new IllegalStateException("a threshold in a path");
            case NirNode.Neuron neuron -> throw new IllegalStateException("a neuron in a path");
            case NirGraph graph -> throw new IllegalStateException("a nested graph");
        }
    }

    private void connect(double[] weights, double[] added, Shape next) {
        int middle = out.size();
        double[] constant = added.clone();
        for (int o = 0; o < next.size(); o++) {
            for (int m = 0; m < middle; m++) {
                constant[o] += weights[o * middle + m] * bias[m];
            }
        }
        boolean isDelayed = synapses instanceof RealSynapses.Listed listed
                && Arrays.stream(listed.delays()).anyMatch(steps -> steps > 0);
        if (isDelayed) {
            RealSynapses.Listed.Collector product = new RealSynapses.Listed.Collector();
            synapses.forEach(in, out, (source, m, weight, late) -> {
                for (int o = 0; o < next.size(); o++) {
                    product.add(source, o, weights[o * middle + m] * weight, late);
                }
            });
            synapses = product.list();
        } else {
            int inputs = in.size();
            double[] product = new double[Math.multiplyExact(next.size(), inputs)];
            synapses.forEach(in, out, (source, m, weight, late) -> {
                for (int o = 0; o < next.size(); o++) {
                    product[o * inputs + source] += weights[o * middle + m] * weight;
                }
            });
            synapses = new RealSynapses.Full(product);
        }
        bias = constant;
        out = next;
    }

    private void convolve(NirNode.Convolution node, Shape next) {
        Window window = window(node);
        double[] weights = node.weight().values();
        RealSynapses.Convolved own = new RealSynapses.Convolved(window, node.groups(), weights);
        double[] constant = constant(own, next);
        double[] added = node.bias().over(new int[] {next.channels()});
        Arrays.setAll(constant, i -> constant[i] + added[i / next.positions()]);
        synapses = composed(own, next);
        bias = constant;
        out = next;
    }

    private double[] constant(RealSynapses own, Shape next) {
        double[] constant = new double[next.size()];
        if (Arrays.stream(bias).anyMatch(value -> value != 0)) {
            own.forEach(out, next, (m, o, weight, late) -> constant[o] += weight * bias[m]);
        }
        return constant;
    }

    /** What was there, followed by a convolution. */
    private RealSynapses composed(RealSynapses.Convolved own, Shape next) {
        int inPerGroup = out.channels() / own.groups();
        int outPerGroup = next.channels() / own.groups();
        int taps = own.window().kernelY() * own.window().kernelX();
        if (synapses instanceof RealSynapses.OneToOne before && before.perChannel(out).length > 0) {
            double[] factors = before.perChannel(out);
            double[] scaled = own.weights().clone();
            for (int i = 0; i < scaled.length; i++) {
                int o = i / taps / inPerGroup;
                scaled[i] *= factors[o / outPerGroup * inPerGroup + i / taps % inPerGroup];
            }
            return new RealSynapses.Convolved(own.window(), own.groups(), scaled);
        }
        if (synapses instanceof RealSynapses.Convolved before && Pooling.isPooling(before, in)) {
            Pooling pooling = new Pooling(before, in, out);
            if (pooling.canPrecede(own.window())) {
                return pooling.followedBy(own, inPerGroup, outPerGroup);
            }
        }
        return listed(own, next);
    }

    /** What was there, followed by other synapses, one by one. */
    private RealSynapses listed(RealSynapses own, Shape next) {
        RealSynapses.Listed.Collector second = new RealSynapses.Listed.Collector();
        own.forEach(out, next, second);
        RealSynapses.Listed list = second.list();
        int[] starts = new int[out.size() + 1];
        for (int s = 0; s < list.count(); s++) {
            starts[list.sources()[s] + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        int[] at = starts.clone();
        int[] bySource = new int[list.count()];
        for (int s = 0; s < list.count(); s++) {
            bySource[at[list.sources()[s]]++] = s;
        }
        RealSynapses.Listed.Collector product = new RealSynapses.Listed.Collector();
        synapses.forEach(in, out, (source, m, weight, late) -> {
            for (int i = starts[m]; i < starts[m + 1]; i++) {
                int s = bySource[i];
                product.add(source, list.targets()[s], weight * list.weights()[s], late);
            }
        });
        return product.list();
    }

    private void pool(NirNode.Pool node, Shape next) {
        int[] kernel = node.kernel();
        Window window = new Window(
                kernel[0],
                kernel[1],
                node.stride()[0],
                node.stride()[1],
                1,
                1,
                node.padding()[0],
                node.padding()[1],
                node.padding()[0],
                node.padding()[1]);
        double[] weights = new double[out.channels() * kernel[0] * kernel[1]];
        Arrays.fill(weights, node.isAverage() ? 1.0 / (kernel[0] * kernel[1]) : 1);
        RealSynapses.Convolved own = new RealSynapses.Convolved(window, out.channels(), weights);
        double[] constant = constant(own, next);
        synapses = composed(own, next);
        bias = constant;
        out = next;
    }

    private static Window window(NirNode.Convolution node) {
        int[] shape = node.weight().shape();
        boolean isFlat = node.dimensions() == 1;
        int kernelY = isFlat ? 1 : shape[2];
        int kernelX = shape[shape.length - 1];
        int dilationY = isFlat ? 1 : node.dilation()[0];
        int dilationX = node.dilation()[node.dilation().length - 1];
        int strideY = isFlat ? 1 : node.stride()[0];
        int strideX = node.stride()[node.stride().length - 1];
        return switch (node.padding()) {
            case NirNode.Padding.Sides(int[] sides) -> {
                int y = isFlat ? 0 : sides[0];
                int x = sides[sides.length - 1];
                yield new Window(kernelY, kernelX, strideY, strideX, dilationY, dilationX, y, x, y, x);
            }
            case NirNode.Padding.Same() -> {
                int y = (kernelY - 1) * dilationY;
                int x = (kernelX - 1) * dilationX;
                yield new Window(
                        kernelY, kernelX, strideY, strideX, dilationY, dilationX, y / 2, x / 2, y - y / 2, x - x / 2);
            }
        };
    }

    private void scale(double[] factors) {
        Arrays.setAll(bias, i -> bias[i] * factors[i]);
        double[] perChannel = new RealSynapses.OneToOne(factors).perChannel(out);
        synapses = switch (synapses) {
            case RealSynapses.OneToOne one -> new RealSynapses.OneToOne(multiplied(one.weights(), factors, 1));
            case RealSynapses.Full full -> new RealSynapses.Full(multiplied(full.weights(), factors, in.size()));
            case RealSynapses.Convolved one
            when perChannel.length > 0 ->
                new RealSynapses.Convolved(
                        one.window(),
                        one.groups(),
                        multiplied(one.weights(), perChannel, one.weights().length / out.channels()));
            default -> {
                RealSynapses.Listed.Collector scaled = new RealSynapses.Listed.Collector();
                synapses.forEach(in, out, (s, t, weight, late) -> scaled.add(s, t, weight * factors[t], late));
                yield scaled.list();
            }
        };
    }

    private static double[] multiplied(double[] weights, double[] factors, int each) {
        double[] product = weights.clone();
        Arrays.setAll(product, i -> product[i] * factors[i / each]);
        return product;
    }

    private void delay(double[] seconds) {
        int[] steps = new int[seconds.length];
        for (int i = 0; i < steps.length; i++) {
            double exact = Math.rint(seconds[i] / stepSeconds);
            if (exact > Short.MAX_VALUE) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s: a delay of %s s is %.0f steps of %s s; at most %d are possible",
                        place,
                        seconds[i],
                        exact,
                        stepSeconds,
                        Short.MAX_VALUE));
            }
            steps[i] = (int) exact;
        }
        delaysConstant |= Arrays.stream(bias).anyMatch(value -> value != 0)
                && Arrays.stream(steps).anyMatch(each -> each > 0);
        int least = Arrays.stream(steps).min().orElse(0);
        delay += least;
        if (Arrays.stream(steps).anyMatch(each -> each > least)) {
            RealSynapses.Listed.Collector late = new RealSynapses.Listed.Collector();
            synapses.forEach(in, out, (s, t, weight, before) -> late.add(s, t, weight, before + steps[t] - least));
            synapses = late.list();
        }
    }
}
