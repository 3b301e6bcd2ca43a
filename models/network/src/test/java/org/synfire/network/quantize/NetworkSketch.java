package org.synfire.network.quantize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.synfire.network.graph.InputFeed;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.ScalarFunction;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.WeightTensor;
import org.synfire.network.graph.Window;

/**
 * Builds networks of real numbers node by node, with weights drawn from a seed. Every method gives the number of the
 * node it adds.
 */
final class NetworkSketch {
    private final Random random;
    private final List<Node> nodes = new ArrayList<>();

    NetworkSketch(long seed, Shape input) {
        random = new Random(seed);
        nodes.add(new Node.Input(
                "input",
                input,
                new InputFeed(
                        "input",
                        new long[] {1, input.channels(), input.height(), input.width()},
                        false,
                        InputFeed.ElementType.FLOAT)));
    }

    Network network() {
        return new Network("sketch", nodes);
    }

    Shape shape(int node) {
        return nodes.get(node).shape();
    }

    private int add(Node node) {
        nodes.add(node);
        return nodes.size() - 1;
    }

    private String name(String operator) {
        return operator + nodes.size();
    }

    int convolution(int input, int channels, Window window, int groups) {
        Shape in = shape(input);
        int fanIn = in.channels() / groups * window.kernelY() * window.kernelX();
        return add(new Node.Convolution(
                name("conv"),
                input,
                window.output(channels, in.height(), in.width()),
                window,
                groups,
                real(channels, fanIn),
                floats(channels, 0.3)));
    }

    int dense(int input, int outputs) {
        return add(new Node.Dense(
                name("dense"),
                input,
                Shape.vector(outputs),
                real(outputs, shape(input).size()),
                floats(outputs, 0.3)));
    }

    /** A convolution with 8-bit weights and a scale per channel. */
    int quantizedConvolution(int input, int channels, Window window) {
        Shape in = shape(input);
        int fanIn = in.channels() * window.kernelY() * window.kernelX();
        return add(new Node.Convolution(
                name("conv"),
                input,
                window.output(channels, in.height(), in.width()),
                window,
                1,
                integers(channels, fanIn),
                floats(channels, 0.3)));
    }

    int quantizedDense(int input, int outputs) {
        return add(new Node.Dense(
                name("dense"),
                input,
                Shape.vector(outputs),
                integers(outputs, shape(input).size()),
                floats(outputs, 0.3)));
    }

    int average(int input, Window window, boolean countsPadding) {
        Shape in = shape(input);
        return add(new Node.AveragePool(
                name("average"), input, window.output(in.channels(), in.height(), in.width()), window, countsPadding));
    }

    int max(int input, Window window) {
        Shape in = shape(input);
        return add(new Node.MaxPool(name("max"), input, window.output(in.channels(), in.height(), in.width()), window));
    }

    int sum(Integer... inputs) {
        return add(new Node.Sum(name("sum"), List.of(inputs), shape(inputs[0])));
    }

    int relu(int input) {
        return clamp(input, 0, Float.POSITIVE_INFINITY);
    }

    int clamp(int input, float low, float high) {
        return add(new Node.Clamp(name("clamp"), input, shape(input), low, high));
    }

    int requantize(int input, float scale, int zeroPoint, boolean isSigned) {
        return add(new Node.Requantize(
                name("codes"), input, shape(input), scale, zeroPoint, isSigned ? -128 : 0, isSigned ? 127 : 255));
    }

    int function(int input, ScalarFunction function) {
        return add(new Node.Elementwise(name("function"), input, shape(input), function));
    }

    int affine(int input, float factor, float offset) {
        float[] factors = new float[shape(input).channels()];
        float[] offsets = new float[factors.length];
        Arrays.fill(factors, factor);
        Arrays.fill(offsets, offset);
        return add(new Node.Affine(name("affine"), input, shape(input), factors, offsets));
    }

    /** Maps of the same size beside one another. */
    int concat(int... inputs) {
        int channels = IntStream.of(inputs).map(i -> shape(i).channels()).sum();
        Shape out =
                new Shape(channels, shape(inputs[0]).height(), shape(inputs[0]).width());
        return add(new Node.Rearrange(
                name("joined"),
                IntStream.of(inputs).boxed().toList(),
                out,
                IntStream.range(0, out.size()).toArray()));
    }

    /** Every position twice in both directions. */
    int enlarge(int input) {
        Shape in = shape(input);
        Shape out = new Shape(in.channels(), 2 * in.height(), 2 * in.width());
        return add(new Node.Rearrange(
                name("enlarged"),
                List.of(input),
                out,
                IntStream.range(0, out.size())
                        .map(i -> in.index(
                                i / out.positions(), i % out.positions() / out.width() / 2, i % out.width() / 2))
                        .toArray()));
    }

    int flatten(int input) {
        return add(new Node.Rearrange(
                name("flat"),
                List.of(input),
                Shape.vector(shape(input).size()),
                IntStream.range(0, shape(input).size()).toArray()));
    }

    /** Rows and columns change places. */
    int transpose(int input) {
        Shape in = shape(input);
        Shape out = new Shape(in.channels(), in.width(), in.height());
        return add(new Node.Rearrange(
                name("turned"),
                List.of(input),
                out,
                IntStream.range(0, out.size())
                        .map(i -> in.index(i / out.positions(), i % out.width(), i % out.positions() / out.width()))
                        .toArray()));
    }

    /** The channels in reverse order. */
    int reverse(int input) {
        Shape in = shape(input);
        return add(new Node.Rearrange(
                name("reversed"),
                List.of(input),
                in,
                IntStream.range(0, in.size())
                        .map(i -> in.size() - in.positions() - i + 2 * (i % in.positions()))
                        .toArray()));
    }

    /** One row of zeros above. */
    int pad(int input) {
        Shape in = shape(input);
        Shape out = new Shape(in.channels(), in.height() + 1, in.width());
        return add(new Node.Rearrange(
                name("padded"),
                List.of(input),
                out,
                IntStream.range(0, out.size())
                        .map(i -> i % out.positions() < in.width()
                                ? -1
                                : in.index(i / out.positions(), 0, i % out.positions() - in.width()))
                        .toArray()));
    }

    double uniform(double low, double high) {
        return random.nextDouble(low, high);
    }

    private WeightTensor real(int channels, int fanIn) {
        float[] weights = floats(channels * fanIn, 1.5 / Math.sqrt(fanIn));
        return WeightTensor.real(weights);
    }

    private WeightTensor integers(int channels, int fanIn) {
        float[] scales = new float[channels];
        byte[] bytes = new byte[channels * fanIn];
        short[] stored = new short[bytes.length];
        float[] values = new float[stored.length];
        random.nextBytes(bytes);
        for (int c = 0; c < channels; c++) {
            scales[c] = (float) (random.nextDouble(0.5, 1.5) / 127 / Math.sqrt(fanIn));
        }
        for (int i = 0; i < stored.length; i++) {
            stored[i] = bytes[i];
            values[i] = stored[i] * scales[i / fanIn];
        }
        return new WeightTensor(values, stored, scales);
    }

    private float[] floats(int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }
}
