package org.synfire.network.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;

/** Relu, Clip, Dropout, Add and BatchNormalization. */
final class ElementwiseOperators {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = Map.of(
            "Add", ElementwiseOperators::add,
            "BatchNormalization", ElementwiseOperators::batchNormalization,
            "Clip", ElementwiseOperators::clip,
            "Dropout", ElementwiseOperators::dropout,
            "Identity", call -> call.operand(0),
            "Relu", ElementwiseOperators::relu);

    private ElementwiseOperators() {}

    static Operand relu(Call call) {
        return clamp(call, 0, Float.POSITIVE_INFINITY);
    }

    /**
     * The limits are attributes up to operator set 10 and inputs from 11 on; the largest finite number means no limit.
     */
    static Operand clip(Call call) {
        float low = call.opset() < 11
                ? call.attributes().real("min", -Float.MAX_VALUE)
                : call.has(1) ? call.constant(1).scalar() : -Float.MAX_VALUE;
        float high = call.opset() < 11
                ? call.attributes().real("max", Float.MAX_VALUE)
                : call.has(2) ? call.constant(2).scalar() : Float.MAX_VALUE;
        if (!(low <= high)) {
            throw new InputException(String.format(Locale.ROOT, "the limits %s to %s hold no number", low, high));
        }
        return clamp(
                call,
                low <= -Float.MAX_VALUE ? Float.NEGATIVE_INFINITY : low,
                high >= Float.MAX_VALUE ? Float.POSITIVE_INFINITY : high);
    }

    private static Operand clamp(Call call, float low, float high) {
        Activation input = call.draft().elementwise(call.activation(0));
        Shape shape = call.draft().node(input.node()).shape();
        return input.over(call.output(), call.add(name -> new Node.Clamp(name, input.node(), shape, low, high)));
    }

    /** Without effect in inference. */
    static Operand dropout(Call call) {
        call.attributes().ignore("ratio", "seed");
        if (call.has(2) && Arrays.stream(call.constant(2).flags()).anyMatch(flag -> flag != 0)) {
            throw Call.unsupported("training_mode is not supported: export the model for inference");
        }
        return call.operand(0);
    }

    static Operand add(Call call) {
        boolean constantFirst = call.operand(0) instanceof Constant;
        boolean constantSecond = call.operand(1) instanceof Constant;
        return constantFirst || constantSecond
                ? addConstant(call, call.activation(constantFirst ? 1 : 0), call.constant(constantFirst ? 0 : 1))
                : sum(call, call.activation(0), call.activation(1));
    }

    private static Operand sum(Call call, Activation a, Activation b) {
        if (!Arrays.equals(a.dims(), b.dims())) {
            throw Call.unsupported(String.format(
                    Locale.ROOT,
                    "adding %s and %s is not supported: both must have the same dimensions",
                    Dims.text(a.dims()),
                    Dims.text(b.dims())));
        }
        Draft draft = call.draft();
        Shape shape = draft.node(a.node()).shape();
        if (Arrays.equals(a.order(), b.order())
                && shape.equals(draft.node(b.node()).shape())
                && !a.isPadded()) {
            return a.over(call.output(), call.add(name -> new Node.Sum(name, List.of(a.node(), b.node()), shape)));
        }
        List<Integer> inputs = List.of(draft.layOut(a), draft.layOut(b));
        return Activation.of(
                call.output(), call.add(name -> new Node.Sum(name, inputs, Dims.shape(a.dims()))), a.dims());
    }

    private static Operand addConstant(Call call, Activation input, Constant constant) {
        int axis = axisOf(constant, input);
        float[] offsets = Weights.perChannel(constant, input.dims()[axis]);
        float[] factors = new float[offsets.length];
        Arrays.fill(factors, 1);
        return affine(call, input, axis, factors, offsets);
    }

    /** The one axis of the input along which the constant's numbers run. */
    private static int axisOf(Constant constant, Activation input) {
        int[] dims = input.dims();
        int[] given = constant.dims();
        int shift = dims.length - given.length;
        boolean fits = dims.length > 0
                && shift >= 0
                && IntStream.range(0, given.length).allMatch(i -> given[i] == 1 || given[i] == dims[i + shift]);
        int[] running = IntStream.range(0, given.length)
                .filter(i -> given[i] != 1)
                .map(i -> i + shift)
                .toArray();
        if (!fits || running.length > 1) {
            throw Call.unsupported(String.format(
                    Locale.ROOT,
                    "adding a constant of %s to %s is not supported: one number, or one for each channel, is",
                    Dims.text(given),
                    Dims.text(dims)));
        }
        return running.length == 1 ? running[0] : Math.min(1, dims.length - 1);
    }

    static Operand batchNormalization(Call call) {
        Activation input = call.activation(0);
        Attributes attributes = call.attributes();
        attributes.ignore("momentum");
        if (attributes.integer("spatial", 1) != 1 || attributes.isSet("training_mode")) {
            throw Call.unsupported(
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
        return affine(call, input, 1, factors, offsets);
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

    private static Operand affine(Call call, Activation input, int axis, float[] factors, float[] offsets) {
        ChannelView channels = call.draft().channels(input, axis);
        int node = call.add(name -> AffineFolding.affine(name, channels.node(), channels.shape(), factors, offsets));
        return call.draft().restored(call.output(), node, channels);
    }
}
