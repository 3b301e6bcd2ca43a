package org.synfire.network.onnx;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.synfire.network.onnx.proto.AttributeProto;
import org.synfire.network.onnx.proto.AttributeProto.AttributeType;
import org.synfire.network.onnx.proto.GraphProto;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.NodeProto;
import org.synfire.network.onnx.proto.OperatorSetIdProto;
import org.synfire.network.onnx.proto.TensorProto;
import org.synfire.network.onnx.proto.TensorProto.DataType;
import org.synfire.network.onnx.proto.TensorShapeProto;
import org.synfire.network.onnx.proto.TypeProto;
import org.synfire.network.onnx.proto.ValueInfoProto;

/** Builds small ONNX models for tests. Weights are random, from a fixed seed. */
final class ModelBuilder {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private final Random random = new Random(42);
    private final int opset;

    ModelBuilder(int opset) {
        this.opset = opset;
    }

    GraphProto.Builder graph() {
        return graph;
    }

    ModelBuilder input(long... dims) {
        return input("x", DataType.FLOAT, dims);
    }

    ModelBuilder input(String name, DataType type, long... dims) {
        graph.addInput(info(name, type, dims));
        return this;
    }

    /** Random weights of about -1..1. */
    ModelBuilder weights(String name, int... dims) {
        float[] values = new float[(int) Dims.size(dims)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return floats(name, dims, values);
    }

    /** Random numbers of about 0.5..1.5, as variances are. */
    ModelBuilder positive(String name, int... dims) {
        float[] values = new float[(int) Dims.size(dims)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() + 0.5f;
        }
        return floats(name, dims, values);
    }

    ModelBuilder floats(String name, int[] dims, float... values) {
        graph.addInitializer(tensor(name, DataType.FLOAT, dims).addAllFloatData(boxed(values)));
        return this;
    }

    ModelBuilder scalar(String name, float value) {
        return floats(name, new int[0], value);
    }

    ModelBuilder longs(String name, long... values) {
        graph.addInitializer(tensor(name, DataType.INT64, values.length)
                .addAllInt64Data(Arrays.stream(values).boxed().toList()));
        return this;
    }

    /** Integers of 8 bits, a truth value or 32-bit integers. */
    ModelBuilder integers(String name, DataType type, int[] dims, int... values) {
        graph.addInitializer(tensor(name, type, dims)
                .addAllInt32Data(Arrays.stream(values).boxed().toList()));
        return this;
    }

    /** Random 8-bit integers, as raw data. */
    ModelBuilder codes(String name, DataType type, int... dims) {
        byte[] values = new byte[(int) Dims.size(dims)];
        random.nextBytes(values);
        graph.addInitializer(tensor(name, type, dims).setRawData(ByteString.copyFrom(values)));
        return this;
    }

    /** @param inputs names with a blank between them; {@code -} for one that is left out */
    ModelBuilder node(String operator, String inputs, String output, AttributeProto... attributes) {
        NodeProto.Builder node =
                NodeProto.newBuilder().setOpType(operator).addOutput(output).addAllAttribute(Arrays.asList(attributes));
        for (String input : inputs.isEmpty() ? new String[0] : inputs.split(" ")) {
            node.addInput(input.equals("-") ? "" : input);
        }
        graph.addNode(node);
        return this;
    }

    ModelBuilder output(String name) {
        graph.addOutput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber()))));
        return this;
    }

    ModelProto model() {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(opset < 9 ? 3 : 8)
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
        graph.getNodeList().stream()
                .map(NodeProto::getDomain)
                .filter(domain -> !domain.isEmpty())
                .distinct()
                .forEach(domain -> model.addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(1)));
        return model.build();
    }

    byte[] bytes() {
        return model().toByteArray();
    }

    /** Lists every initialiser as an input as well, as files of old versions must. */
    ModelBuilder initializersAsInputs() {
        for (TensorProto tensor : graph.getInitializerList()) {
            long[] dims = tensor.getDimsList().stream().mapToLong(d -> d).toArray();
            graph.addInput(info(tensor.getName(), DataType.forNumber(tensor.getDataType()), dims));
        }
        return this;
    }

    static AttributeProto ints(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().toList())
                .build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto reals(String name, float... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOATS)
                .addAllFloats(boxed(values))
                .build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto tensor(String name, int[] dims, float... values) {
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.TENSOR)
                .setT(tensor("", DataType.FLOAT, dims).setRawData(ByteString.copyFrom(raw)))
                .build();
    }

    private static TensorProto.Builder tensor(String name, DataType type, int... dims) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(Arrays.stream(dims).asLongStream().boxed().toList());
    }

    private static List<Float> boxed(float... values) {
        List<Float> boxed = new ArrayList<>();
        for (float value : values) {
            boxed.add(value);
        }
        return boxed;
    }

    private static ValueInfoProto info(String name, DataType type, long... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long dim : dims) {
            shape.addDim(
                    dim < 0
                            ? TensorShapeProto.Dimension.newBuilder().setDimParam("N")
                            : TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
