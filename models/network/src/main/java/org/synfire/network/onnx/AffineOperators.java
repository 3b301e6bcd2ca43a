package org.synfire.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.fold.Finite;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.ScalarFunction;
import org.synfire.network.graph.Shape;

/** Add, Sub, Mul, Div, Neg, Sum, Mean and BatchNormalization: sums of tensors, and factors and offsets of one. */
final class AffineOperators {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = Map.of(
            "Add", AffineOperators::add,
            "Sub", AffineOperators::subtract,
            "Mul", AffineOperators::multiply,
            "Div", AffineOperators::divide,
            "Neg", AffineOperators::negate,
            "Sum", AffineOperators::sumOfAll,
            "Mean", AffineOperators::meanOfAll,
            "BatchNormalization", AffineOperators::batchNormalization);

    private AffineOperators() {}

    static Operand add(Call call) {
        legacyBroadcast(call);
        return hasConstant(call)
                ? affine(call, variable(call), Broadcast.ONE, fitting(call))
                : sum(call, List.of(call.activation(0), call.activation(1)));
    }

    static Operand subtract(Call call) {
        legacyBroadcast(call);
        if (call.operand(1) instanceof Constant) {
            return affine(call, variable(call), Broadcast.ONE, fitting(call).mapped(x -> -x));
        }
        if (call.operand(0) instanceof Constant) {
            return affine(call, variable(call), Broadcast.MINUS_ONE, fitting(call));
        }
        Activation negative =
                affine(call, call.activation(1).tensor(), call.activation(1), Broadcast.MINUS_ONE, Broadcast.ZERO);
        return sum(call, List.of(call.activation(0), negative));
    }

    static Operand multiply(Call call) {
        legacyBroadcast(call);
        if (call.operand(0) instanceof DynamicScale scale) {
            return scaled(call, scale, call.operand(1));
        }
        if (call.operand(1) instanceof DynamicScale scale) {
            return scaled(call, scale, call.operand(0));
        }
        if (hasConstant(call)) {
            return affine(call, variable(call), fitting(call), Broadcast.ZERO);
        }
        return FunctionTracer.product(call, call.activation(0), call.activation(1));
    }

    /** A scale of an image times numbers, or times what was divided by it. */
    private static Operand scaled(Call call, DynamicScale scale, Operand other) {
        return switch (other) {
            case Constant constant
            when scale.factors().values().length == 1 -> {
                float factor = scale.factors().values()[0];
                yield new DynamicScale(
                        call.output(), scale.id(), Broadcast.of(constant).mapped(x -> x * factor));
            }
            case Activation view
            when view.encoding().equals(new Encoding.Dynamic(scale.id())) ->
                affine(call, view.encoded(Encoding.REAL), scale.factors(), Broadcast.ZERO);
            default -> throw DynamicScale.notHere();
        };
    }

    static Operand divide(Call call) {
        legacyBroadcast(call);
        if (call.operand(1) instanceof Constant divisor) {
            boolean isWhole = divisor.type() == ElementType.INT32 || divisor.type() == ElementType.INT64;
            Call quotients = isWhole ? call.inner() : call;
            Broadcast by = fitting(call);
            Activation quotient = isWholeDivisor(by)
                    ? affine(
                            quotients,
                            quotients.output(),
                            variable(call),
                            Broadcast.ONE,
                            Broadcast.ZERO,
                            by.values()[0])
                    : affine(quotients, variable(call), by.mapped(x -> 1 / x), Broadcast.ZERO);
            return isWhole ? FunctionOperators.of(call, quotient, ScalarFunction.WHOLE_PART) : quotient;
        }
        if (call.operand(0) instanceof Constant numerator && numerator.size() == 1) {
            float value = numerator.scalar();
            return FunctionOperators.of(call, call.activation(1), value + " / x", x -> value / x);
        }
        return FunctionTracer.quotient(call, call.activation(0), call.activation(1));
    }

    /** Whether all is divided by one whole number: a rounding that follows can then divide exactly. */
    private static boolean isWholeDivisor(Broadcast divisor) {
        float first = divisor.values()[0];
        return divisor.values().length == 1 && first > 1 && first == Math.rint(first);
    }

    static Operand negate(Call call) {
        return affine(call, call.activation(0), Broadcast.MINUS_ONE, Broadcast.ZERO);
    }

    static Operand sumOfAll(Call call) {
        List<Activation> parts = new ArrayList<>();
        for (int i = 0; i < call.operands().size(); i++) {
            parts.add(call.activation(i));
        }
        return parts.size() == 1 ? parts.getFirst() : sum(call, parts);
    }

    static Operand meanOfAll(Call call) {
        Broadcast share = Broadcast.of(1f / call.operands().size());
        List<Activation> parts = new ArrayList<>();
        for (int i = 0; i < call.operands().size(); i++) {
            Activation part = call.activation(i);
            parts.add(affine(call, part.tensor(), part, share, Broadcast.ZERO));
        }
        return sum(call, parts);
    }

    /** Up to operator set 6 a broadcast was asked for by attributes; exporters still write them in set 7. */
    private static void legacyBroadcast(Call call) {
        call.attributes().ignore("broadcast", "axis");
    }

    private static boolean hasConstant(Call call) {
        return call.operand(0) instanceof Constant || call.operand(1) instanceof Constant;
    }

    private static Activation variable(Call call) {
        return call.activation(call.operand(0) instanceof Constant ? 1 : 0);
    }

    private static Broadcast fitting(Call call) {
        return Broadcast.of(
                call.constant(call.operand(0) instanceof Constant ? 0 : 1).asReals());
    }

    static Activation sum(Call call, List<Activation> parts) {
        Draft draft = call.draft();
        Activation first = parts.getFirst();
        List<Activation> same =
                parts.stream().map(part -> expanded(call, part, parts)).toList();
        boolean isAlike = same.stream()
                .allMatch(part -> part.nodes().size() == 1
                        && Arrays.equals(part.order(), first.order())
                        && draft.node(part.node())
                                .shape()
                                .equals(draft.node(first.nodes().getFirst()).shape()));
        if (isAlike && same.getFirst().isPermutation(draft.elements(same.getFirst()))) {
            Shape shape = draft.node(first.node()).shape();
            List<Integer> inputs = same.stream().map(Activation::node).toList();
            return first.over(call.output(), List.of(call.add(name -> new Node.Sum(name, inputs, shape))));
        }
        List<Integer> inputs = same.stream().map(draft::layOut).toList();
        int[] dims = same.getFirst().dims();
        return Activation.of(call.output(), call.add(name -> new Node.Sum(name, inputs, Dims.shape(dims))), dims);
    }

    /** A part of a sum with the dimensions of the sum; what is repeated for that is said by the view. */
    private static Activation expanded(Call call, Activation part, List<Activation> parts) {
        int[] dims = Broadcast.together(parts.stream().map(Activation::dims).toList());
        return Arrays.equals(dims, part.dims()) ? part : expanded(call, part, dims);
    }

    /** A tensor repeated to dimensions that it can be broadcast to. */
    static Activation expanded(Call call, Activation part, int[] dims) {
        Dims.shape(dims); // refuses what is too large
        call.draft().budget().take(2 * Dims.size(dims), 4, "repeating tensor " + part.tensor());
        return part.rearranged(dims, Broadcast.source(part.dims(), dims));
    }

    static Operand batchNormalization(Call call) {
        Activation input = call.activation(0);
        Attributes attributes = call.attributes();
        attributes.ignore("momentum", "is_test", "consumed_inputs");
        if (attributes.integer("spatial", 1) != 1 || attributes.isSet("training_mode")) {
            throw new InputException(
                    "only normalisation per channel (spatial 1) for inference (training_mode 0) is supported");
        }
        if (input.dims().length < 2) {
            throw new InputException(String.format(
                    Locale.ROOT, "input 0 has the dimensions %s; two or more are needed", Dims.text(input.dims())));
        }
        int channels = input.dims()[1];
        float[] scale = parameter(call, 1, channels);
        float[] offset = parameter(call, 2, channels);
        float[] mean = parameter(call, 3, channels);
        float[] variance = parameter(call, 4, channels);
        double epsilon = attributes.real("epsilon", 1e-5f);
        float[] factors = new float[channels];
        float[] offsets = new float[channels];
        for (int c = 0; c < channels; c++) {
            double factor = scale[c] / Math.sqrt(variance[c] + epsilon);
            factors[c] = (float) factor;
            offsets[c] = (float) (offset[c] - mean[c] * factor);
        }
        Finite.require(factors, "scale / sqrt(variance + epsilon)");
        Finite.require(offsets, "bias - mean * scale / sqrt(variance + epsilon)");
        return affine(
                call,
                input,
                Broadcast.along(1, input.dims().length, factors),
                Broadcast.along(1, input.dims().length, offsets));
    }

    private static float[] parameter(Call call, int index, int channels) {
        Constant constant = call.constant(index).finite();
        if (constant.size() != channels) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "tensor %s has %d numbers for %d channels",
                    constant.tensor(),
                    constant.size(),
                    channels));
        }
        return constant.reals();
    }

    /** Factors and offsets along one axis, or offsets of single elements; factors of those as well, as a vector. */
    static Activation affine(Call call, Activation input, Broadcast factors, Broadcast offsets) {
        return affine(call, call.output(), input, factors, offsets);
    }

    /** @param tensor what the result is named after */
    static Activation affine(Call call, String tensor, Activation input, Broadcast factors, Broadcast offsets) {
        return affine(call, tensor, input, factors, offsets, 1);
    }

    /**
     * With all of it divided by a number.
     *
     * @param tensor what the result is named after
     */
    static Activation affine(
            Call call, String tensor, Activation input, Broadcast factors, Broadcast offsets, double divisor) {
        Finite.require(factors.values(), "factor");
        Finite.require(offsets.values(), "offset");
        int[] dims = Broadcast.together(List.of(factors.dims(), offsets.dims(), input.dims()));
        Activation wide = input;
        if (!Arrays.equals(dims, input.dims())) {
            wide = expanded(call, input, dims);
        }
        int rank = dims.length;
        int axis = factors.axis(rank) >= 0
                ? factors.axis(rank)
                : offsets.axis(rank) >= 0 ? offsets.axis(rank) : Math.min(1, rank - 1);
        if (rank == 0 || !factors.isAlong(axis, rank)) {
            return perElement(call, tensor, wide, factors, offsets, divisor);
        }
        ChannelView channels = call.draft().channels(wide, axis);
        float[] perChannel = factors.along(dims[axis]);
        float[] added = offsets.isAlong(axis, rank)
                ? offsets.along(dims[axis])
                : inOrder(offsets.elements(dims), Rearrangement.transpose(dims, channels.toFront()));
        int node = call.draft()
                .add(
                        tensor,
                        name -> new Node.Affine(name, channels.node(), channels.shape(), perChannel, added, divisor));
        return call.draft().restored(tensor, node, channels);
    }

    /** What the view shows with one number added to each element; the view itself where all are 0. */
    static Activation offset(Call call, Activation view, float[] offsets) {
        boolean isZero = IntStream.range(0, offsets.length).allMatch(i -> offsets[i] == 0);
        return isZero ? view : affine(call, Call.real(view), Broadcast.ONE, new Broadcast(view.dims(), offsets));
    }

    private static float[] inOrder(float[] values, int[] source) {
        float[] ordered = new float[values.length];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = values[source[i]];
        }
        return ordered;
    }

    private static Activation perElement(
            Call call, String tensor, Activation input, Broadcast factors, Broadcast offsets, double divisor) {
        int[] dims = input.dims();
        call.draft().budget().take(2 * Dims.size(dims), 4, "the factors of " + tensor);
        int vector = call.draft().layOut(input, Shape.vector(input.size()));
        float[] each = factors.elements(dims);
        float[] added = offsets.elements(dims);
        int node = call.draft()
                .add(tensor, name -> new Node.Affine(name, vector, Shape.vector(input.size()), each, added, divisor));
        return Activation.of(tensor, node, dims);
    }
}
