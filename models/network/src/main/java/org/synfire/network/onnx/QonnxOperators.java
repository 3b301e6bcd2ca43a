package org.synfire.network.onnx;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.ScalarFunction;
import org.synfire.network.integer.Code;

/**
 * QONNX's Quant, BipolarQuant and Trunc: quantisation of 1 to 8 bits, of weights and of activations.
 *
 * <p>Source: the QONNX operator definitions, github.com/fastmachinelearning/qonnx, docs/qonnx-custom-ops.
 */
final class QonnxOperators {
    /** Where exporters put these operators. */
    static final Set<String> DOMAINS =
            Set.of("qonnx.custom_op.general", "finn.custom_op.general", "onnx.brevitas", "finn.custom_op", "finn");

    /** The operators of this family, by their names. */
    static final Map<String, Operator> OPERATORS = Map.of(
            "BipolarQuant", QonnxOperators::bipolar, "Quant", QonnxOperators::quant, "Trunc", QonnxOperators::truncate);

    private static final int FIRST_TRUNC_INPUTS = 5;

    /** Halves of a step are rounded to an even one before, which is the lower one at a multiple of a power of two. */
    private static final double TIE = 0x1p-20;

    private static final int MAX_WEIGHT_BITS = 9;

    private QonnxOperators() {}

    private static Operand quant(Call call) {
        Broadcast scale = Broadcast.of(call.constant(1).asReals());
        float zeroPoint = call.constant(2).asReals().scalar();
        float bits = call.constant(3).asReals().scalar();
        boolean isSigned = call.attributes().integer("signed", 1) != 0;
        boolean isNarrow = call.attributes().integer("narrow", 0) != 0;
        String rounding = call.attributes().text("rounding_mode", "ROUND").toUpperCase(Locale.ROOT);
        if (bits != Math.rint(bits) || bits < 1 || bits > Integer.SIZE || zeroPoint != Math.rint(zeroPoint)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s bits with the zero point %s: whole numbers, bits of 1 to 32, are supported",
                    bits,
                    zeroPoint));
        }
        double low = isSigned ? -Math.scalb(1.0, (int) bits - 1) + (isNarrow ? 1 : 0) : 0;
        double high = isSigned ? Math.scalb(1.0, (int) bits - 1) - 1 : Math.scalb(1.0, (int) bits) - (isNarrow ? 2 : 1);
        return switch (call.operand(0)) {
            case Constant constant -> weights(call, constant, scale, zeroPoint, low, high, rounding);
            case Activation activation
            when bits > Code.MAX_BITS -> {
                call.draft()
                        .note(String.format(
                                Locale.ROOT,
                                "%s quantises to %d bits, finer than the codes here; it is left out.",
                                GraphIndex.nameOf(call.node()),
                                (int) bits));
                yield activation;
            }
            case Activation activation ->
                activation(call, Call.real(activation), scale, zeroPoint, low, high, rounding);
            case DynamicScale dynamic -> throw DynamicScale.notHere();
        };
    }

    private static Activation activation(
            Call call, Activation input, Broadcast scale, float zeroPoint, double low, double high, String rounding) {
        if (scale.values().length != 1 || !(scale.values()[0] > 0)) {
            throw new InputException("one scale above zero is supported for what depends on the image");
        }
        if (!rounding.equals("ROUND")) {
            throw new InputException("rounding_mode " + rounding + " is supported for weights only; ROUND is");
        }
        return call.draft()
                .eachPart(
                        call.output(),
                        input,
                        (name, node, shape) -> new Node.Requantize(
                                name, node, shape, scale.values()[0], (int) zeroPoint, (int) low, (int) high));
    }

    private static Constant weights(
            Call call, Constant constant, Broadcast scale, float zeroPoint, double low, double high, String rounding) {
        float[] reals = constant.finite().reals().clone();
        call.draft().budget().take(reals.length, 16, "quantising tensor " + constant.tensor());
        float[] scales = scale.elements(constant.dims());
        int[] integers = new int[reals.length];
        boolean fits = true;
        for (int i = 0; i < reals.length; i++) {
            double steps = rounded((double) reals[i] / scales[i] + zeroPoint, rounding);
            double integer = Math.max(low, Math.min(high, steps)) - zeroPoint;
            fits &= Math.abs(integer) < 1 << (MAX_WEIGHT_BITS - 1);
            integers[i] = (int) integer;
            reals[i] = (float) (integer * scales[i]);
        }
        return fits
                ? Constant.dequantized(call.output(), constant.dims(), integers, scales)
                : Constant.reals(call.output(), constant.dims(), reals);
    }

    /**
     * Whole steps divided by a power of two t and rounded: {@code floor(round(x / s) / t)} is {@code floor(x / (s t) +
     * 1 / 2t)}, but where x lies in the middle between two steps.
     *
     * <p>Version 1 has the inputs x, scale, zero point and both numbers of bits, no limits, and gives results in steps
     * of the scale of x; version 2 has the scale of the result before its number of bits, and limits.
     */
    private static Operand truncate(Call call) {
        Activation input = call.activation(0);
        int count = call.operands().size();
        boolean isFirst = count == FIRST_TRUNC_INPUTS;
        float scale = call.constant(1).asReals().scalar();
        float zeroPoint = call.constant(2).asReals().scalar();
        float bitsIn = call.constant(3).asReals().scalar();
        float bitsOut = call.constant(count - 1).asReals().scalar();
        float scaleOut = isFirst ? scale : call.constant(4).asReals().scalar();
        boolean isSigned = call.attributes().integer("signed", 1) != 0;
        boolean isNarrow = call.attributes().integer("narrow", 0) != 0;
        String rounding = call.attributes().text("rounding_mode", "FLOOR").toUpperCase(Locale.ROOT);
        double ratio = isFirst ? Math.scalb(1.0, (int) (bitsIn - bitsOut)) : powerOfTwo(scaleOut / scale);
        if (!(scale > 0 && scaleOut > 0) || !(ratio >= 1) || zeroPoint != 0) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "from %s bits at scale %s to %s bits at scale %s with the zero point %s: fewer bits than before and"
                            + " the zero point 0 are supported",
                    bitsIn,
                    scale,
                    bitsOut,
                    scaleOut,
                    zeroPoint));
        }
        if (bitsOut != Math.rint(bitsOut) || bitsOut < 1 || bitsOut > (isFirst ? Code.MAX_BITS - 1 : Code.MAX_BITS)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s bits are left: 1 to %d are supported%s",
                    bitsOut,
                    isFirst ? Code.MAX_BITS - 1 : Code.MAX_BITS,
                    isFirst ? "; version 1 does not say whether there is a sign, so one bit is kept for it" : ""));
        }
        double added = switch (rounding) {
            case "FLOOR" -> 0.5 / ratio;
            case "CEIL" -> (ratio - 0.5) / ratio - TIE;
            default ->
                throw new InputException(
                        "rounding_mode " + rounding + " is not supported: what was rounded before is rounded down or up"
                                + " (FLOOR, CEIL) exactly, and not to the nearest");
        };
        double high = Math.scalb(1.0, (int) bitsOut - (isSigned && !isFirst ? 1 : 0)) - 1;
        double low = isFirst ? -Math.scalb(1.0, (int) bitsOut - 1) : isSigned ? -high - (isNarrow ? 0 : 1) : 0;
        float step = (float) (scale * ratio);
        Activation truncated = call.draft()
                .eachPart(
                        call.output(),
                        input,
                        (name, node, shape) ->
                                new Node.Requantize(name, node, shape, step, 0, (int) low, (int) high, added));
        return step == scaleOut
                ? truncated
                : AffineOperators.affine(call, truncated, Broadcast.of(scaleOut / step), Broadcast.ZERO);
    }

    private static double powerOfTwo(double ratio) {
        return Math.scalb(1.0, (int) Math.rint(Math.log(ratio) / Math.log(2)));
    }

    private static double rounded(double x, String rounding) {
        return switch (rounding) {
            case "ROUND", "HALF_EVEN" -> Math.rint(x);
            case "FLOOR" -> Math.floor(x);
            case "CEIL", "UP" -> Math.ceil(x);
            case "ROUND_TO_ZERO", "DOWN" -> (double) (long) x;
            case "HALF_UP" -> Math.signum(x) * Math.floor(Math.abs(x) + 0.5);
            default -> throw new InputException("rounding_mode " + rounding + " is not known");
        };
    }

    /** The sign of a value, 1 for 0, times a scale. */
    private static Operand bipolar(Call call) {
        Broadcast scale = Broadcast.of(call.constant(1).asReals());
        return switch (call.operand(0)) {
            case Constant constant -> {
                float[] reals = constant.finite().reals();
                call.draft().budget().take(reals.length, 8, "quantising tensor " + constant.tensor());
                int[] signs = new int[reals.length];
                for (int i = 0; i < signs.length; i++) {
                    signs[i] = reals[i] < 0 ? -1 : 1;
                }
                yield Constant.dequantized(call.output(), constant.dims(), signs, scale.elements(constant.dims()));
            }
            case Activation activation -> {
                if (scale.values().length != 1) {
                    throw new InputException("one scale is supported for what depends on the image");
                }
                float size = scale.values()[0];
                yield FunctionOperators.of(
                        call, Call.real(activation), ScalarFunction.step("sign", x -> x < 0 ? -size : size));
            }
            case DynamicScale dynamic -> throw DynamicScale.notHere();
        };
    }
}
