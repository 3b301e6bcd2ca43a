package org.synfire.network.onnx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.synfire.engine.InputException;
import org.synfire.network.fold.Finite;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.ScalarFunction;

/**
 * Activation functions that are no limits: a neuron looks their value up in a table over its code, or multiplies by
 * another number below 0.
 *
 * <p>Source of the formulas: the ONNX operator specification. All elementary functions are those of {@link StrictMath}.
 */
final class FunctionOperators {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = operators();

    private static final float SELU_ALPHA = 1.6732632f;
    private static final float SELU_GAMMA = 1.050701f;
    private static final double GELU_CUBIC = 0.044715;

    private FunctionOperators() {}

    private static Map<String, Operator> operators() {
        Map<String, Operator> all = new TreeMap<>();
        plain(all, "Abs", Math::abs);
        plain(all, "Sqrt", x -> StrictMath.sqrt(Math.max(x, 0)));
        plain(all, "Exp", StrictMath::exp);
        plain(all, "Log", StrictMath::log);
        plain(all, "Erf", FunctionOperators::erf);
        all.put("Floor", call -> of(call, call.activation(0), ScalarFunction.FLOOR));
        plain(all, "Ceil", Math::ceil);
        plain(all, "Round", Math::rint);
        all.put("Sign", call -> of(call, call.activation(0), ScalarFunction.step("Sign", Math::signum)));
        plain(all, "Sin", StrictMath::sin);
        plain(all, "Cos", StrictMath::cos);
        plain(all, "Reciprocal", x -> 1 / x);
        plain(all, "Sigmoid", FunctionOperators::sigmoid);
        plain(all, "Tanh", StrictMath::tanh);
        plain(all, "Softplus", FunctionOperators::softplus);
        plain(all, "Softsign", x -> x / (1 + Math.abs(x)));
        plain(all, "HardSwish", x -> x * Math.clamp(x / 6 + 0.5, 0.0, 1.0));
        plain(all, "Mish", x -> x * StrictMath.tanh(softplus(x)));
        all.put("LeakyRelu", call -> {
            double slope = call.attributes().real("alpha", 0.01f);
            return of(call, call.activation(0), ScalarFunction.twoSlopes(name(call, slope), slope));
        });
        all.put("ThresholdedRelu", call -> {
            double threshold = call.attributes().real("alpha", 1);
            return of(call, name(call, threshold), x -> x > threshold ? x : 0);
        });
        all.put("Elu", call -> {
            double alpha = call.attributes().real("alpha", 1);
            return of(call, name(call, alpha), x -> x < 0 ? alpha * StrictMath.expm1(x) : x);
        });
        all.put("Celu", call -> {
            double alpha = call.attributes().real("alpha", 1);
            return of(call, name(call, alpha), x -> Math.max(0, x) + Math.min(0, alpha * StrictMath.expm1(x / alpha)));
        });
        all.put("Selu", call -> {
            double alpha = call.attributes().real("alpha", SELU_ALPHA);
            double gamma = call.attributes().real("gamma", SELU_GAMMA);
            return of(call, name(call, alpha), x -> gamma * (x < 0 ? alpha * StrictMath.expm1(x) : x));
        });
        all.put("HardSigmoid", call -> {
            double alpha = call.attributes().real("alpha", 0.2f);
            double beta = call.attributes().real("beta", 0.5f);
            return of(call, name(call, alpha), x -> Math.clamp(alpha * x + beta, 0.0, 1.0));
        });
        all.put("Swish", call -> {
            double alpha = call.attributes().real("alpha", 1);
            return of(call, name(call, alpha), x -> x * sigmoid(alpha * x));
        });
        all.put("Gelu", call -> switch (call.attributes().text("approximate", "none")) {
            case "none" -> of(call, "Gelu", x -> 0.5 * x * (1 + erf(x / Math.sqrt(2))));
            case "tanh" ->
                of(
                        call,
                        "Gelu",
                        x -> 0.5 * x * (1 + StrictMath.tanh(Math.sqrt(2 / Math.PI) * (x + GELU_CUBIC * x * x * x))));
            case String other -> throw new InputException("approximate " + other + " is not known");
        });
        all.put("Pow", FunctionOperators::power);
        all.put("PRelu", FunctionOperators::perChannelSlope);
        return Map.copyOf(all);
    }

    private static void plain(Map<String, Operator> all, String name, DoubleUnaryOperator function) {
        all.put(name, call -> of(call, name, function));
    }

    private static String name(Call call, double parameter) {
        return String.format(Locale.ROOT, "%s %s", call.node().getOpType(), (float) parameter);
    }

    private static Operand of(Call call, String text, DoubleUnaryOperator function) {
        return of(call, call.activation(0), text, function);
    }

    /** The function of every element of a tensor. */
    static Activation of(Call call, Activation input, String text, DoubleUnaryOperator function) {
        return of(call, input, ScalarFunction.of(text, function));
    }

    static Activation of(Call call, Activation input, ScalarFunction function) {
        return call.draft()
                .each(call.output(), input, (name, node, shape) -> new Node.Elementwise(name, node, shape, function));
    }

    private static Operand power(Call call) {
        double exponent = call.constant(1).scalar();
        return of(
                call,
                String.format(Locale.ROOT, "Pow %s", (float) exponent),
                exponent == 2 ? x -> x * x : x -> StrictMath.pow(x, exponent));
    }

    /** A slope below 0, one or one per channel. */
    private static Operand perChannelSlope(Call call) {
        Activation input = call.activation(0);
        Broadcast slopes = Broadcast.of(call.constant(1));
        int rank = input.dims().length;
        int axis = Math.min(1, rank - 1);
        if (!slopes.isAlong(axis, rank)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "slopes of %s for %s: one, or one per channel, are supported",
                    Dims.text(slopes.dims()),
                    Dims.text(input.dims())));
        }
        Finite.require(slopes.values(), "slope");
        double[] multiples = new double[slopes.values().length];
        Arrays.setAll(multiples, i -> slopes.values()[i]);
        ScalarFunction function = ScalarFunction.twoSlopes("PRelu", multiples);
        ChannelView channels = call.draft().channels(input, axis);
        int node = call.add(name -> new Node.Elementwise(name, channels.node(), channels.shape(), function));
        return call.draft().restored(call.output(), node, channels);
    }

    static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** The error function: its power series, which beyond 5 gives 1 to the last bit of a float. */
    private static double erf(double x) {
        if (Math.abs(x) > 5) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; n < 200 && Math.abs(term) > 1e-20; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }
}
