package org.synfire.network.onnx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.ScalarFunction;
import org.synfire.network.graph.StepRounding;
import org.synfire.network.graph.WholeRounding;
import org.synfire.network.integer.Code;

/**
 * QONNX's Quant (IntQuant), BipolarQuant and Trunc: quantisation of 1 to 8 bits, of weights and of activations.
 *
 * <p>Source: the QONNX operator definitions, github.com/fastmachinelearning/qonnx, docs/qonnx-custom-ops.
 */
final class QonnxOperators {
    /** Where exporters put these operators. */
    static final Set<String> DOMAINS =
            Set.of("qonnx.custom_op.general", "finn.custom_op.general", "onnx.brevitas", "finn.custom_op", "finn");

    /** The operators of this family, by their names. */
    static final Map<String, Operator> OPERATORS = Map.of(
            "BipolarQuant", QonnxOperators::bipolar,
            "IntQuant", QonnxOperators::quant,
            "Quant", QonnxOperators::quant,
            "Trunc", QonnxOperators::truncate);

    private static final int FIRST_TRUNC_INPUTS = 5;

    private static final int MAX_WEIGHT_BITS = 9;

    private QonnxOperators() {}

    private static Operand quant(Call call) {
        Broadcast scale = Broadcast.of(call.constant(1).asReals());
        float zeroPoint = call.constant(2).asReals().scalar();
        float bits = call.constant(3).asReals().scalar();
        boolean isSigned = call.attributes().integer("signed", 1) != 0;
        boolean isNarrow = call.attributes().integer("narrow", 0) != 0;
        WholeRounding rounding = rounding(call.attributes().text("rounding_mode", "ROUND"));
        if (bits != Math.rint(bits) || bits < 1 || bits > Integer.SIZE || zeroPoint != Math.rint(zeroPoint)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s bits with the zero point %s: whole numbers, bits of 1 to 32, are supported",
                    bits,
                    zeroPoint));
        }
        if (bits == 1 && isSigned && zeroPoint == 0) {
            return bipolar(call); // QONNX's own evaluation takes one bit with a sign so
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
            Call call,
            Activation input,
            Broadcast scale,
            float zeroPoint,
            double low,
            double high,
            WholeRounding rounding) {
        if (scale.values().length != 1 || !(scale.values()[0] > 0)) {
            throw new InputException("one scale above zero is supported for what depends on the image");
        }
        if (zeroPoint != 0 && rounding != WholeRounding.HALF_EVEN && !rounding.isSameEverywhere()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "rounding_mode %s with the zero point %s: it differs above and below 0, so the zero point 0 is"
                            + " supported",
                    rounding,
                    zeroPoint));
        }
        StepRounding steps = rounding == WholeRounding.HALF_EVEN
                ? StepRounding.NEAREST
                : new StepRounding.Staged(rounding, 0, WholeRounding.FLOOR);
        return call.draft()
                .eachPart(
                        call.output(),
                        input,
                        (name, node, shape) -> new Node.Requantize(
                                name, node, shape, scale.values()[0], (int) zeroPoint, (int) low, (int) high, steps));
    }

    private static Constant weights(
            Call call,
            Constant constant,
            Broadcast scale,
            float zeroPoint,
            double low,
            double high,
            WholeRounding rounding) {
        float[] reals = constant.finite().reals().clone();
        call.draft().budget().take(reals.length, 16, "quantising tensor " + constant.tensor());
        float[] scales = scale.elements(constant.dims());
        int[] integers = new int[reals.length];
        boolean fits = true;
        for (int i = 0; i < reals.length; i++) {
            double steps = rounding.apply((double) reals[i] / scales[i] + zeroPoint);
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
     * Whole steps divided by a power of two t and rounded again: {@code rounding(round(x / s) / t)}, ties kept in both.
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
        WholeRounding rounding = rounding(call.attributes().text("rounding_mode", "FLOOR"));
        int removed = isFirst ? (int) (bitsIn - bitsOut) : powerOfTwo(scaleOut / scale);
        if (!(scale > 0 && scaleOut > 0) || removed < 0 || removed > StepRounding.Staged.MOST_BITS || zeroPoint != 0) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "from %s bits at scale %s to %s bits at scale %s with the zero point %s: fewer bits than before, by"
                            + " up to %d, and the zero point 0 are supported",
                    bitsIn,
                    scale,
                    bitsOut,
                    scaleOut,
                    zeroPoint,
                    StepRounding.Staged.MOST_BITS));
        }
        boolean canExceed = isFirst && rounding != WholeRounding.FLOOR && rounding != WholeRounding.DOWN;
        int most = Code.MAX_BITS - (isFirst ? 1 : 0) - (canExceed ? 1 : 0);
        if (bitsOut != Math.rint(bitsOut) || bitsOut < 1 || bitsOut > most) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s bits are left: 1 to %d are supported%s",
                    bitsOut,
                    most,
                    isFirst
                            ? "; version 1 does not say whether there is a sign, and limits nothing that is rounded"
                                    + " up, so a bit is kept for each"
                            : ""));
        }
        double high = Math.scalb(1.0, (int) bitsOut - (isSigned && !isFirst ? 1 : 0)) - (canExceed ? 0 : 1);
        double low = isFirst ? -Math.scalb(1.0, (int) bitsOut - 1) : isSigned ? -high - (isNarrow ? 0 : 1) : 0;
        float step = Math.scalb(scale, removed);
        StepRounding stages = new StepRounding.Staged(WholeRounding.HALF_EVEN, removed, rounding);
        Activation truncated = call.draft()
                .eachPart(
                        call.output(),
                        input,
                        (name, node, shape) ->
                                new Node.Requantize(name, node, shape, step, 0, (int) low, (int) high, stages));
        return step == scaleOut
                ? truncated
                : AffineOperators.affine(call, truncated, Broadcast.of(scaleOut / step), Broadcast.ZERO);
    }

    private static int powerOfTwo(double ratio) {
        return (int) Math.rint(Math.log(ratio) / Math.log(2));
    }

    private static WholeRounding rounding(String mode) {
        String name = mode.toUpperCase(Locale.ROOT);
        return switch (name) {
            case "ROUND" -> WholeRounding.HALF_EVEN;
            case "ROUND_TO_ZERO" -> WholeRounding.DOWN;
            default ->
                Arrays.stream(WholeRounding.values())
                        .filter(rounding -> rounding.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new InputException("rounding_mode " + mode
                                + " is not known; ROUND, CEIL, FLOOR, UP, DOWN, HALF_UP and HALF_DOWN are"));
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
