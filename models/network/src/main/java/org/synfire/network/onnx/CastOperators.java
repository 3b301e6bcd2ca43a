package org.synfire.network.onnx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.synfire.engine.InputException;
import org.synfire.network.onnx.proto.TensorProto.DataType;

/** Cast and CastLike: between kinds of reals nothing changes, because everything is computed as 32-bit reals. */
final class CastOperators {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = Map.of("Cast", CastOperators::cast);

    private static final String WHOLE =
            "The file takes sums as integers; they are whole numbers if the pixels are, as with --pixels raw.";

    private CastOperators() {}

    private static Operand cast(Call call) {
        call.attributes().ignore("saturate", "round_mode");
        int code = call.attributes().integer("to", 0);
        DataType to = DataType.forNumber(code);
        if (to == null) {
            throw new InputException("the type to cast to, " + code + ", is not known");
        }
        boolean isReal =
                to == DataType.FLOAT || to == DataType.DOUBLE || to == DataType.FLOAT16 || to == DataType.BFLOAT16;
        return switch (call.operand(0)) {
            case DynamicScale scale -> scale;
            case Constant constant -> isReal ? constant.asReals() : integers(constant, to);
            case Activation activation -> {
                if (!isReal) {
                    requireWide(to);
                    call.draft().note(WHOLE);
                }
                yield activation(call, activation);
            }
        };
    }

    /** Integers of 32 or 64 bits, that hold every sum of a layer. */
    private static void requireWide(DataType to) {
        if (to != DataType.INT32 && to != DataType.INT64) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "what depends on the image cannot be cast to %s; reals can, and whole numbers to INT32 and INT64",
                    to));
        }
    }

    /** The integers of the graph's input as reals are these integers themselves. */
    private static Activation activation(Call call, Activation input) {
        return switch (input.encoding()) {
            case Encoding.Real real -> input;
            case Encoding.Dynamic dynamic -> input;
            case Encoding.Stored stored ->
                QuantizationOperators.quantized(call, input, new Encoding.Quantized(1, 0, stored.type()))
                        .encoded(Encoding.REAL);
            case Encoding.Quantized quantized ->
                AffineOperators.affine(
                        call,
                        input.encoded(Encoding.REAL),
                        Broadcast.of(1 / quantized.scale()),
                        Broadcast.of(quantized.zeroPoint()));
        };
    }

    private static Constant integers(Constant constant, DataType to) {
        ElementType type = StoredType.of(to.getNumber(), "the result").readsAs();
        int[] integers = constant.type() == ElementType.FLOAT
                ? new int[constant.size()]
                : constant.integers().clone();
        for (int i = 0; i < integers.length && constant.type() == ElementType.FLOAT; i++) {
            integers[i] = (int) constant.reals()[i];
        }
        if (type == ElementType.BOOL) {
            integers = Arrays.stream(integers).map(x -> x == 0 ? 0 : 1).toArray();
        }
        return Constant.integers(constant.tensor(), type, constant.dims(), integers);
    }
}
