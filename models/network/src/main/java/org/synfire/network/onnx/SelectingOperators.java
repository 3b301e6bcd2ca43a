package org.synfire.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

/**
 * Concat, Slice, Split, Gather, Tile, Expand, DepthToSpace, SpaceToDepth, Shape and Size: what takes elements of
 * tensors as they are. They cost nothing on the chip but the synapses that read them.
 */
final class SelectingOperators {
    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = Map.of(
            "Concat", SelectingOperators::concat,
            "DepthToSpace", SelectingOperators::depthToSpace,
            "Expand", SelectingOperators::expand,
            "Gather", SelectingOperators::gather,
            "Shape", SelectingOperators::shape,
            "Size", call -> scalar(call, (int) Dims.size(call.operand(0).dims())),
            "Slice", SelectingOperators::slice,
            "SpaceToDepth", SelectingOperators::spaceToDepth,
            "Split", SelectingOperators::split,
            "Tile", SelectingOperators::tile);

    private SelectingOperators() {}

    private static Constant scalar(Call call, int value) {
        return Constant.integers(call.output(), ElementType.INT64, new int[0], new int[] {value});
    }

    static Operand shape(Call call) {
        int[] dims = call.operand(0).dims();
        int from = end(call.attributes().integer("start", 0), dims.length);
        int to = end(call.attributes().integer("end", dims.length), dims.length);
        int[] part = Arrays.copyOfRange(dims, from, Math.max(from, to));
        return Constant.integers(call.output(), ElementType.INT64, new int[] {part.length}, part);
    }

    private static int end(int position, int length) {
        return Math.clamp(position < 0 ? (long) position + length : position, 0, length);
    }

    static Operand slice(Call call) {
        boolean areInputs = call.opset() >= 10;
        int[] starts = areInputs ? call.constant(1).list() : call.attributes().places("starts");
        int[] ends = areInputs ? call.constant(2).list() : call.attributes().places("ends");
        int[] axes = areInputs
                ? call.has(3) ? call.constant(3).list() : null
                : call.attributes().integers("axes");
        int[] steps = areInputs && call.has(4) ? call.constant(4).list() : null;
        if (starts == null || ends == null || starts.length != ends.length) {
            throw new InputException("starts and ends must be lists of one length");
        }
        int[] dims = call.operand(0).dims();
        int[][] positions = new int[dims.length][];
        for (int i = 0; i < starts.length; i++) {
            if ((axes != null && axes.length != starts.length) || (steps != null && steps.length != starts.length)) {
                throw new InputException("axes and steps must be as many as starts");
            }
            int axis = Dims.axis(axes == null ? i : axes[i], dims.length);
            positions[axis] = range(starts[i], ends[i], steps == null ? 1 : steps[i], dims[axis]);
        }
        return call.draft().select(call.operand(0), positions);
    }

    /** The positions from one to before another; counted from the end where negative, cut to what is there. */
    private static int[] range(int start, int end, int step, int length) {
        if (step == 0) {
            throw new InputException("a slice with steps of 0 has no end");
        }
        long from = start < 0 ? (long) start + length : start;
        long to = end < 0 ? (long) end + length : end;
        from = step > 0 ? Math.clamp(from, 0, length) : Math.clamp(from, -1, length - 1);
        to = step > 0 ? Math.clamp(to, 0, length) : Math.clamp(to, -1, length - 1);
        if (step < 0 && end == Integer.MIN_VALUE) {
            to = -1;
        }
        IntStream.Builder positions = IntStream.builder();
        for (long i = from; step > 0 ? i < to : i > to; i += step) {
            positions.add((int) i);
        }
        return positions.build().toArray();
    }

    static Operand split(Call call) {
        Operand input = call.operand(0);
        int axis = Dims.axis(call.attributes().integer("axis", 0), input.dims().length);
        int length = input.dims()[axis];
        int[] given = call.opset() < 13
                ? call.attributes().integers("split")
                : call.has(1) ? call.constant(1).list() : null;
        int parts = call.attributes().integer("num_outputs", call.node().getOutputCount());
        int[] sizes = given == null ? even(length, parts) : given;
        if (sizes.length != call.node().getOutputCount()
                || IntStream.of(sizes).anyMatch(size -> size < 0)
                || IntStream.of(sizes).asLongStream().sum() != length) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "parts of %s do not divide %d positions among %d outputs",
                    Dims.text(sizes),
                    length,
                    call.node().getOutputCount()));
        }
        int from = IntStream.of(sizes).limit(call.outputIndex()).sum();
        int[][] positions = new int[input.dims().length][];
        positions[axis] =
                IntStream.range(from, from + sizes[call.outputIndex()]).toArray();
        return call.draft().select(input, positions);
    }

    private static int[] even(int length, int parts) {
        int size = Math.ceilDiv(length, Math.max(1, parts));
        return IntStream.range(0, parts)
                .map(i -> Math.clamp(length - (long) i * size, 0, size))
                .toArray();
    }

    static Operand gather(Call call) {
        Operand input = call.operand(0);
        Constant indices = call.constant(1);
        if (indices.integers() == null || indices.isDequantized()) {
            throw new InputException("tensor " + indices.tensor() + " holds no integers to gather by");
        }
        int axis = Dims.axis(call.attributes().integer("axis", 0), input.dims().length);
        int length = input.dims()[axis];
        int[][] positions = new int[input.dims().length][];
        positions[axis] =
                IntStream.of(indices.integers()).map(i -> Dims.axis(i, length)).toArray();
        Operand taken = call.draft().select(input, positions);
        return taken.reshaped(Stream.of(
                        Arrays.stream(input.dims()).limit(axis),
                        Arrays.stream(indices.dims()),
                        Arrays.stream(input.dims()).skip(axis + 1L))
                .flatMapToInt(dims -> dims)
                .toArray());
    }

    static Operand tile(Call call) {
        Operand input = call.operand(0);
        int[] repeats = call.constant(1).list();
        int[] dims = input.dims();
        if (repeats.length != dims.length || IntStream.of(repeats).anyMatch(r -> r < 1)) {
            throw new InputException(
                    String.format(Locale.ROOT, "repeats %s do not fit %s", Dims.text(repeats), Dims.text(dims)));
        }
        int[][] positions = new int[dims.length][];
        for (int i = 0; i < dims.length; i++) {
            int length = dims[i];
            if (length * (long) repeats[i] > Integer.MAX_VALUE) {
                throw new InputException(String.format(
                        Locale.ROOT, "repeats %s of %s are too many", Dims.text(repeats), Dims.text(dims)));
            }
            call.draft().budget().take((long) length * repeats[i], 4, "repeating tensor " + input.tensor());
            positions[i] =
                    IntStream.range(0, length * repeats[i]).map(p -> p % length).toArray();
        }
        return call.draft().select(input, positions);
    }

    static Operand expand(Call call) {
        Activation input = call.encoded(0);
        int[] wanted = call.constant(1).list().clone();
        if (call.draft().batch() > 1
                && wanted.length == input.dims().length
                && wanted[0] == call.draft().batch()) {
            wanted[0] = 1;
        }
        return AffineOperators.expanded(call, input, Broadcast.together(List.of(input.dims(), wanted)));
    }

    static Operand depthToSpace(Call call) {
        int[] dims = map(call);
        int block = block(call);
        String mode = call.attributes().text("mode", "DCR");
        int channels = dims[1] / (block * block);
        if (channels * block * block != dims[1]) {
            throw new InputException(
                    String.format(Locale.ROOT, "%d channels cannot be %d x %d blocks", dims[1], block, block));
        }
        boolean isDepthFirst = switch (mode) {
            case "DCR" -> true;
            case "CRD" -> false;
            default -> throw new InputException("mode " + mode + " is not known");
        };
        Operand split = isDepthFirst
                ? call.operand(0).reshaped(dims[0], block, block, channels, dims[2], dims[3])
                : call.operand(0).reshaped(dims[0], channels, block, block, dims[2], dims[3]);
        int[] order = isDepthFirst ? new int[] {0, 3, 4, 1, 5, 2} : new int[] {0, 1, 4, 2, 5, 3};
        return call.draft().transposed(split, order).reshaped(dims[0], channels, dims[2] * block, dims[3] * block);
    }

    static Operand spaceToDepth(Call call) {
        int[] dims = map(call);
        int block = block(call);
        if (dims[2] % block != 0 || dims[3] % block != 0) {
            throw new InputException(String.format(
                    Locale.ROOT, "a map of %d x %d cannot be cut into blocks of %d", dims[2], dims[3], block));
        }
        Operand split = call.operand(0).reshaped(dims[0], dims[1], dims[2] / block, block, dims[3] / block, block);
        return call.draft()
                .transposed(split, new int[] {0, 3, 5, 1, 2, 4})
                .reshaped(dims[0], dims[1] * block * block, dims[2] / block, dims[3] / block);
    }

    private static int[] map(Call call) {
        int[] dims = call.operand(0).dims();
        if (dims.length != 4) {
            throw new InputException(
                    String.format(Locale.ROOT, "a tensor of %s; four dimensions are needed", Dims.text(dims)));
        }
        return dims;
    }

    private static int block(Call call) {
        int block = call.attributes().integer("blocksize", 0);
        if (block < 1 || block > 1 << 10) {
            throw new InputException("blocksize " + block + " is out of range");
        }
        return block;
    }

    static Operand concat(Call call) {
        return concat(call, call.operands());
    }

    static Operand concat(Call call, List<Operand> parts) {
        if (parts.isEmpty() || parts.contains(null)) {
            throw new InputException("an input is missing");
        }
        int rank = parts.getFirst().dims().length;
        int axis = Dims.axis(call.attributes().integer("axis", 1), rank);
        int[] dims = parts.getFirst().dims().clone();
        long along = 0;
        for (Operand part : parts) {
            int[] expected = part.dims().clone();
            if (expected.length == rank) {
                along += expected[axis];
                expected[axis] = dims[axis];
            }
            if (!Arrays.equals(expected, dims)) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s cannot be joined along axis %d",
                        parts.stream().map(p -> Dims.text(p.dims())).collect(Collectors.joining(" and ")),
                        axis));
            }
        }
        if (along > Shape.MAX_SIZE) {
            throw new InputException("the joined tensor is too large");
        }
        dims[axis] = (int) along;
        Dims.shape(dims);
        return joined(call, parts, axis, dims);
    }

    private static Operand joined(Call call, List<Operand> parts, int axis, int[] dims) {
        call.draft().budget().take(4 * Dims.size(dims), 4, "joining tensors for " + call.output());
        Map<Integer, Integer> offsets = offsets(call.draft(), parts);
        int[] order = new int[(int) Dims.size(dims)];
        float[] constants = new float[order.length];
        int inner = (int) Dims.size(Arrays.copyOfRange(dims, axis + 1, dims.length));
        int row = dims[axis] * inner;
        int at = 0;
        for (Operand part : parts) {
            int block = part.dims()[axis] * inner;
            for (int i = 0; i < order.length / row * block; i++) {
                int element = i / block * row + at + i % block;
                switch (part) {
                    case Activation view -> order[element] = element(call.draft(), view, i, offsets);
                    case Constant constant -> {
                        order[element] = -1;
                        constants[element] = constant.finite().reals()[i];
                    }
                    case DynamicScale scale -> throw DynamicScale.notHere();
                }
            }
            at += block;
        }
        String first = parts.stream()
                .filter(Activation.class::isInstance)
                .findFirst()
                .orElseThrow()
                .tensor();
        Activation joined = new Activation(first, List.copyOf(offsets.keySet()), dims, order, encoding(parts));
        return AffineOperators.offset(call, (Activation) call.draft().normal(joined), constants);
    }

    /** For each node that the parts are views of the number of its first element. */
    private static Map<Integer, Integer> offsets(Draft draft, List<Operand> parts) {
        Map<Integer, Integer> offsets = new LinkedHashMap<>();
        int next = 0;
        for (Operand part : parts) {
            for (int node : part instanceof Activation view ? view.nodes() : List.<Integer>of()) {
                if (offsets.putIfAbsent(node, next) == null) {
                    next = Math.addExact(next, draft.node(node).shape().size());
                }
            }
        }
        return offsets;
    }

    private static int element(Draft draft, Activation view, int index, Map<Integer, Integer> offsets) {
        int element = view.order() == null ? index : view.order()[index];
        if (element < 0) {
            return -1;
        }
        for (int node : view.nodes()) {
            int size = draft.node(node).shape().size();
            if (element < size) {
                return offsets.get(node) + element;
            }
            element -= size;
        }
        throw new IllegalStateException("tensor " + view.tensor() + " has an element of no node");
    }

    private static Encoding encoding(List<Operand> parts) {
        List<Encoding> encodings = new ArrayList<>();
        for (Operand part : parts) {
            encodings.add(part instanceof Activation view ? view.encoding() : Encoding.REAL);
        }
        if (encodings.stream().distinct().count() > 1) {
            throw new InputException("tensors of different scales or zero points are joined, which is not supported;"
                    + " quantise them alike");
        }
        return encodings.getFirst();
    }
}
