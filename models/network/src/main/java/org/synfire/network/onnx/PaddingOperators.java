package org.synfire.network.onnx;

import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;

/** Pad: zeros or another number around a tensor, or its own elements repeated there. */
final class PaddingOperators {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = Map.of("Pad", PaddingOperators::pad);

    private PaddingOperators() {}

    /** The amounts are an attribute up to operator set 10 and an input from 11 on; negative ones cut off. */
    static Operand pad(Call call) {
        Activation input = call.encoded(0);
        String mode = call.attributes().text("mode", "constant");
        int rank = input.dims().length;
        int[] axes = call.has(3)
                ? RearrangingOperators.resolved(call.constant(3).list(), rank).stream()
                        .mapToInt(i -> i)
                        .toArray()
                : IntStream.range(0, rank).toArray();
        int[] pads = call.opset() < 11
                ? call.attributes().integers("pads")
                : call.constant(1).list();
        if (pads == null || pads.length != 2 * axes.length) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "pads %s do not fit: two numbers for each of %d axes are needed",
                    pads == null ? "absent" : Dims.text(pads),
                    axes.length));
        }
        int[][] positions = new int[rank][];
        for (int i = 0; i < axes.length; i++) {
            if (pads[i] != 0 || pads[i + axes.length] != 0) {
                positions[axes[i]] = positions(call, mode, input.dims()[axes[i]], pads[i], pads[i + axes.length]);
            }
        }
        Activation padded = (Activation) call.draft().select(input, positions);
        float value = mode.equals("constant") ? value(call, input) : 0;
        if (value == 0) {
            return padded;
        }
        float[] offsets = new float[padded.size()];
        boolean[] isAdded = added(input.dims(), padded.dims(), positions);
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = isAdded[i] ? value : 0;
        }
        return AffineOperators.offset(call, padded, offsets);
    }

    /** What stands in the padding, as a real. */
    private static float value(Call call, Activation input) {
        if (call.opset() < 11) {
            return call.attributes().real("value", 0);
        }
        if (!call.has(2)) {
            return 0;
        }
        return switch (input.encoding()) {
            case Encoding.Real real -> call.constant(2).scalar();
            case Encoding.Quantized quantized ->
                quantized.scale() * (call.constant(2).integer() - quantized.zeroPoint());
            case Encoding.Dynamic dynamic ->
                throw new InputException("this operator does not work on dynamically quantised integers");
            case Encoding.Stored stored ->
                throw new InputException("the graph's input can be padded only after a DequantizeLinear or a Cast");
        };
    }

    private static int[] positions(Call call, String mode, int length, int before, int after) {
        long padded = (long) length + before + after;
        if (padded < 1 || padded > Integer.MAX_VALUE) {
            throw new InputException(String.format(
                    Locale.ROOT, "pads %d and %d of %d positions are out of range", before, after, length));
        }
        call.draft().budget().take(padded, 4, "padding for " + call.output());
        return IntStream.range(-before, length + after)
                .map(at -> switch (mode) {
                    case "constant" -> at < 0 || at >= length ? -1 : at;
                    case "edge" -> Math.clamp(at, 0, length - 1);
                    case "reflect" -> reflected(at, length);
                    case "wrap" -> Math.floorMod(at, length);
                    default -> throw new InputException("mode " + mode + " is not known");
                })
                .toArray();
    }

    private static int reflected(int at, int length) {
        if (length == 1) {
            return 0;
        }
        int period = 2 * (length - 1);
        int phase = Math.floorMod(at, period);
        return phase < length ? phase : period - phase;
    }

    private static boolean[] added(int[] from, int[] to, int[][] positions) {
        int[][] all = new int[to.length][];
        for (int i = 0; i < all.length; i++) {
            all[i] = positions[i] == null ? IntStream.range(0, to[i]).toArray() : positions[i];
        }
        int[] source = Rearrangement.select(from, all);
        boolean[] added = new boolean[source.length];
        for (int i = 0; i < added.length; i++) {
            added[i] = source[i] < 0;
        }
        return added;
    }
}
