package org.synfire.network.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.synfire.engine.InputException;
import org.synfire.network.floating.OnnxRuntime;
import org.synfire.network.onnx.proto.GraphProto;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.NodeProto;
import org.synfire.network.onnx.proto.OperatorSetIdProto;
import org.synfire.network.onnx.proto.TensorProto;
import org.synfire.network.onnx.proto.ValueInfoProto;

/**
 * Computes a node whose inputs are all constants, by ONNX Runtime.
 *
 * <p>Before it runs, the size of what it gives is bounded from the sizes, or the values, of what it reads, and taken
 * from the memory budget: the shape that a file asks for is never allocated unchecked.
 */
final class ConstantFolder {
    /** Operators whose output is as large as all their inputs together, at most. */
    private static final Set<String> TOGETHER = Set.of(
            "BatchNormalization",
            "Concat",
            "ConcatFromSequence",
            "Compress",
            "DepthToSpace",
            "Flatten",
            "Gather",
            "GatherElements",
            "GatherND",
            "GroupNormalization",
            "InstanceNormalization",
            "LRN",
            "LayerNormalization",
            "LpNormalization",
            "MeanVarianceNormalization",
            "NonZero",
            "RMSNormalization",
            "ReduceL1",
            "ReduceL2",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceProd",
            "ReduceSum",
            "ReduceSumSquare",
            "ScatterElements",
            "ScatterND",
            "Slice",
            "SpaceToDepth",
            "Split",
            "TopK",
            "Unique");

    /** Operators on single elements, or along axes, whose output has the size of what they read, repeated to meet. */
    private static final Set<String> SAME_SIZE =
            Set.of(("Abs Acos Acosh Add And Asin Asinh Atan Atanh BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor"
                + " CastLike Ceil Celu Clip Cos Cosh CumSum Div Elu Equal Erf Exp Floor Gelu Greater GreaterOrEqual"
                + " HardSigmoid HardSwish Hardmax IsInf IsNaN LeakyRelu Less LessOrEqual Log LogSoftmax Max Mean Min"
                + " Mish Mod Mul Neg Not Or PRelu Pow Reciprocal Relu Round Selu Shrink Sigmoid Sign Sin Sinh Softmax"
                + " Softplus Softsign Sqrt Sub Sum Swish Tan Tanh ThresholdedRelu Trilu Where Xor")
                    .split(" "));

    /** Operators whose output's size is bounded by the values of what they read. */
    private static final Set<String> BY_VALUE = Set.of(
            "Cast",
            "ConstantOfShape",
            "Expand",
            "Gemm",
            "MatMul",
            "MatMulInteger",
            "Pad",
            "QLinearMatMul",
            "Range",
            "Shape",
            "Size",
            "Tile");

    private static final int IR_VERSION = 8;
    private static final int MAX_RANK_FACTOR = 8;

    private final int opset;
    private final MemoryBudget budget;

    ConstantFolder(int opset, MemoryBudget budget) {
        this.opset = opset;
        this.budget = budget;
    }

    /** Whether an operator is computed where all it reads is constant: those whose output's size can be bounded. */
    static boolean canFold(String operator) {
        return SAME_SIZE.contains(operator) || TOGETHER.contains(operator) || BY_VALUE.contains(operator);
    }

    /**
     * The node's outputs.
     *
     * @param constants its inputs; {@code null} for an optional one that is left out
     * @throws InputException if ONNX Runtime cannot compute it, or what it gives may be too large
     */
    List<Constant> fold(NodeProto node, List<Constant> constants) {
        if (!canFold(node.getOpType()) || hasGraph(node)) {
            throw new InputException("all it reads is constant, and a constant cannot be computed by this operator");
        }
        budget.take(
                bound(node, constants), Float.BYTES, "the constant that node " + GraphIndex.nameOf(node) + " gives");
        OnnxRuntime.require();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session = environment.createSession(model(node, constants), options);
                    OrtSession.Result result = session.run(Map.of())) {
                List<Constant> outputs = new ArrayList<>();
                for (String output : node.getOutputList()) {
                    outputs.add(
                            output.isEmpty()
                                    ? null
                                    : constant(output, result.get(output).orElseThrow()));
                }
                return outputs;
            }
        } catch (OrtException e) {
            throw new InputException(
                    String.format(Locale.ROOT, "a constant cannot be computed: %s", e.getMessage()), e);
        }
    }

    private static boolean hasGraph(NodeProto node) {
        return node.getAttributeList().stream().anyMatch(a -> a.hasG() || a.getGraphsCount() > 0);
    }

    /** Elements that the node gives, at most. */
    private static long bound(NodeProto node, List<Constant> constants) {
        List<Constant> given = constants.stream().filter(Objects::nonNull).toList();
        long together = given.stream().mapToLong(Constant::size).sum();
        return switch (node.getOpType()) {
            case "ConstantOfShape" -> Dims.size(given.getFirst().list());
            case "Expand" ->
                Dims.size(Broadcast.together(
                        List.of(given.get(0).dims(), given.get(1).list())));
            case "Tile" -> product(given.get(0).size(), Dims.size(given.get(1).list()));
            case "Range" -> range(given);
            case "Pad" -> padded(given);
            case "MatMul", "Gemm", "MatMulInteger", "QLinearMatMul" -> products(given);
            case "Cast", "Shape", "Size" -> Math.max(together, MAX_RANK_FACTOR);
            case String name when TOGETHER.contains(name) -> product(together, MAX_RANK_FACTOR);
            case String name ->
                Dims.size(Broadcast.together(given.stream().map(Constant::dims).toList()));
        };
    }

    private static long product(long a, long b) {
        return a != 0 && b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
    }

    private static long range(List<Constant> given) {
        double[] values = given.stream().mapToDouble(c -> c.asReals().scalar()).toArray();
        if (values.length != 3) {
            throw new InputException("a range has a start, a limit and a step");
        }
        double count = (values[1] - values[0]) / values[2];
        return count > 0 ? (long) Math.min(Math.ceil(count), Long.MAX_VALUE) : 1;
    }

    private static long padded(List<Constant> given) {
        if (given.size() < 2) {
            throw new InputException("a constant cannot be padded so");
        }
        int[] dims = given.getFirst().dims();
        int[] pads = given.get(1).list();
        int most = IntStream.of(pads).map(Math::abs).max().orElse(0);
        return LongStream.of(IntStream.of(dims).mapToLong(d -> d + 2L * most).toArray())
                .reduce(1, ConstantFolder::product);
    }

    private static long products(List<Constant> given) {
        List<Constant> matrices =
                given.stream().filter(c -> c.dims().length >= 2).toList();
        if (matrices.size() < 2) {
            return given.stream().mapToLong(Constant::size).reduce(1, ConstantFolder::product);
        }
        int[] b = matrices.get(1).dims();
        int rows = Math.max(b[b.length - 1], b[b.length - 2]);
        return product(matrices.getFirst().size(), rows);
    }

    private byte[] model(NodeProto node, List<Constant> constants) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("constant").addNode(node);
        for (Constant constant :
                constants.stream().filter(Objects::nonNull).distinct().toList()) {
            graph.addInitializer(tensor(node.getInput(constants.indexOf(constant)), constant));
        }
        node.getOutputList().stream()
                .filter(output -> !output.isEmpty())
                .forEach(output -> graph.addOutput(ValueInfoProto.newBuilder().setName(output)));
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
        if (!GraphImport.DOMAINS.contains(node.getDomain())) {
            model.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain(node.getDomain()).setVersion(1));
        }
        return model.build().toByteArray();
    }

    private static TensorProto tensor(String name, Constant constant) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name);
        for (int dim : constant.dims()) {
            tensor.addDims(dim);
        }
        tensor.setDataType(constant.type().code());
        ByteBuffer raw = ByteBuffer.allocate(
                        Math.multiplyExact(constant.size(), constant.type().bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < constant.size(); i++) {
            switch (constant.type()) {
                case FLOAT -> raw.putFloat(constant.reals()[i]);
                case INT8, UINT8, BOOL -> raw.put((byte) constant.integers()[i]);
                case INT32 -> raw.putInt(constant.integers()[i]);
                case INT64 -> raw.putLong(constant.integers()[i]);
            }
        }
        return tensor.setRawData(ByteString.copyFrom(raw.flip())).build();
    }

    private static Constant constant(String name, OnnxValue value) {
        if (!(value instanceof OnnxTensor tensor)) {
            throw new InputException(String.format(Locale.ROOT, "the constant %s is no tensor", name));
        }
        int[] dims = Arrays.stream(tensor.getInfo().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        int size = (int) Dims.size(dims);
        return switch (tensor.getInfo().type) {
            case FLOAT, FLOAT16, BFLOAT16 -> reals(name, dims, tensor.getFloatBuffer());
            case DOUBLE -> {
                DoubleBuffer doubles = tensor.getDoubleBuffer();
                float[] reals = new float[size];
                for (int i = 0; i < size; i++) {
                    reals[i] = (float) doubles.get(i);
                }
                yield Constant.reals(name, dims, reals);
            }
            case INT64 -> integers(name, ElementType.INT64, dims, tensor.getLongBuffer()::get);
            case INT32 -> integers(name, ElementType.INT32, dims, tensor.getIntBuffer()::get);
            case INT8 -> integers(name, ElementType.INT8, dims, tensor.getByteBuffer()::get);
            case UINT8 -> {
                ByteBuffer bytes = tensor.getByteBuffer();
                yield integers(name, ElementType.UINT8, dims, i -> bytes.get(i) & 0xFF);
            }
            case BOOL -> integers(name, ElementType.BOOL, dims, tensor.getByteBuffer()::get);
            default ->
                throw new InputException(String.format(
                        Locale.ROOT,
                        "the constant %s is of type %s, which is not supported",
                        name,
                        tensor.getInfo().type));
        };
    }

    private static Constant reals(String name, int[] dims, FloatBuffer buffer) {
        float[] reals = new float[buffer.remaining()];
        buffer.get(reals);
        return Constant.reals(name, dims, reals);
    }

    /** Integers of 64 bits beyond 32, such as "to the end" in a slice, become the nearest of 32. */
    private static Constant integers(String name, ElementType type, int[] dims, IntToLongFunction values) {
        return Constant.integers(
                name,
                type,
                dims,
                IntStream.range(0, (int) Dims.size(dims))
                        .map(i -> Math.clamp(values.applyAsLong(i), type.low(), type.high()))
                        .toArray());
    }
}
