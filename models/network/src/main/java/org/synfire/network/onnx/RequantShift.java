package org.synfire.network.onnx;

import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.ScalarFunction;

/**
 * QuantLab's and Deeploy's RequantShift: sums become codes, {@code clamp(floor((x mul + add) / div), low, high)}.
 *
 * <p>Source: github.com/pulp-platform/quantlib, editing/lightweight/rules, class Requantisation.
 */
final class RequantShift {
    /** Its name, in the standard domain of such files. */
    static final String NAME = "RequantShift";

    private static final int MOST_LEVELS = 256;

    private RequantShift() {}

    static Operand translate(Call call) {
        float divisor = number(call, "div");
        float levels = number(call, call.attributes().has("n_levels_out") ? "n_levels_out" : "n_levels");
        boolean isSigned = number(call, "signed") != 0;
        if (!(divisor > 0) || levels < 2 || levels > MOST_LEVELS || levels % 2 != 0) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s levels and the divisor %s: an even number of levels up to %d, and a divisor above 0, are"
                            + " supported",
                    levels,
                    divisor,
                    MOST_LEVELS));
        }
        Broadcast factors = Broadcast.of(call.constant(1));
        Broadcast offsets = Broadcast.of(call.constant(2));
        Call inner = call.inner();
        Activation scaled =
                AffineOperators.affine(inner, inner.output(), call.activation(0), factors, offsets, divisor);
        Activation whole = FunctionOperators.of(call.inner(), scaled, ScalarFunction.FLOOR);
        float low = isSigned ? -levels / 2 : 0;
        return call.draft()
                .each(
                        call.output(),
                        whole,
                        (name, node, shape) -> new Node.Clamp(name, node, shape, low, low + levels - 1));
    }

    private static float number(Call call, String attribute) {
        if (!call.attributes().has(attribute)) {
            throw new InputException("attribute " + attribute + " is missing");
        }
        return call.tensors()
                .read(attribute, call.attributes().tensor(attribute))
                .asReals()
                .scalar();
    }
}
