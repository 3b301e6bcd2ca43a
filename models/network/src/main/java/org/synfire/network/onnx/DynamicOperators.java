package org.synfire.network.onnx;

import java.util.Map;
import org.synfire.engine.InputException;

/**
 * DynamicQuantizeLinear, ConvInteger and MatMulInteger: networks that scale every image's values by their own range.
 *
 * <p>A chip has no such range before the image is through. The products with it cancel out, so the layers are read as
 * layers of reals with integer weights; their ranges are those of calibration, for all images alike.
 */
final class DynamicOperators {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = Map.of(
            "ConvInteger", DynamicOperators::convolution,
            "DynamicQuantizeLinear", DynamicOperators::quantize,
            "MatMulInteger", DynamicOperators::matrixProduct);

    private DynamicOperators() {}

    private static Operand quantize(Call call) {
        String id = call.node().getOutput(0);
        return switch (call.outputIndex()) {
            case 0 -> {
                call.draft()
                        .note("The range that " + GraphIndex.nameOf(call.node())
                                + " takes from every image is fixed by calibration.");
                yield call.activation(0).encoded(new Encoding.Dynamic(id));
            }
            case 1 -> new DynamicScale(call.output(), id, Broadcast.ONE);
            default -> new DynamicScale(call.output(), id, Broadcast.ZERO);
        };
    }

    private static Operand convolution(Call call) {
        Activation input = integers(call, 0, 2);
        return sums(
                call,
                input,
                LinearOperators.convolution(call.inner(), input.encoded(Encoding.REAL), weights(call, 1, 3), null));
    }

    private static Operand matrixProduct(Call call) {
        Activation input = integers(call, 0, 2);
        return sums(
                call,
                input,
                LinearOperators.matrixProduct(
                        call.inner(), input.encoded(Encoding.REAL), LinearOperators.matrix(weights(call, 1, 3)), true));
    }

    /** The sums of integers, from those of the reals that they stand for. */
    private static Activation sums(Call call, Activation input, Activation ofReals) {
        return input.encoding() instanceof Encoding.Quantized quantized
                ? AffineOperators.affine(call, ofReals, Broadcast.of(1 / quantized.scale()), Broadcast.ZERO)
                : ofReals.encoded(input.encoding());
    }

    private static Activation integers(Call call, int index, int zeroPoint) {
        Activation input = call.encoded(index);
        if (input.encoding() instanceof Encoding.Quantized quantized) {
            int given = call.has(zeroPoint) ? call.constant(zeroPoint).integer() : 0;
            if (given != quantized.zeroPoint()) {
                throw new InputException(
                        "the zero point is not the one with which tensor " + input.tensor() + " was quantised");
            }
            return input;
        }
        boolean isDynamic = input.encoding() instanceof Encoding.Dynamic dynamic
                && call.has(zeroPoint)
                && call.operand(zeroPoint) instanceof DynamicScale scale
                && scale.id().equals(dynamic.id());
        if (!isDynamic) {
            throw new InputException(
                    "only integers of a QuantizeLinear or DynamicQuantizeLinear with their zero point are supported");
        }
        return input;
    }

    private static Constant weights(Call call, int index, int zeroPoint) {
        Constant weights = call.constant(index);
        if (!weights.type().isCode()) {
            throw new InputException("weights of type " + weights.type() + "; INT8 and UINT8 are supported");
        }
        int zero = call.has(zeroPoint) ? call.constant(zeroPoint).integer() : 0;
        call.draft().budget().take(weights.size(), 12, "tensor " + weights.tensor());
        int[] integers = new int[weights.size()];
        float[] ones = new float[integers.length];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = weights.integers()[i] - zero;
            ones[i] = 1;
        }
        return Constant.dequantized(weights.tensor(), weights.dims(), integers, ones);
    }
}
