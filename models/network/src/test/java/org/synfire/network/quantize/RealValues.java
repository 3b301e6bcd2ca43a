package org.synfire.network.quantize;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/** The values of every node of a network of real numbers, by the definition of its nodes, in double precision. */
final class RealValues {
    private final Network network;
    private final double[][] values;

    private RealValues(Network network) {
        this.network = network;
        this.values = new double[network.nodes().size()][];
    }

    static double[][] of(Network network, double[] image) {
        RealValues real = new RealValues(network);
        real.values[0] = image;
        for (int n = 1; n < real.values.length; n++) {
            real.values[n] = real.compute(network.nodes().get(n));
        }
        return real.values;
    }

    private Shape shape(int node) {
        return network.nodes().get(node).shape();
    }

    private double[] compute(Node node) {
        int size = node.shape().size();
        int positions = node.shape().positions();
        double[] in = values[node.inputs().getFirst()];
        return switch (node) {
            case Node.Input n -> throw new IllegalStateException();
            case Node.Convolution n ->
                IntStream.range(0, size)
                        .mapToDouble(i -> entry(n.bias(), n.shape(), i) + convolution(n, in, i))
                        .toArray();
            case Node.Dense n ->
                IntStream.range(0, size)
                        .mapToDouble(o -> n.bias()[o]
                                + IntStream.range(0, in.length)
                                        .mapToDouble(i -> in[i] * n.weights().values()[o * in.length + i])
                                        .sum())
                        .toArray();
            case Node.AveragePool n ->
                IntStream.range(0, size)
                        .mapToDouble(i -> {
                            double[] seen = window(n.window(), shape(n.input()), n.shape(), in, i);
                            return Arrays.stream(seen).sum()
                                    / (n.countsPadding()
                                            ? n.window().kernelY() * n.window().kernelX()
                                            : seen.length);
                        })
                        .toArray();
            case Node.MaxPool n ->
                IntStream.range(0, size)
                        .mapToDouble(i -> Arrays.stream(window(n.window(), shape(n.input()), n.shape(), in, i))
                                .max()
                                .orElseThrow())
                        .toArray();
            case Node.Sum n ->
                IntStream.range(0, size)
                        .mapToDouble(i -> n.inputs().stream()
                                .mapToDouble(x -> values[x][i])
                                .sum())
                        .toArray();
            case Node.Clamp n ->
                Arrays.stream(in).map(x -> Math.clamp(x, n.low(), n.high())).toArray();
            case Node.Affine n ->
                IntStream.range(0, size)
                        .mapToDouble(i -> in[i] * n.factors()[i / positions] + entry(n.offsets(), n.shape(), i))
                        .toArray();
            case Node.Elementwise n ->
                IntStream.range(0, size)
                        .mapToDouble(i -> n.function().apply(i / positions, in[i]))
                        .toArray();
            case Node.Rearrange n -> {
                double[] all = n.inputs().stream()
                        .flatMapToDouble(i -> Arrays.stream(values[i]))
                        .toArray();
                yield Arrays.stream(n.source())
                        .mapToDouble(i -> i < 0 ? 0 : all[i])
                        .toArray();
            }
            case Node.Requantize n ->
                Arrays.stream(in)
                        .map(x -> n.scale() * (n.step(x) - n.zeroPoint()))
                        .toArray();
        };
    }

    private static double entry(float[] numbers, Shape shape, int element) {
        return numbers[numbers.length == shape.size() ? element : element / shape.positions()];
    }

    private double convolution(Node.Convolution n, double[] in, int neuron) {
        Shape from = shape(n.input());
        int channel = neuron / n.shape().positions();
        int perGroup = from.channels() / n.groups();
        int first = channel / (n.shape().channels() / n.groups()) * perGroup;
        Window w = n.window();
        double sum = 0;
        for (int c = 0; c < perGroup; c++) {
            for (int ky = 0; ky < w.kernelY(); ky++) {
                for (int kx = 0; kx < w.kernelX(); kx++) {
                    int y = neuron % n.shape().positions() / n.shape().width() * w.strideY()
                            + ky * w.dilationY()
                            - w.padTop();
                    int x = neuron % n.shape().width() * w.strideX() + kx * w.dilationX() - w.padLeft();
                    if (y >= 0 && y < from.height() && x >= 0 && x < from.width()) {
                        sum += in[from.index(first + c, y, x)]
                                * n.weights()
                                        .values()[((channel * perGroup + c) * w.kernelY() + ky) * w.kernelX() + kx];
                    }
                }
            }
        }
        return sum;
    }

    private static double[] window(Window w, Shape from, Shape to, double[] in, int neuron) {
        int channel = neuron / to.positions();
        int top = neuron % to.positions() / to.width() * w.strideY() - w.padTop();
        int left = neuron % to.width() * w.strideX() - w.padLeft();
        return IntStream.range(0, w.kernelY() * w.kernelX())
                .filter(k -> isInside(from, top + k / w.kernelX(), left + k % w.kernelX()))
                .mapToDouble(k -> in[from.index(channel, top + k / w.kernelX(), left + k % w.kernelX())])
                .toArray();
    }

    private static boolean isInside(Shape map, int y, int x) {
        return y >= 0 && y < map.height() && x >= 0 && x < map.width();
    }
}
