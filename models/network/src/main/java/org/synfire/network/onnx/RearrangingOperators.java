package org.synfire.network.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;

/** Flatten, Reshape, Squeeze, Unsqueeze and Transpose, of constants as well. */
final class RearrangingOperators {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = Map.of(
            "Flatten", RearrangingOperators::flatten,
            "Reshape", RearrangingOperators::reshape,
            "Squeeze", RearrangingOperators::squeeze,
            "Transpose", RearrangingOperators::transpose,
            "Unsqueeze", RearrangingOperators::unsqueeze);

    private RearrangingOperators() {}

    static Operand flatten(Call call) {
        Operand input = call.operand(0);
        int rank = input.dims().length;
        int axis = call.attributes().integer("axis", 1);
        int split = axis == rank ? rank : Dims.axis(axis, rank);
        int rows = (int) Dims.size(Arrays.copyOf(input.dims(), split));
        int columns = (int) Dims.size(Arrays.copyOfRange(input.dims(), split, rank));
        return input.reshaped(rows, columns);
    }

    static Operand reshape(Call call) {
        Operand input = call.operand(0);
        int[] wanted = call.constant(1).list().clone();
        if (!call.attributes().isSet("allowzero")) {
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] = wanted[i] == 0 && i < input.dims().length ? input.dims()[i] : wanted[i];
            }
        }
        return reshaped(input, ofOneSample(call, input, wanted));
    }

    /** Dimensions written for a fixed batch, for one sample of it. */
    private static int[] ofOneSample(Call call, Operand input, int[] wanted) {
        int batch = call.draft().batch();
        boolean isBatch = batch > 1
                && input instanceof Activation
                && wanted.length > 0
                && wanted[0] > 1
                && wanted[0] % batch == 0
                && Arrays.stream(wanted).noneMatch(dim -> dim < -1)
                && (Arrays.stream(wanted).anyMatch(dim -> dim == -1)
                        || Dims.size(wanted) == batch * Dims.size(input.dims()));
        if (isBatch) {
            wanted[0] /= batch;
        }
        return wanted;
    }

    /** At most one dimension is -1 and takes what is left. */
    private static Operand reshaped(Operand input, int[] wanted) {
        long size = Dims.size(input.dims());
        int[] known = Arrays.stream(wanted).filter(dim -> dim != -1).toArray();
        long rest = Arrays.stream(known).anyMatch(dim -> dim < 1) ? 0 : Dims.size(known);
        boolean open = known.length == wanted.length - 1;
        boolean fits = rest > 0 && (open ? size % rest == 0 : known.length == wanted.length && size == rest);
        if (!fits) {
            throw new InputException(String.format(
                    Locale.ROOT, "the dimensions %s cannot become %s", Dims.text(input.dims()), Dims.text(wanted)));
        }
        return input.reshaped(Arrays.stream(wanted)
                .map(dim -> dim == -1 ? (int) (size / rest) : dim)
                .toArray());
    }

    static Operand squeeze(Call call) {
        Operand input = call.operand(0);
        int[] dims = input.dims();
        int[] given = axes(call, 13);
        List<Integer> axes = given == null
                ? IntStream.range(0, dims.length)
                        .filter(i -> dims[i] == 1)
                        .boxed()
                        .toList()
                : resolved(given, dims.length);
        if (axes.stream().anyMatch(axis -> dims[axis] != 1)) {
            throw new InputException(
                    String.format(Locale.ROOT, "axes %s of %s are not all of length 1", axes, Dims.text(dims)));
        }
        return input.reshaped(IntStream.range(0, dims.length)
                .filter(i -> !axes.contains(i))
                .map(i -> dims[i])
                .toArray());
    }

    static Operand unsqueeze(Call call) {
        Operand input = call.operand(0);
        int[] given = axes(call, 13);
        if (given == null) {
            throw new InputException("axes are missing");
        }
        List<Integer> axes = resolved(given, input.dims().length + given.length);
        int[] dims = new int[input.dims().length + given.length];
        int next = 0;
        for (int i = 0; i < dims.length; i++) {
            dims[i] = axes.contains(i) ? 1 : input.dims()[next++];
        }
        return input.reshaped(dims);
    }

    /** Axes are an attribute below {@code fromInput} and input 1 from there on; {@code null} where they are absent. */
    static int[] axes(Call call, int fromInput) {
        if (call.opset() < fromInput) {
            return call.attributes().integers("axes");
        }
        return call.has(1) ? call.constant(1).list() : null;
    }

    static List<Integer> resolved(int[] axes, int rank) {
        List<Integer> resolved =
                Arrays.stream(axes).map(axis -> Dims.axis(axis, rank)).boxed().toList();
        if (resolved.stream().distinct().count() < axes.length) {
            throw new InputException(String.format(Locale.ROOT, "axes %s name one axis twice", Dims.text(axes)));
        }
        return resolved;
    }

    static Operand transpose(Call call) {
        Operand input = call.operand(0);
        int rank = input.dims().length;
        int[] given = call.attributes().integers("perm");
        int[] permutation =
                given == null ? IntStream.range(0, rank).map(i -> rank - 1 - i).toArray() : given;
        if (!Arrays.stream(permutation)
                        .boxed()
                        .collect(Collectors.toSet())
                        .equals(IntStream.range(0, rank).boxed().collect(Collectors.toSet()))
                || permutation.length != rank) {
            throw new InputException(
                    String.format(Locale.ROOT, "perm %s is not an order of %d axes", Dims.text(permutation), rank));
        }
        return call.draft().transposed(input, permutation);
    }
}
