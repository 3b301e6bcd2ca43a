package org.synfire.network.onnx;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/**
 * ConvTranspose: a convolution with the kernel turned round, over the map with {@code stride - 1} zeros between its
 * elements. The zeros cost nothing, because nobody sends them.
 */
final class TransposedConvolution {
    private static final int MAX_STEP = 1 << 10;

    /**
     * One axis.
     *
     * @param positions of the source that the kernel slides over, -1 for zeros
     * @param length of the result
     */
    private record Axis(int[] positions, int length) {}

    private TransposedConvolution() {}

    static Operand translate(Call call) {
        Activation input = call.activation(0);
        Constant weights = call.constant(1);
        Shape map = Maps.shape(input);
        int rank = input.dims().length - 2;
        int[] dims = weights.dims();
        int groups = call.attributes().integer("group", 1);
        if (dims.length != input.dims().length
                || dims[0] != map.channels()
                || groups < 1
                || map.channels() % groups != 0) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "weights of %s do not fit an input of %s in %d groups",
                    Dims.text(dims),
                    Dims.text(input.dims()),
                    groups));
        }
        int channels = dims[1] * groups;
        int[] kernel = Arrays.copyOfRange(dims, 2, dims.length);
        WindowReader.requireKernel(call.attributes(), kernel);
        int[] dilations = steps(call, "dilations", rank);
        int[][] positions = new int[2 + rank][];
        int[] lengths = {1, 1};
        for (int i = 0; i < rank; i++) {
            Axis axis = axis(call, i, rank, input.dims()[2 + i], kernel[i], dilations[i]);
            positions[2 + i] = axis.positions();
            lengths[i] = axis.length();
        }
        Activation stuffed = (Activation) call.draft().select(input, positions);
        int node = call.draft().layOut(stuffed, Maps.shape(stuffed));
        Window window = new Window(
                kernel[0], rank == 1 ? 1 : kernel[1], 1, 1, dilations[0], rank == 1 ? 1 : dilations[1], 0, 0, 0, 0);
        Shape shape = new Shape(channels, lengths[0], lengths[1]);
        float[] bias = call.has(2) ? Weights.perChannel(call.constant(2), channels) : new float[channels];
        Constant turned = turned(call, weights, groups);
        return call.map(name -> new Node.Convolution(name, node, shape, window, groups, Weights.of(turned), bias));
    }

    private static Axis axis(Call call, int axis, int rank, int length, int kernel, int dilation) {
        Attributes attributes = call.attributes();
        int stride = steps(call, "strides", rank)[axis];
        int[] extra = list(attributes, "output_padding", rank, 0);
        int[] pads = list(attributes, "pads", 2 * rank, 0);
        int[] wanted = attributes.integers("output_shape");
        String auto = attributes.text("auto_pad", "NOTSET");
        long reach = (kernel - 1L) * dilation + 1;
        long full = (length - 1L) * stride + reach + extra[axis];
        long before = pads[axis];
        long after = pads[axis + rank];
        if (wanted != null || auto.startsWith("SAME")) {
            long size = wanted != null ? wanted[wanted.length - rank + axis] : (long) length * stride;
            long total = Math.max(0, full - size);
            before = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
            after = total - before;
        }
        long result = full - before - after;
        if (result < 1 || result > Shape.MAX_SIZE) {
            throw new InputException(
                    String.format(Locale.ROOT, "%d positions would become %d, which is out of range", length, result));
        }
        call.draft().budget().take(result + reach, 4, "the zeros between elements for " + call.output());
        int from = (int) (before - (reach - 1));
        int[] positions = IntStream.range(from, (int) (from + result + reach - 1))
                .map(at -> at >= 0 && at % stride == 0 && at / stride < length ? at / stride : -1)
                .toArray();
        return new Axis(positions, (int) result);
    }

    private static int[] steps(Call call, String name, int rank) {
        int[] steps = list(call.attributes(), name, rank, 1);
        if (Arrays.stream(steps).anyMatch(step -> step < 1 || step > MAX_STEP)) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s %s: 1 to %d are supported", name, Dims.text(steps), MAX_STEP));
        }
        return steps;
    }

    private static int[] list(Attributes attributes, String name, int length, int absent) {
        int[] values = attributes.integers(name);
        if (values == null) {
            values = new int[length];
            Arrays.fill(values, absent);
        }
        if (values.length != length || Arrays.stream(values).anyMatch(value -> value < 0)) {
            throw new InputException(String.format(
                    Locale.ROOT, "%s %s: %d numbers of 0 or more are needed", name, Dims.text(values), length));
        }
        return values;
    }

    /** From [in][out / groups][kernel] to [out][in / groups][kernel turned round]. */
    private static Constant turned(Call call, Constant weights, int groups) {
        int[] dims = weights.dims();
        int in = dims[0] / groups;
        int out = dims[1];
        int taps = (int) Dims.size(Arrays.copyOfRange(dims, 2, dims.length));
        call.draft().budget().take(weights.size(), 12, "turning tensor " + weights.tensor());
        int[] source = new int[weights.size()];
        for (int i = 0; i < source.length; i++) {
            int tap = i % taps;
            int inner = i / taps % in;
            int channel = i / taps / in;
            int group = channel / out;
            source[i] = ((group * in + inner) * out + channel % out) * taps + taps - 1 - tap;
        }
        int[] turned = dims.clone();
        turned[0] = out * groups;
        turned[1] = in;
        return weights.rearranged(turned, source);
    }
}
