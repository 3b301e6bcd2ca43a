package org.synfire.network.nir.step;

import java.util.Arrays;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.nir.NirArray;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.NirNode;
import org.synfire.network.nir.NirNode.Padding;
import org.synfire.network.nir.NirShape;

/** Makes the step of each kind of node. */
final class StepNodes {
    private static final int MOST_DELAYED = 1 << 26;

    private StepNodes() {}

    /**
     * The step of a node.
     *
     * @param in shape of its input
     */
    static StepNode of(NirNetwork network, String name, int[] in, StepOptions options) {
        int[] out = network.shape(name);
        return switch (network.graph().nodes().get(name)) {
            case NirNode.Input _, NirNode.Output _, NirNode.Flatten _ ->
                (from, to) -> System.arraycopy(from, 0, to, 0, to.length);
            case NirNode.Affine affine -> matrix(affine.weight(), affine.bias().over(out));
            case NirNode.Linear linear -> matrix(linear.weight(), new double[NirShape.size(out)]);
            case NirNode.Scale scale -> {
                double[] factors = scale.scale().over(in);
                yield (from, to) -> Arrays.setAll(to, i -> factors[i] * from[i]);
            }
            case NirNode.Threshold threshold -> {
                double[] least = threshold.threshold().over(in);
                yield (from, to) -> Arrays.setAll(to, i -> from[i] > least[i] ? 1 : 0);
            }
            case NirNode.Convolution convolution -> convolution(convolution, in, out);
            case NirNode.Pool pool -> pool(pool, in, out);
            case NirNode.Delay delay ->
                delay(network.place(), name, delay.delay().over(in), options.seconds());
            case NirNode.Neuron neuron -> NeuronStep.of(network.place(), name, neuron, in, options);
            case null, default -> throw new IllegalArgumentException("no node that can be stepped: " + name);
        };
    }

    private static StepNode matrix(NirArray weight, double[] bias) {
        int inputs = weight.shape()[1];
        double[] weights = weight.values();
        return (in, out) -> {
            System.arraycopy(bias, 0, out, 0, out.length);
            for (int input = 0; input < inputs; input++) {
                if (in[input] != 0) {
                    for (int output = 0; output < out.length; output++) {
                        out[output] += weights[output * inputs + input] * in[input];
                    }
                }
            }
        };
    }

    private static StepNode convolution(NirNode.Convolution node, int[] in, int[] out) {
        int[] weight = node.weight().shape();
        int flat = node.dimensions() == 1 ? 1 : 0;
        int[] kernel = {flat == 1 ? 1 : weight[2], weight[weight.length - 1]};
        int[] front = new int[2];
        for (int axis = 0; axis < node.dimensions(); axis++) {
            front[axis + flat] = switch (node.padding()) {
                case Padding.Sides(int[] sides) -> sides[axis];
                case Padding.Same() -> (kernel[axis + flat] - 1) * node.dilation()[axis] / 2;
            };
        }
        SlidingWindow window = new SlidingWindow(
                planes(in, node.dimensions()),
                planes(out, node.dimensions()),
                kernel,
                planar(node.stride()),
                planar(node.dilation()),
                front);
        return new ConvolutionStep(node, window);
    }

    /** Channels, rows and columns; one row where there is one dimension. */
    private static int[] planes(int[] shape, int dimensions) {
        int[] whole = NirShape.ofRank(dimensions + 1, shape);
        return dimensions == 2 ? whole : new int[] {whole[0], 1, whole[1]};
    }

    private static int[] planar(int[] values) {
        return values.length == 2 ? values : new int[] {1, values[0]};
    }

    private static StepNode pool(NirNode.Pool node, int[] in, int[] out) {
        SlidingWindow window = new SlidingWindow(
                planes(in, 2), planes(out, 2), node.kernel(), node.stride(), new int[] {1, 1}, node.padding());
        double factor = node.isAverage() ? 1.0 / (node.kernel()[0] * node.kernel()[1]) : 1;
        int inputs = window.inputs();
        return (from, to) -> {
            Arrays.fill(to, 0);
            for (int i = 0; i < from.length; i++) {
                if (from[i] != 0) {
                    int channel = i / inputs;
                    double value = factor * from[i];
                    window.forEach(i % inputs, (output, _) -> to[window.output(channel, output)] += value);
                }
            }
        };
    }

    private static StepNode delay(String place, String name, double[] seconds, double step) {
        int[] steps = new int[seconds.length];
        long most = 0;
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (int) Math.min(Integer.MAX_VALUE, Math.rint(seconds[i] / step));
            most = Math.max(most, steps[i]);
        }
        if ((most + 1) * steps.length > MOST_DELAYED) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: node '%s' delays by up to %d steps of %s s; are its delays in milliseconds, or the step too"
                            + " short?",
                    place,
                    name,
                    most,
                    step));
        }
        return new DelayStep(steps, (int) most);
    }

    /** Values of earlier steps in a ring. */
    private static final class DelayStep implements StepNode {
        private final int[] steps;
        private final double[][] ring;
        private int now;

        DelayStep(int[] steps, int most) {
            this.steps = steps;
            this.ring = new double[most + 1][steps.length];
        }

        @Override
        public void step(double[] in, double[] out) {
            System.arraycopy(in, 0, ring[now], 0, in.length);
            for (int i = 0; i < steps.length; i++) {
                out[i] = ring[Math.floorMod(now - steps[i], ring.length)][i];
            }
            now = (now + 1) % ring.length;
        }

        @Override
        public void reset() {
            for (double[] values : ring) {
                Arrays.fill(values, 0);
            }
            now = 0;
        }
    }
}
