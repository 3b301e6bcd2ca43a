package org.synfire.network.onnx;

import java.util.Locale;
import java.util.Map;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.WeightTensor;
import org.synfire.network.graph.Window;

/** Conv, Gemm and MatMul. */
final class LinearOperators {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = Map.of(
            "Conv", LinearOperators::convolution,
            "Gemm", LinearOperators::gemm,
            "MatMul", LinearOperators::matrixProduct);

    private static final Window POINT = Window.square(1, 1, 0);

    private LinearOperators() {}

    static Operand convolution(Call call) {
        Activation input = call.activation(0);
        Constant weights = call.constant(1);
        if (weights.dims().length != 4) {
            throw Call.unsupported(String.format(
                    Locale.ROOT,
                    "weights of %s: only convolutions over rows and columns are supported",
                    Dims.text(weights.dims())));
        }
        Shape map = Maps.shape(input);
        int groups = call.attributes().integer("group", 1);
        int channels = weights.dims()[0];
        if (groups < 1 || channels % groups != 0 || (long) weights.dims()[1] * groups != map.channels()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "weights of %s do not fit %d input channels in %d groups",
                    Dims.text(weights.dims()),
                    map.channels(),
                    groups));
        }
        Window window = WindowReader.convolution(call.attributes(), map, weights.dims()[2], weights.dims()[3]);
        Shape shape = window.output(channels, map.height(), map.width());
        float[] bias = call.has(2) ? Weights.perChannel(call.constant(2), channels) : new float[channels];
        int node = call.draft().layOut(input, map);
        return call.map(name -> new Node.Convolution(name, node, shape, window, groups, Weights.of(weights), bias));
    }

    static Operand gemm(Call call) {
        Activation input = call.activation(0);
        Constant matrix = matrix(call.constant(1));
        if (call.attributes().isSet("transA")) {
            throw Call.unsupported("transA is not supported");
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
        boolean constantRight = call.operand(1) instanceof Constant;
        Activation input = call.activation(constantRight ? 0 : 1);
        Constant matrix = matrix(call.constant(constantRight ? 1 : 0));
        int rank = input.dims().length;
        if (rank < 2) {
            throw Call.unsupported(String.format(
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
    private static Activation product(Call call, Activation input, int axis, Constant weights, float[] bias) {
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
        WeightTensor matrix = Weights.of(input.order() == null ? weights : inNodeOrder(call, weights, input));
        int node = call.add(name -> new Node.Dense(name, input.node(), Shape.vector(bias.length), matrix, bias));
        int[] dims = input.dims().clone();
        dims[axis] = bias.length;
        return Activation.of(call.output(), node, dims);
    }

    /**
     * The columns in the order of the node's elements instead of the view's; columns that only meet padding are
     * dropped.
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

    private static Constant matrix(Constant constant) {
        int[] dims = constant.dims();
        if (dims.length != 2 || Dims.size(dims) == 0) {
            throw Call.unsupported(String.format(
                    Locale.ROOT,
                    "tensor %s is %s; only a constant matrix is supported there",
                    constant.tensor(),
                    Dims.text(dims)));
        }
        return constant;
    }

    private static float[] gemmBias(Constant constant, int outputs) {
        int[] dims = constant.dims();
        boolean perRow = dims.length == 2 && dims[0] != 1;
        if (dims.length > 2 || perRow) {
            throw Call.unsupported(String.format(
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
    private static Constant scaled(Constant weights, float alpha) {
        if (alpha == 1) {
            return weights;
        }
        if (weights.isDequantized() && !(alpha > 0)) {
            throw Call.unsupported(String.format(
                    Locale.ROOT, "alpha %s with integer weights is not supported: a positive one is", alpha));
        }
        Constant finite = weights.finite();
        return weights.isDequantized()
                ? Constant.dequantized(
                        weights.tensor(), weights.dims(), weights.integers(), scaled(weights.scales(), alpha))
                : Constant.reals(weights.tensor(), weights.dims(), scaled(finite.reals(), alpha));
    }
}
