package org.synfire.network.onnx;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.network.graph.InputFeed;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.onnx.proto.AttributeProto;
import org.synfire.network.onnx.proto.NodeProto;
import org.synfire.network.onnx.proto.TensorShapeProto;
import org.synfire.network.onnx.proto.TypeProto;
import org.synfire.network.onnx.proto.ValueInfoProto;

/**
 * Reads what the graph says about its input.
 *
 * <p>An input [1, H, W] is one channel where nothing takes it for channels. An input [1, H, W, C] is recognised by the
 * transposition to [1, C, H, W] that follows it, or, where neither that nor an operation on maps follows, by a last
 * dimension of 1 or 3. The network's input is then C x H x W all the same and {@link InputFeed} says in which order the
 * file wants it.
 */
final class InputReader {
    private static final int MAX_BATCH = 1024;
    private static final List<Long> TO_CHANNELS_FIRST = List.of(0L, 3L, 1L, 2L);
    private static final Set<String> KEEPS_LAYOUT = Set.of(
            "Add",
            "Cast",
            "Clip",
            "DequantizeLinear",
            "Div",
            "Dropout",
            "Identity",
            "IntQuant",
            "Mul",
            "Pad",
            "Quant",
            "QuantizeLinear",
            "Relu",
            "Sub");
    private static final Set<String> WANTS_CHANNELS_FIRST = Set.of(
            "AveragePool",
            "BatchNormalization",
            "Conv",
            "ConvInteger",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "MaxPool",
            "QLinearConv");
    private static final Set<Integer> CHANNELS_OF_IMAGES = Set.of(1, 3);

    private final GraphIndex graph;

    InputReader(GraphIndex graph) {
        this.graph = graph;
    }

    /**
     * Adds the input to the draft. @throws InputException if it is not one sample of 2 to 4 dimensions or not of a
     * supported type
     */
    Activation read(Draft draft) {
        ValueInfoProto input = graph.input();
        String what = "the input " + input.getName();
        if (!input.getType().hasTensorType() || !input.getType().getTensorType().hasShape()) {
            throw new InputException(what + " is not a tensor with a shape");
        }
        TypeProto.Tensor tensor = input.getType().getTensorType();
        long[] declared = dims(tensor.getShape(), what);
        draft.setBatch((int) declared[0]);
        int[] dims = Arrays.stream(declared).mapToInt(dim -> (int) dim).toArray();
        dims[0] = 1;
        boolean channelsLast = dims.length == 4 && isChannelsLast(input.getName(), dims);
        Shape shape = channelsLast
                ? new Shape(dims[3], dims[1], dims[2])
                : isPlane(input.getName(), dims) ? new Shape(1, dims[1], dims[2]) : Dims.shape(dims);
        InputFeed.ElementType type = type(tensor.getElemType(), what);
        InputFeed feed = new InputFeed(input.getName(), declared, channelsLast, type);
        int node = draft.add(input.getName(), name -> new Node.Input(name, shape, feed));
        Encoding encoding = switch (type) {
            case FLOAT, DOUBLE, FLOAT16 -> Encoding.REAL;
            case INT8 -> new Encoding.Stored(ElementType.INT8);
            case UINT8 -> new Encoding.Stored(ElementType.UINT8);
        };
        Activation activation = Activation.of(input.getName(), node, channelsLast ? Dims.ofMap(shape) : dims)
                .encoded(encoding);
        return channelsLast ? draft.transposed(activation, new int[] {0, 2, 3, 1}) : activation;
    }

    private static long[] dims(TensorShapeProto shape, String what) {
        int rank = shape.getDimCount();
        if (rank < 2 || rank > 4) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s has %d dimensions; 2 to 4 are supported, the first of them the batch",
                    what,
                    rank));
        }
        long[] dims = new long[rank];
        for (int i = 0; i < rank; i++) {
            dims[i] = dim(shape.getDim(i), i, what);
        }
        if (dims[0] > MAX_BATCH) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s has a batch of %d; up to %d are supported: export the model with a batch of 1 or a symbolic"
                            + " one",
                    what,
                    dims[0],
                    MAX_BATCH));
        }
        return dims;
    }

    private static int dim(TensorShapeProto.Dimension dimension, int index, String what) {
        boolean known = dimension.getValueCase() == TensorShapeProto.Dimension.ValueCase.DIM_VALUE;
        if (!known && index > 0) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "dimension %d of %s is not fixed: export the model with fixed dimensions",
                    index,
                    what));
        }
        long value = known ? dimension.getDimValue() : 1;
        if (value < 1 || value > Shape.MAX_SIZE) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "dimension %d of %s is %d; 1 to %d are supported",
                    index,
                    what,
                    value,
                    Shape.MAX_SIZE));
        }
        return (int) value;
    }

    private static InputFeed.ElementType type(int code, String what) {
        StoredType type = StoredType.of(code, what);
        return switch (type) {
            case FLOAT -> InputFeed.ElementType.FLOAT;
            case DOUBLE -> InputFeed.ElementType.DOUBLE;
            case FLOAT16 -> InputFeed.ElementType.FLOAT16;
            case INT8 -> InputFeed.ElementType.INT8;
            case UINT8 -> InputFeed.ElementType.UINT8;
            default ->
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s is of type %s; FLOAT, DOUBLE, FLOAT16, INT8 and UINT8 are supported",
                        what,
                        type));
        };
    }

    private boolean isChannelsLast(String input, int[] dims) {
        List<NodeProto> nodes = firstToChangeLayout(input);
        if (nodes.stream().anyMatch(node -> WANTS_CHANNELS_FIRST.contains(node.getOpType()))) {
            return false;
        }
        boolean transposed = nodes.stream().anyMatch(InputReader::isToChannelsFirst);
        return transposed || (CHANNELS_OF_IMAGES.contains(dims[3]) && !CHANNELS_OF_IMAGES.contains(dims[1]));
    }

    /** Whether [1, H, W] is an image without an axis of channels: nothing takes its first axis for channels. */
    private boolean isPlane(String input, int[] dims) {
        return dims.length == 3
                && dims[1] > 1
                && dims[2] > 1
                && firstToChangeLayout(input).stream()
                        .noneMatch(node -> WANTS_CHANNELS_FIRST.contains(node.getOpType())
                                || node.getOpType().equals("Transpose"));
    }

    /** The first nodes behind the input that do more than work on single elements. */
    private List<NodeProto> firstToChangeLayout(String input) {
        Set<String> seen = new HashSet<>(Set.of(input));
        Deque<String> tensors = new ArrayDeque<>(seen);
        Stream.Builder<NodeProto> found = Stream.builder();
        while (!tensors.isEmpty()) {
            for (NodeProto node : graph.readers(tensors.pop())) {
                if (!KEEPS_LAYOUT.contains(node.getOpType())) {
                    found.add(node);
                } else if (seen.add(node.getOutput(0))) {
                    tensors.add(node.getOutput(0));
                }
            }
        }
        return found.build().collect(Collectors.toList());
    }

    private static boolean isToChannelsFirst(NodeProto node) {
        return node.getOpType().equals("Transpose")
                && node.getAttributeList().stream()
                        .filter(attribute -> attribute.getName().equals("perm"))
                        .map(AttributeProto::getIntsList)
                        .anyMatch(TO_CHANNELS_FIRST::equals);
    }
}
