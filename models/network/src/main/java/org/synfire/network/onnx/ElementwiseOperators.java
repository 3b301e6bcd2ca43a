package org.synfire.network.onnx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;

/** Relu, Clip, Min, Max and Dropout: limits of single elements, and operators that change nothing in inference. */
final class ElementwiseOperators {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = Map.of(
            "Clip",
            ElementwiseOperators::clip,
            "Dropout",
            ElementwiseOperators::dropout,
            "Identity",
            call -> call.operand(0),
            "Max",
            call -> limit(call, true),
            "Min",
            call -> limit(call, false),
            "Relu",
            ElementwiseOperators::relu);

    private ElementwiseOperators() {}

    static Operand relu(Call call) {
        return clamp(call, call.activation(0), 0, Float.POSITIVE_INFINITY);
    }

    /**
     * The limits are attributes up to operator set 10 and inputs from 11 on; the largest finite number means no limit.
     * On quantised integers they are integers.
     */
    static Operand clip(Call call) {
        Activation input = call.encoded(0);
        float low = call.opset() < 11
                ? call.attributes().real("min", -Float.MAX_VALUE)
                : call.has(1) ? limit(input, call.constant(1)) : -Float.MAX_VALUE;
        float high = call.opset() < 11
                ? call.attributes().real("max", Float.MAX_VALUE)
                : call.has(2) ? limit(input, call.constant(2)) : Float.MAX_VALUE;
        if (!(low <= high)) {
            throw new InputException(String.format(Locale.ROOT, "the limits %s to %s hold no number", low, high));
        }
        return clamp(
                call,
                input,
                low <= -Float.MAX_VALUE ? Float.NEGATIVE_INFINITY : low,
                high >= Float.MAX_VALUE ? Float.POSITIVE_INFINITY : high);
    }

    private static float limit(Activation input, Constant constant) {
        return switch (input.encoding()) {
            case Encoding.Real real -> constant.scalar();
            case Encoding.Quantized quantized -> {
                if (constant.type() != quantized.type()) {
                    throw new InputException(String.format(
                            Locale.ROOT,
                            "tensor %s is no limit for integers of %s",
                            constant.tensor(),
                            quantized.type()));
                }
                yield quantized.scale() * (constant.integer() - quantized.zeroPoint());
            }
            case Encoding.Dynamic dynamic ->
                throw new InputException("this operator does not work on dynamically quantised integers");
            case Encoding.Stored stored ->
                throw new InputException("the graph's input can be clipped only after a DequantizeLinear or a Cast");
        };
    }

    private static Operand clamp(Call call, Activation input, float low, float high) {
        return call.draft()
                .each(call.output(), input, (name, node, shape) -> new Node.Clamp(name, node, shape, low, high));
    }

    /** One number as a limit. */
    private static Operand limit(Call call, boolean fromBelow) {
        if (call.operands().size() == 1) {
            return call.operand(0);
        }
        if (call.operands().size() != 2
                || (call.operand(0) instanceof Activation && call.operand(1) instanceof Activation)) {
            throw new BeyondChip(String.format(
                    Locale.ROOT,
                    "the %s of two tensors that both depend on the image is not supported: a neuron cannot compare"
                            + " what it receives from two others",
                    fromBelow ? "larger" : "smaller"));
        }
        int constant = call.operand(0) instanceof Constant ? 0 : 1;
        Activation input = call.activation(1 - constant);
        float value = uniform(call.constant(constant));
        return call.draft()
                .each(
                        call.output(),
                        input,
                        (name, node, shape) -> new Node.Clamp(
                                name,
                                node,
                                shape,
                                fromBelow ? value : Float.NEGATIVE_INFINITY,
                                fromBelow ? Float.POSITIVE_INFINITY : value));
    }

    private static float uniform(Constant constant) {
        float[] values = constant.finite().reals();
        for (float value : values) {
            if (value != values[0]) {
                throw new InputException(
                        "the limit " + constant.tensor() + " is not one number, which alone is supported");
            }
        }
        if (values.length == 0) {
            throw new InputException("the limit " + constant.tensor() + " is empty");
        }
        return values[0];
    }

    /** Without effect in inference. */
    static Operand dropout(Call call) {
        call.attributes().ignore("ratio", "seed", "is_test", "training_mode");
        if (call.has(2) && Arrays.stream(call.constant(2).flags()).anyMatch(flag -> flag != 0)) {
            throw new InputException("training_mode is not supported: export the model for inference");
        }
        return call.operand(0);
    }
}
