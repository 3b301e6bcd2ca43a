package org.synfire.network.onnx;

import java.util.Locale;
import java.util.Map;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;

/**
 * QuantizeLinear and DequantizeLinear. On a tensor that depends on the image a pair of them is one node, made at the
 * first, and the second must have the same scale and zero point; on the graph's integer input, DequantizeLinear alone
 * is that node. On constants both are computed.
 */
final class QuantizationOperators {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = Map.of(
            "DequantizeLinear", QuantizationOperators::dequantize,
            "QuantizeLinear", QuantizationOperators::quantize);

    private QuantizationOperators() {}

    static Operand quantize(Call call) {
        call.attributes().ignore("saturate"); // is about 8-bit floats only
        int declared = call.attributes().integer("output_dtype", 0);
        ElementType absent = declared == 0
                ? ElementType.UINT8
                : StoredType.of(declared, "output_dtype").readsAs();
        Scales scales = Scales.read(call, call.operand(0).dims(), absent);
        return switch (call.operand(0)) {
            case Constant constant -> quantized(call, constant, scales);
            case Activation activation -> quantized(call, Call.real(activation), scales.perTensor());
            case DynamicScale scale -> throw DynamicScale.notHere();
        };
    }

    static Operand dequantize(Call call) {
        return switch (call.operand(0)) {
            case Constant constant -> dequantized(call, constant, Scales.read(call, constant.dims(), constant.type()));
            case Activation activation -> dequantized(call, activation);
            case DynamicScale scale -> throw DynamicScale.notHere();
        };
    }

    /** A tensor of reals as integers. */
    static Activation quantized(Call call, Activation input, Encoding.Quantized to) {
        return requantized(call, input, to).encoded(to);
    }

    private static Activation requantized(Call call, Activation input, Encoding.Quantized to) {
        return call.draft()
                .eachPart(
                        call.output(),
                        input,
                        (name, node, shape) -> new Node.Requantize(
                                name,
                                node,
                                shape,
                                to.scale(),
                                to.zeroPoint(),
                                to.type().low(),
                                to.type().high()));
    }

    private static Activation dequantized(Call call, Activation input) {
        return switch (input.encoding()) {
            case Encoding.Real real ->
                throw new InputException(String.format(Locale.ROOT, "tensor %s is not quantised", input.tensor()));
            case Encoding.Dynamic dynamic ->
                throw new InputException(
                        String.format(Locale.ROOT, "tensor %s has a scale of its own image", input.tensor()));
            case Encoding.Stored stored -> reals(call, input, Scales.read(call, input.dims(), stored.type()));
            case Encoding.Quantized quantized -> {
                Activation reals = reals(call, input, Scales.read(call, input.dims(), quantized.type()));
                reals.nodes().forEach(node -> call.draft().rename(node, call.output()));
                yield reals;
            }
        };
    }

    /**
     * What a tensor of integers stands for.
     *
     * @throws InputException if it was quantised with another scale or zero point
     */
    static Activation reals(Call call, Activation input, Scales scales) {
        return switch (input.encoding()) {
            case Encoding.Real real -> input;
            case Encoding.Stored stored ->
                requantized(call, input, matching(input, scales, stored.type())).encoded(Encoding.REAL);
            case Encoding.Dynamic dynamic ->
                throw new InputException(
                        String.format(Locale.ROOT, "tensor %s has a scale of its own image", input.tensor()));
            case Encoding.Quantized quantized -> {
                if (!matching(input, scales, quantized.type()).equals(quantized)) {
                    throw new InputException(String.format(
                            Locale.ROOT,
                            "scale and zero point differ from those with which tensor %s was quantised, which is "
                                    + "not supported",
                            input.tensor()));
                }
                yield input.encoded(Encoding.REAL);
            }
        };
    }

    private static Encoding.Quantized matching(Activation input, Scales scales, ElementType type) {
        Encoding.Quantized quantized = scales.perTensor();
        if (quantized.type() != type) {
            throw new InputException(String.format(
                    Locale.ROOT, "the zero point is %s, but tensor %s is %s", quantized.type(), input.tensor(), type));
        }
        return quantized;
    }

    private static Constant quantized(Call call, Constant constant, Scales scales) {
        if (!scales.type().isCode()) {
            throw new InputException(
                    String.format(Locale.ROOT, "quantising to %s is not supported: INT8 and UINT8 are", scales.type()));
        }
        float[] reals = constant.finite().reals();
        call.draft().budget().take(reals.length, 8, "quantising tensor " + constant.tensor());
        int[] index = scales.indices(constant.dims());
        int[] integers = new int[reals.length];
        for (int i = 0; i < integers.length; i++) {
            double integer = Math.rint(reals[i] / scales.scales()[index[i]]) + scales.zeroPoints()[index[i]];
            integers[i] =
                    (int) Math.clamp(integer, scales.type().low(), scales.type().high());
        }
        return Constant.integers(call.output(), scales.type(), constant.dims(), integers);
    }

    /** Integer weights with their scales, or biases as reals. */
    static Constant dequantized(Call call, Constant constant, Scales scales) {
        if (constant.type() != scales.type()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the zero point is %s, but tensor %s is %s",
                    scales.type(),
                    constant.tensor(),
                    constant.type()));
        }
        return switch (constant.type()) {
            case INT8, UINT8 -> weights(call, constant, scales);
            case INT32 -> biases(call, constant, scales);
            case FLOAT, BOOL, INT64 ->
                throw new InputException(String.format(
                        Locale.ROOT,
                        "dequantising a constant of type %s is not supported: INT8, UINT8 and INT32 are",
                        constant.type()));
        };
    }

    /** The integers less their zero points, 9 bits of them. */
    private static Constant weights(Call call, Constant constant, Scales scales) {
        call.draft().budget().take(constant.size(), 16, "dequantising tensor " + constant.tensor());
        int[] index = scales.indices(constant.dims());
        int[] integers = new int[constant.size()];
        float[] perElement = new float[integers.length];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = constant.integers()[i] - scales.zeroPoints()[index[i]];
            perElement[i] = scales.scales()[index[i]];
        }
        return Constant.dequantized(call.output(), constant.dims(), integers, perElement);
    }

    private static Constant biases(Call call, Constant constant, Scales scales) {
        call.draft().budget().take(constant.size(), 8, "dequantising tensor " + constant.tensor());
        int[] index = scales.indices(constant.dims());
        float[] reals = new float[constant.size()];
        for (int i = 0; i < reals.length; i++) {
            if (scales.zeroPoints()[index[i]] != 0) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "tensor %s has the zero point %d, which is not supported for INT32: 0 is",
                        constant.tensor(),
                        scales.zeroPoints()[index[i]]));
            }
            reals[i] = (float) ((double) constant.integers()[i] * scales.scales()[index[i]]);
        }
        return Constant.reals(call.output(), constant.dims(), reals);
    }
}
