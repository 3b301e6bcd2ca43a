package org.synfire.network.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.synfire.engine.InputException;

/**
 * The operators on integers of ONNX and of ONNX Runtime: each is its operation on reals between a dequantisation and a
 * quantisation.
 *
 * <p>Source: the ONNX operator specification, and docs/ContribOperators.md of ONNX Runtime.
 */
final class QuantizedOperators {
    /** The operators of the standard set, by their names. */
    static final Map<String, Operator> OPERATORS = Map.of(
            "QLinearConv", QuantizedOperators::convolution,
            "QLinearMatMul", QuantizedOperators::matrixProduct);

    /** The operators of the domain com.microsoft, by their names. */
    static final Map<String, Operator> CONTRIBUTED = Map.of(
            "QGemm", QuantizedOperators::gemm,
            "QLinearAdd", QuantizedOperators::add,
            "QLinearAveragePool", QuantizedOperators::averagePool,
            "QLinearConcat", QuantizedOperators::concat,
            "QLinearGlobalAveragePool", QuantizedOperators::globalAveragePool,
            "QLinearLeakyRelu", QuantizedOperators::leakyRelu,
            "QLinearSigmoid", QuantizedOperators::sigmoid);

    private QuantizedOperators() {}

    /** The reals that an input stands for; its scale and zero point are the inputs behind it. */
    private static Activation reals(Call call, int index) {
        Activation input = call.encoded(index);
        return QuantizationOperators.reals(
                call.inner(), input, Scales.read(call, index + 1, input.dims(), ElementType.UINT8, 1));
    }

    /** Integer weights; their scale and zero point are the inputs behind them. */
    private static Constant weights(Call call, int index, int axis) {
        Constant weights = call.constant(index);
        return QuantizationOperators.dequantized(
                call, weights, Scales.read(call, index + 1, weights.dims(), weights.type(), axis));
    }

    private static Activation quantized(Call call, Activation result, int scale) {
        return QuantizationOperators.quantized(
                call,
                result,
                Scales.read(call, scale, result.dims(), ElementType.UINT8, 1).perTensor());
    }

    /** A bias of 32-bit integers in the unit of the sums. */
    private static Constant bias(Call call, int index, int inputScale, int weightScale) {
        if (!call.has(index)) {
            return null;
        }
        Constant bias = call.constant(index);
        float[] scales = call.constant(weightScale).finite().reals();
        float input = call.constant(inputScale).scalar();
        if (bias.integers() == null || bias.isDequantized()) {
            throw new InputException("the bias " + bias.tensor() + " holds no integers");
        }
        if (scales.length != 1 && scales.length != bias.size()) {
            throw new InputException("the bias " + bias.tensor() + " has not one number for each scale of the weights");
        }
        float[] reals = new float[bias.size()];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = (float) ((double) bias.integers()[i] * input * scales[scales.length == 1 ? 0 : i]);
        }
        return Constant.reals(bias.tensor(), bias.dims(), reals);
    }

    private static Operand convolution(Call call) {
        Activation sums =
                LinearOperators.convolution(call.inner(), reals(call, 0), weights(call, 3, 0), bias(call, 8, 1, 4));
        return quantized(call, sums, 6);
    }

    private static Operand matrixProduct(Call call) {
        if (call.operand(0) instanceof Constant) {
            Activation sums = LinearOperators.matrixProduct(
                    call.inner(), reals(call, 3), LinearOperators.matrix(weights(call, 0, 0)), false);
            return quantized(call, sums, 6);
        }
        Activation sums = LinearOperators.matrixProduct(
                call.inner(), reals(call, 0), LinearOperators.matrix(weights(call, 3, 1)), true);
        return quantized(call, sums, 6);
    }

    private static Operand gemm(Call call) {
        boolean isTransposed = call.attributes().isSet("transB");
        if (call.attributes().isSet("transA")) {
            throw new InputException("transA is not supported");
        }
        float alpha = call.attributes().real("alpha", 1);
        Constant matrix = LinearOperators.matrix(weights(call, 3, isTransposed ? 0 : 1));
        Constant weights = LinearOperators.scaled(
                isTransposed ? matrix : call.draft().transposed(matrix, new int[] {1, 0}), alpha);
        int outputs = weights.dims()[0];
        Constant added = bias(call, 6, 1, 4);
        float[] bias = added == null ? new float[outputs] : LinearOperators.gemmBias(added, outputs);
        for (int i = 0; i < bias.length; i++) {
            bias[i] *= alpha;
        }
        boolean isQuantized = call.has(7);
        Activation sums = LinearOperators.product(isQuantized ? call.inner() : call, reals(call, 0), 1, weights, bias);
        return isQuantized ? quantized(call, sums, 7) : sums;
    }

    private static Operand add(Call call) {
        if (call.operand(0) instanceof Constant || call.operand(3) instanceof Constant) {
            int constant = call.operand(0) instanceof Constant ? 0 : 3;
            Activation sum = AffineOperators.affine(
                    call.inner(), reals(call, 3 - constant), Broadcast.ONE, Broadcast.of(weights(call, constant, 0)));
            return quantized(call, sum, 6);
        }
        return quantized(call, AffineOperators.sum(call.inner(), List.of(reals(call, 0), reals(call, 3))), 6);
    }

    private static Operand averagePool(Call call) {
        requireChannelsFirst(call);
        return quantized(call, PoolingOperators.averagePool(call.inner(), reals(call, 0)), 3);
    }

    private static Operand globalAveragePool(Call call) {
        requireChannelsFirst(call);
        return quantized(call, PoolingOperators.globalAverage(call.inner(), reals(call, 0)), 3);
    }

    private static void requireChannelsFirst(Call call) {
        if (call.attributes().isSet("channels_last")) {
            throw new InputException("channels_last is not supported");
        }
    }

    private static Operand leakyRelu(Call call) {
        double slope = call.attributes().real("alpha", 0.01f);
        return quantized(
                call, FunctionOperators.of(call.inner(), reals(call, 0), "LeakyRelu", x -> x < 0 ? slope * x : x), 3);
    }

    private static Operand sigmoid(Call call) {
        return quantized(
                call, FunctionOperators.of(call.inner(), reals(call, 0), "Sigmoid", FunctionOperators::sigmoid), 3);
    }

    private static Operand concat(Call call) {
        List<Operand> parts = new ArrayList<>();
        for (int i = 2; i + 1 < call.operands().size(); i += 3) {
            parts.add(call.operand(i) instanceof Constant ? weights(call, i, 0) : reals(call, i));
        }
        return quantized(call, (Activation) SelectingOperators.concat(call.inner(), parts), 0);
    }
}
