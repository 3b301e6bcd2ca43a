package org.synfire.network.onnx;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.synfire.engine.InputException;

/** Constant: a tensor, number or list of numbers among the attributes. */
final class ConstantOperator {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = Map.of("Constant", ConstantOperator::constant);

    private ConstantOperator() {}

    static Operand constant(Call call) {
        Attributes attributes = call.attributes();
        String given = Stream.of("value", "value_float", "value_floats", "value_int", "value_ints")
                .filter(attributes::has)
                .findFirst()
                .orElseThrow(() ->
                        new InputException("only constants given as tensor, float, floats, int or ints are supported"));
        return switch (given) {
            case "value" -> call.tensors().read(call.output(), attributes.tensor(given));
            case "value_float" -> Constant.reals(call.output(), new int[0], new float[] {attributes.real(given, 0)});
            case "value_floats" -> reals(call, attributes.reals(given));
            case "value_int" ->
                Constant.integers(
                        call.output(), ElementType.INT64, new int[0], new int[] {attributes.integer(given, 0)});
            case "value_ints" -> integers(call, attributes.integers(given));
            default -> throw new InputException(String.format(Locale.ROOT, "attribute %s is not known", given));
        };
    }

    private static Constant reals(Call call, float[] values) {
        return Constant.reals(call.output(), new int[] {values.length}, values);
    }

    private static Constant integers(Call call, int[] values) {
        return Constant.integers(call.output(), ElementType.INT64, new int[] {values.length}, values);
    }
}
