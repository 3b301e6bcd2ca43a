package org.synfire.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.ScalarFunction;

/**
 * Products and quotients of two tensors that are functions of the same one, such as {@code x * sigmoid(x)}: one
 * function of it, which a neuron can look up. Any other product of two activations is refused.
 */
final class FunctionTracer {
    /** How far back a function is followed. */
    private static final int MAX_STEPS = 16;

    /** A node's value as a function of an earlier node's, the same for all elements. */
    private record Traced(int node, DoubleUnaryOperator function) {}

    private FunctionTracer() {}

    static Activation product(Call call, Activation a, Activation b) {
        return combined(call, a, b, "product", (x, y) -> x * y);
    }

    static Activation quotient(Call call, Activation a, Activation b) {
        return combined(call, a, b, "quotient", (x, y) -> x / y);
    }

    private static Activation combined(
            Call call, Activation a, Activation b, String what, DoubleBinaryOperator operation) {
        return common(call.draft(), a, b, operation)
                .map(traced -> a.over(
                        call.output(),
                        List.of(call.add(name -> new Node.Elementwise(
                                name,
                                traced.node(),
                                call.draft().node(traced.node()).shape(),
                                ScalarFunction.of(what, traced.function()))))))
                .orElseThrow(() -> new BeyondChip("the " + what
                        + " of two tensors that both depend on the image is not supported: spikes add up in a neuron,"
                        + " they do not multiply; train the network without squeeze-and-excitation or attention, or"
                        + " move this part to the host by cutting the model here"));
    }

    private static Optional<Traced> common(Draft draft, Activation a, Activation b, DoubleBinaryOperator operation) {
        boolean isSameView = a.nodes().size() == 1
                && b.nodes().size() == 1
                && Arrays.equals(a.dims(), b.dims())
                && Arrays.equals(a.order(), b.order())
                && a.isPermutation(draft.elements(a));
        if (!isSameView) {
            return Optional.empty();
        }
        List<Traced> second = back(draft, b.node());
        for (Traced one : back(draft, a.node())) {
            for (Traced other : second) {
                if (one.node() == other.node()) {
                    DoubleUnaryOperator f = one.function();
                    DoubleUnaryOperator g = other.function();
                    return Optional.of(new Traced(
                            one.node(), x -> operation.applyAsDouble(f.applyAsDouble(x), g.applyAsDouble(x))));
                }
            }
        }
        return Optional.empty();
    }

    /** The node itself and the earlier nodes of whose values its own are functions, the nearest first. */
    private static List<Traced> back(Draft draft, int node) {
        List<Traced> all = new ArrayList<>();
        Traced at = new Traced(node, x -> x);
        all.add(at);
        for (int step = 0; step < MAX_STEPS; step++) {
            Optional<Traced> before = before(draft.node(at.node()), at.function());
            if (before.isEmpty()) {
                break;
            }
            at = before.get();
            all.add(at);
        }
        return all;
    }

    private static Optional<Traced> before(Node node, DoubleUnaryOperator after) {
        return switch (node) {
            case Node.Clamp n ->
                Optional.of(new Traced(n.input(), x -> after.applyAsDouble(Math.max(n.low(), Math.min(n.high(), x)))));
            case Node.Elementwise n
            when n.function().perChannel().size() == 1 ->
                Optional.of(new Traced(
                        n.input(), x -> after.applyAsDouble(n.function().apply(0, x))));
            case Node.Affine n
            when isUniform(n.factors()) && isUniform(n.offsets()) ->
                Optional.of(new Traced(n.input(), linear(n.undivided(), after)));
            default -> Optional.empty();
        };
    }

    private static DoubleUnaryOperator linear(Node.Affine affine, DoubleUnaryOperator after) {
        float factor = affine.factors()[0];
        float offset = affine.offsets()[0];
        return x -> after.applyAsDouble(x * factor + offset);
    }

    private static boolean isUniform(float[] values) {
        for (float value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }
}
