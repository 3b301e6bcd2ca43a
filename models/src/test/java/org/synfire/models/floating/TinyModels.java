package org.synfire.models.floating;

import java.util.Arrays;
import java.util.List;
import org.synfire.models.onnx.proto.AttributeProto;
import org.synfire.models.onnx.proto.GraphProto;
import org.synfire.models.onnx.proto.ModelProto;
import org.synfire.models.onnx.proto.NodeProto;
import org.synfire.models.onnx.proto.OperatorSetIdProto;
import org.synfire.models.onnx.proto.TensorProto;
import org.synfire.models.onnx.proto.TensorShapeProto;
import org.synfire.models.onnx.proto.TypeProto;
import org.synfire.models.onnx.proto.ValueInfoProto;

/** Writes small ONNX models node by node. */
public final class TinyModels {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");

    /** Declares the graph's input. */
    public TinyModels input(String name, TensorProto.DataType type, long... dimensions) {
        graph.addInput(value(name, type, dimensions));
        return this;
    }

    /** Declares an output. */
    public TinyModels output(String name, TensorProto.DataType type, long... dimensions) {
        graph.addOutput(value(name, type, dimensions));
        return this;
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, long... dimensions) {
        var shape = TensorShapeProto.newBuilder();
        Arrays.stream(dimensions)
                .forEach(d ->
                        shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(d)));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }

    /** Adds real constants. */
    public TinyModels reals(String name, long[] dimensions, float... values) {
        var tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        Arrays.stream(dimensions).forEach(tensor::addDims);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    /** Adds integer constants. */
    public TinyModels integers(String name, TensorProto.DataType type, long[] dimensions, int... values) {
        var tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        Arrays.stream(dimensions).forEach(tensor::addDims);
        Arrays.stream(values).forEach(tensor::addInt32Data);
        graph.addInitializer(tensor);
        return this;
    }

    /** Adds an operation with one output. */
    public TinyModels node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return this;
    }

    /** An attribute that is a list of integers. */
    public static AttributeProto integers(String name, long... values) {
        var attribute = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    /** An attribute that is one integer. */
    public static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    /** The model file's bytes. */
    public byte[] bytes() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }
}
