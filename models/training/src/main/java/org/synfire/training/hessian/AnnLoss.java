package org.synfire.training.hessian;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.training.tensor.Convolutions;
import org.synfire.training.tensor.Tensors;

/**
 * The cross-entropy of an imported network of real numbers. Its batch normalisation is folded into its convolutions.
 *
 * <p>The parameters are the folded weights, since these are quantised. <b>Limits:</b> no operation on integers; the
 * image in the order channel, row, column.
 */
public final class AnnLoss implements JudgedLoss {
    private final Network network;
    private final ImageSet images;
    private final float[][] pixelValues;
    private final int batch;
    private final Tensor[] weights;
    private final List<String> names = new ArrayList<>();
    private final List<Tensor> parameters = new ArrayList<>();

    /**
     * @param network what computes
     * @param images images that the loss is computed on
     * @param preprocessing what the network reads for a pixel
     * @param batch images drawn for each loss
     * @throws InputException if the network has operations on integers, or the images do not fit
     */
    public AnnLoss(Network network, ImageSet images, Preprocessing preprocessing, int batch) {
        this.network = network;
        this.images = images;
        this.batch = batch;
        this.pixelValues = pixelValues(preprocessing.requireChannels(images.channels()), images.channels());
        this.weights = new Tensor[network.nodes().size()];
        Shape shape = new Shape(images.channels(), images.height(), images.width());
        if (!network.input().shape().equals(shape)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s reads %s, but %s has %s",
                    network.name(),
                    network.input().shape(),
                    images.name(),
                    shape));
        }
        for (int i = 0; i < weights.length; i++) {
            switch (network.nodes().get(i)) {
                case Node.Convolution n ->
                    addParameter(
                            i,
                            n.name(),
                            torch.tensor(n.weights().values())
                                    .reshape(
                                            n.shape().channels(),
                                            -1,
                                            n.window().kernelY(),
                                            n.window().kernelX()));
                case Node.Dense n ->
                    addParameter(
                            i,
                            n.name(),
                            torch.tensor(n.weights().values()).reshape(n.shape().size(), -1));
                case Node.Requantize n ->
                    throw new InputException(String.format(
                            Locale.ROOT,
                            "network %s: %s is an operation on integers; give the network of floats",
                            network.name(),
                            n.name()));
                default -> {}
            }
        }
    }

    private static float[][] pixelValues(Preprocessing preprocessing, int channels) {
        float[][] values = new float[channels][256];
        for (int c = 0; c < channels; c++) {
            for (int p = 0; p < 256; p++) {
                values[c][p] = preprocessing.value(c, p);
            }
        }
        return values;
    }

    private void addParameter(int node, String name, Tensor values) {
        weights[node] = values.set_requires_grad(true);
        names.add(name);
        parameters.add(values);
    }

    @Override
    public List<String> names() {
        return List.copyOf(names);
    }

    @Override
    public List<Tensor> parameters() {
        return List.copyOf(parameters);
    }

    @Override
    public Tensor loss(SplittableRandom random) {
        int[] indices = random.ints(batch, 0, images.size()).toArray();
        return torch.cross_entropy_loss(outputs(indices), Tensors.labels(images, indices));
    }

    @Override
    public Score score(ImageSet set, int[] indices) {
        Tensor outputs = outputs(set, indices);
        double loss =
                torch.cross_entropy_loss(outputs, Tensors.labels(set, indices)).item_float();
        int[] answers = Tensors.largest(Tensors.floats(outputs), Math.toIntExact(outputs.size(1)));
        return new Score(indices.length, Tensors.countEqual(answers, set, indices), loss * indices.length);
    }

    /** The outputs of the network for some of its images, {@code [N, classes]}. */
    public Tensor outputs(int[] indices) {
        return outputs(images, indices);
    }

    private Tensor outputs(ImageSet set, int[] indices) {
        Tensor[] values = new Tensor[weights.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(i, values, set, indices);
        }
        return values[network.outputs().getFirst()].flatten(1, -1);
    }

    private Tensor value(int index, Tensor[] values, ImageSet set, int[] indices) {
        return switch (network.nodes().get(index)) {
            case Node.Input _ -> Tensors.images(set, indices, pixelValues);
            case Node.Convolution n -> convolution(n, values[n.input()], weights[index]);
            case Node.Dense n ->
                shaped(
                        torch.linear(
                                values[n.input()].flatten(1, -1),
                                weights[index],
                                new TensorOptional(torch.tensor(n.bias()))),
                        n.shape());
            case Node.AveragePool n -> averaged(n, values[n.input()]);
            case Node.MaxPool n ->
                torch.max_pool2d(
                        padded(values[n.input()], n.window(), Float.NEGATIVE_INFINITY),
                        sizes(n.window()),
                        strides(n.window()),
                        new long[] {0, 0},
                        dilations(n.window()),
                        false);
            case Node.Sum n ->
                n.inputs().stream().map(i -> values[i]).reduce(Tensor::add).orElseThrow();
            case Node.Clamp n ->
                Float.isInfinite(n.high()) && n.low() == 0
                        ? torch.relu(values[n.input()])
                        : Tensors.clamp(values[n.input()], n.low(), n.high());
            case Node.Affine n ->
                values[n.input()]
                        .mul(torch.tensor(n.factors()).reshape(1, -1, 1, 1))
                        .add(offsets(n.offsets(), n.shape()));
            case Node.Rearrange n -> rearranged(n, values);
            // an operation without a known gradient
            case Node n ->
                throw new InputException(n.name() + ": the curvature of this operation cannot be measured; only"
                        + " networks of floats without it can be taken");
        };
    }

    private static Tensor convolution(Node.Convolution n, Tensor in, Tensor weights) {
        return Convolutions.convolved(in, weights, n.window(), n.groups()).add(offsets(n.bias(), n.shape()));
    }

    /** One number per channel, or one per element. */
    private static Tensor offsets(float[] offsets, Shape shape) {
        return offsets.length == shape.size()
                ? shaped(torch.tensor(offsets), shape)
                : torch.tensor(offsets).reshape(1, -1, 1, 1);
    }

    private static Tensor averaged(Node.AveragePool n, Tensor in) {
        Window window = n.window();
        if (!n.countsPadding() && window.isPadded()) {
            throw new InputException(n.name() + ": a mean that leaves out the padding is not supported here");
        }
        long channels = in.size(1);
        Tensor box = Tensors.plus(
                torch.zeros(channels, 1, window.kernelY(), window.kernelX()),
                1.0 / (window.kernelY() * window.kernelX()));
        return Convolutions.convolved(in, box, window, channels);
    }

    private static Tensor rearranged(Node.Rearrange n, Tensor[] values) {
        Tensor in = n.inputs().stream()
                .map(input -> values[input].flatten(1, -1))
                .reduce((a, b) -> torch.cat(new TensorVector(a, b), 1))
                .orElseThrow();
        if (n.keepsOrder(Math.toIntExact(in.size(1)))) {
            return shaped(in, n.shape());
        }
        long[] source = new long[n.source().length];
        float[] present = new float[source.length];
        for (int i = 0; i < source.length; i++) {
            source[i] = Math.max(0, n.source()[i]);
            present[i] = n.source()[i] < 0 ? 0 : 1;
        }
        return shaped(in.index_select(1, torch.tensor(source)).mul(torch.tensor(present)), n.shape());
    }

    private static Tensor shaped(Tensor values, Shape shape) {
        return values.reshape(-1, shape.channels(), shape.height(), shape.width());
    }

    private static Tensor padded(Tensor in, Window window, float with) {
        long[] pads = {window.padLeft(), window.padRight(), window.padTop(), window.padBottom()};
        return Arrays.stream(pads).allMatch(pad -> pad == 0) ? in : torch.constant_pad_nd(in, pads, new Scalar(with));
    }

    private static long[] sizes(Window window) {
        return new long[] {window.kernelY(), window.kernelX()};
    }

    private static long[] strides(Window window) {
        return new long[] {window.strideY(), window.strideX()};
    }

    private static long[] dilations(Window window) {
        return new long[] {window.dilationY(), window.dilationX()};
    }
}
