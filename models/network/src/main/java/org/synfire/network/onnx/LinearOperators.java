package org.synfire.network.onnx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.WeightTensor;
import org.synfire.network.graph.Window;

/** Conv, ConvTranspose, Gemm and MatMul. */
final class LinearOperators {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = Map.of(
            "Conv", LinearOperators::convolution,
            "ConvTranspose", TransposedConvolution::translate,
            "Gemm", LinearOperators::gemm,
            "MatMul", LinearOperators::matrixProduct);

    private static final Window POINT = Window.square(1, 1, 0);

    private LinearOperators() {}

    static Operand convolution(Call call) {
        return convolution(call, call.activation(0), call.constant(1), call.has(2) ? call.constant(2) : null);
    }

    /** @param bias {@code null} for none */
    static Activation convolution(Call call, Activation input, Constant weights, Constant bias) {
        int[] dims = weights.dims();
        Shape map = Maps.shape(input);
        if (dims.length != input.dims().length) {
            throw new InputException(String.format(
                    Locale.ROOT, "weights of %s do not fit an input of %s", Dims.text(dims), Dims.text(input.dims())));
        }
        int groups = call.attributes().integer("group", 1);
        int channels = dims[0];
        if (groups < 1 || channels % groups != 0 || (long) dims[1] * groups != map.channels()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "weights of %s do not fit %d input channels in %d groups",
                    Dims.text(dims),
                    map.channels(),
                    groups));
        }
        Window window = WindowReader.convolution(call.attributes(), map, Arrays.copyOfRange(dims, 2, dims.length));
        Shape shape = window.output(channels, map.height(), map.width());
        float[] offsets = bias == null ? new float[channels] : Weights.perChannel(bias, channels);
        int node = call.draft().layOut(input, map);
        return call.map(name -> new Node.Convolution(name, node, shape, window, groups, Weights.of(weights), offsets));
    }

    static Operand gemm(Call call) {
        Activation input = call.activation(0);
        Constant matrix = matrix(call.constant(1));
        if (call.attributes().isSet("transA")) {
            throw new InputException("transA is not supported");
        }
        if (input.dims().length != 2) {
            throw new InputException(String.format(
                    Locale.ROOT, "input 0 has the dimensions %s; two are needed", Dims.text(input.dims())));
        }
        Constant weights =
                call.attributes().isSet("transB") ? matrix : call.draft().transposed(matrix, new int[] {1, 0});
        int outputs = weights.dims()[0];
        float[] bias = call.has(2) ? gemmBias(call.constant(2), outputs) : new float[outputs];
        float beta = call.attributes().real("beta", 1);
        float alpha = call.attributes().real("alpha", 1);
        return product(call, input, 1, scaled(weights, alpha), scaled(bias, beta));
    }

    static Operand matrixProduct(Call call) {
        if (call.operand(0) instanceof Activation && call.operand(1) instanceof Activation) {
            throw new BeyondChip("the product of two tensors that both depend on the image is not supported:"
                    + " spikes add up in a neuron, they do not multiply; attention cannot run");
        }
        boolean constantRight = call.operand(1) instanceof Constant;
        return matrixProduct(
                call,
                call.activation(constantRight ? 0 : 1),
                matrix(call.constant(constantRight ? 1 : 0)),
                constantRight);
    }

    static Activation matrixProduct(Call call, Activation input, Constant matrix, boolean constantRight) {
        int rank = input.dims().length;
        if (rank < 2) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "an input of %s is not supported: two dimensions or more are",
                    Dims.text(input.dims())));
        }
        Constant weights = constantRight ? call.draft().transposed(matrix, new int[] {1, 0}) : matrix;
        return product(call, input, constantRight ? rank - 1 : rank - 2, weights, new float[weights.dims()[0]]);
    }

    /**
     * Multiplies along one axis: a full connection, or where there are other axes as well a convolution of 1 x 1 along
     * that axis.
     */
    static Activation product(Call call, Activation input, int axis, Constant weights, float[] bias) {
        if (weights.dims()[1] != input.dims()[axis]) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "a matrix of %d outputs x %d inputs does not fit axis %d of %s",
                    weights.dims()[0],
                    weights.dims()[1],
                    axis,
                    Dims.text(input.dims())));
        }
        if (input.size() == input.dims()[axis]) {
            return dense(call, input, axis, weights, bias);
        }
        ChannelView channels = call.draft().channels(input, axis);
        Shape map = channels.shape();
        Shape shape = new Shape(bias.length, map.height(), map.width());
        WeightTensor kernel = Weights.of(weights);
        int node = call.add(name -> new Node.Convolution(name, channels.node(), shape, POINT, 1, kernel, bias));
        return call.draft().restored(call.output(), node, channels);
    }

    private static Activation dense(Call call, Activation input, int axis, Constant weights, float[] bias) {
        boolean isDirect =
                input.nodes().size() == 1 && input.hasEachOnce(call.draft().elements(input));
        Activation single = isDirect ? input : call.draft().single(input);
        WeightTensor matrix = Weights.of(single.order() == null ? weights : inNodeOrder(call, weights, single));
        int node = call.add(name -> new Node.Dense(name, single.node(), Shape.vector(bias.length), matrix, bias));
        int[] dims = input.dims().clone();
        dims[axis] = bias.length;
        return Activation.of(call.output(), node, dims);
    }

    /**
     * The columns in the order of the node's elements instead of the view's; columns that only meet zeros are dropped.
     */
    private static Constant inNodeOrder(Call call, Constant weights, Activation input) {
        int rows = weights.dims()[0];
        int columns = weights.dims()[1];
        int elements = call.draft().node(input.node()).shape().size();
        call.draft().budget().take((long) rows * elements, 12, "reordering tensor " + weights.tensor());
        int[] source = new int[rows * elements];
        for (int column = 0; column < columns; column++) {
            int element = input.order()[column];
            for (int row = 0; row < rows && element >= 0; row++) {
                source[row * elements + element] = row * columns + column;
            }
        }
        return weights.rearranged(new int[] {rows, elements}, source);
    }

    /** A matrix; axes of length 1 before its two are dropped. */
    static Constant matrix(Constant given) {
        int from = 0;
        while (given.dims().length - from > 2 && given.dims()[from] == 1) {
            from++;
        }
        Constant constant =
                from == 0 ? given : given.reshaped(Arrays.copyOfRange(given.dims(), from, given.dims().length));
        int[] dims = constant.dims();
        if (dims.length != 2 || Dims.size(dims) == 0) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "tensor %s is %s; only a constant matrix is supported there",
                    constant.tensor(),
                    Dims.text(dims)));
        }
        return constant;
    }

    static float[] gemmBias(Constant constant, int outputs) {
        int[] dims = constant.dims();
        boolean perRow = dims.length == 2 && dims[0] != 1;
        if (dims.length > 2 || perRow) {
            throw new InputException(String.format(
                    Locale.ROOT, "a bias of %s is not supported: one number per output is", Dims.text(dims)));
        }
        return Weights.perChannel(constant, outputs);
    }

    private static float[] scaled(float[] values, float factor) {
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    /** Weights times alpha. Integers stay as they are and their scales take the factor. */
    static Constant scaled(Constant weights, float alpha) {
        if (alpha == 1) {
            return weights;
        }
        if (weights.isDequantized() && !(alpha > 0)) {
            throw new InputException(String.format(
                    Locale.ROOT, "alpha %s with integer weights is not supported: a positive one is", alpha));
        }
        Constant finite = weights.finite();
        return weights.isDequantized()
                ? Constant.dequantized(
                        weights.tensor(), weights.dims(), weights.integers(), scaled(weights.scales(), alpha))
                : Constant.reals(weights.tensor(), weights.dims(), scaled(finite.reals(), alpha));
    }
}
