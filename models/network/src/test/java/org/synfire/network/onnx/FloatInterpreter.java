package org.synfire.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/** Computes what a {@link Network} means, with plain loops and in double precision. */
final class FloatInterpreter {
    private final List<double[]> values = new ArrayList<>();
    private final Network network;

    private FloatInterpreter(Network network) {
        this.network = network;
    }

    /** @param image real values in the order channel, row, column */
    static double[] run(Network network, double[] image) {
        FloatInterpreter interpreter = new FloatInterpreter(network);
        interpreter.values.add(image);
        network.nodes().stream().skip(1).forEach(node -> interpreter.values.add(interpreter.compute(node)));
        return interpreter.values.get(network.outputs().getFirst());
    }

    /** The value of one node from given values of the nodes before it. */
    static double[] compute(Network network, Node node, List<double[]> before) {
        FloatInterpreter interpreter = new FloatInterpreter(network);
        interpreter.values.addAll(before);
        return interpreter.compute(node);
    }

    private double[] compute(Node node) {
        return switch (node) {
            case Node.Input n -> throw new IllegalStateException("a second input " + n.name());
            case Node.Convolution n -> convolution(n, values.get(n.input()), shape(n.input()));
            case Node.Dense n -> dense(n, values.get(n.input()));
            case Node.AveragePool n ->
                pool(n.shape(), n.window(), values.get(n.input()), shape(n.input()), false, n.countsPadding());
            case Node.MaxPool n -> pool(n.shape(), n.window(), values.get(n.input()), shape(n.input()), true, false);
            case Node.Sum n -> sum(n);
            case Node.Clamp n -> each(values.get(n.input()), x -> Math.max(n.low(), Math.min(n.high(), x)));
            case Node.Affine n -> affine(n, values.get(n.input()));
            case Node.Elementwise n -> elementwise(n, values.get(n.input()));
            case Node.Rearrange n -> rearrange(n);
            case Node.Requantize n -> each(values.get(n.input()), x -> requantized(n, x));
        };
    }

    private Shape shape(int node) {
        return network.nodes().get(node).shape();
    }

    private static double requantized(Node.Requantize n, double x) {
        double integer = n.isNearest() ? Math.rint((float) x / (float) n.scale()) + n.zeroPoint() : n.step(x);
        return n.scale() * (Math.max(n.low(), Math.min(n.high(), integer)) - n.zeroPoint());
    }

    private interface Function {
        double of(double x);
    }

    private static double[] each(double[] input, Function function) {
        double[] output = new double[input.length];
        for (int i = 0; i < output.length; i++) {
            output[i] = function.of(input[i]);
        }
        return output;
    }

    private double[] sum(Node.Sum n) {
        double[] output = new double[n.shape().size()];
        for (int input : n.inputs()) {
            if (!shape(input).equals(n.shape())) {
                throw new IllegalStateException(n.name() + " adds " + shape(input) + " to " + n.shape());
            }
            for (int i = 0; i < output.length; i++) {
                output[i] += values.get(input)[i];
            }
        }
        return output;
    }

    private static double[] affine(Node.Affine n, double[] input) {
        double[] output = new double[n.shape().size()];
        for (int i = 0; i < output.length; i++) {
            output[i] = (input[i] * n.factors()[i / n.shape().positions()] + entry(n.offsets(), n.shape(), i))
                    / n.divisor();
        }
        return output;
    }

    /** One number per channel, or one per element. */
    private static double entry(float[] numbers, Shape shape, int element) {
        return numbers[numbers.length == shape.size() ? element : element / shape.positions()];
    }

    private static double[] elementwise(Node.Elementwise n, double[] input) {
        double[] output = new double[n.shape().size()];
        for (int i = 0; i < output.length; i++) {
            output[i] = n.function().apply(i / n.shape().positions(), input[i]);
        }
        return output;
    }

    private double[] rearrange(Node.Rearrange n) {
        double[] input = n.inputs().stream()
                .flatMapToDouble(i -> Arrays.stream(values.get(i)))
                .toArray();
        double[] output = new double[n.shape().size()];
        for (int i = 0; i < output.length; i++) {
            output[i] = n.source()[i] < 0 ? 0 : input[n.source()[i]];
        }
        return output;
    }

    private static double[] dense(Node.Dense n, double[] input) {
        double[] output = new double[n.shape().size()];
        if (n.weights().values().length != output.length * input.length) {
            throw new IllegalStateException(n.name() + ": " + n.weights().values().length + " weights");
        }
        for (int o = 0; o < output.length; o++) {
            output[o] = n.bias()[o];
            for (int i = 0; i < input.length; i++) {
                output[o] += (double) n.weights().values()[o * input.length + i] * input[i];
            }
        }
        return output;
    }

    private static double[] convolution(Node.Convolution n, double[] input, Shape map) {
        Window w = n.window();
        requireShape(n, w.output(n.shape().channels(), map.height(), map.width()));
        int perGroup = map.channels() / n.groups();
        int outPerGroup = n.shape().channels() / n.groups();
        double[] output = new double[n.shape().size()];
        for (int o = 0; o < n.shape().channels(); o++) {
            for (int y = 0; y < n.shape().height(); y++) {
                for (int x = 0; x < n.shape().width(); x++) {
                    double sum = entry(n.bias(), n.shape(), n.shape().index(o, y, x));
                    for (int c = 0; c < perGroup; c++) {
                        for (int ky = 0; ky < w.kernelY(); ky++) {
                            int iy = y * w.strideY() + ky * w.dilationY() - w.padTop();
                            for (int kx = 0; iy >= 0 && iy < map.height() && kx < w.kernelX(); kx++) {
                                int ix = x * w.strideX() + kx * w.dilationX() - w.padLeft();
                                if (ix >= 0 && ix < map.width()) {
                                    double weight = n.weights()
                                            .values()[((o * perGroup + c) * w.kernelY() + ky) * w.kernelX() + kx];
                                    sum += weight * input[map.index(o / outPerGroup * perGroup + c, iy, ix)];
                                }
                            }
                        }
                    }
                    output[n.shape().index(o, y, x)] = sum;
                }
            }
        }
        return output;
    }

    private static void requireShape(Node node, Shape expected) {
        if (!node.shape().equals(expected)) {
            throw new IllegalStateException(node.name() + " is " + node.shape() + ", its window gives " + expected);
        }
    }

    private static double[] pool(Shape shape, Window w, double[] input, Shape map, boolean max, boolean countsPadding) {
        double[] output = new double[shape.size()];
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    double largest = Double.NEGATIVE_INFINITY;
                    double sum = 0;
                    int inside = 0;
                    for (int ky = 0; ky < w.kernelY(); ky++) {
                        for (int kx = 0; kx < w.kernelX(); kx++) {
                            int iy = y * w.strideY() + ky * w.dilationY() - w.padTop();
                            int ix = x * w.strideX() + kx * w.dilationX() - w.padLeft();
                            if (iy >= 0 && iy < map.height() && ix >= 0 && ix < map.width()) {
                                largest = Math.max(largest, input[map.index(c, iy, ix)]);
                                sum += input[map.index(c, iy, ix)];
                                inside++;
                            }
                        }
                    }
                    output[shape.index(c, y, x)] =
                            max ? largest : sum / (countsPadding ? w.kernelY() * w.kernelX() : inside);
                }
            }
        }
        return output;
    }
}
