package org.synfire.training.onnx;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.network.onnx.proto.AttributeProto;
import org.synfire.network.onnx.proto.GraphProto;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.NodeProto;
import org.synfire.network.onnx.proto.OperatorSetIdProto;
import org.synfire.network.onnx.proto.TensorProto;
import org.synfire.network.onnx.proto.TensorShapeProto;
import org.synfire.network.onnx.proto.TypeProto;
import org.synfire.network.onnx.proto.ValueInfoProto;

/**
 * Builds an ONNX graph of opset 13, node by node in the order of execution.
 *
 * <p>A node and its output have the same name. The graph states the shape of every value; the first dimension, the
 * batch, is {@code N}.
 *
 * <p><b>Repeatable:</b> the same calls give the same bytes.
 */
public final class OnnxGraph {
    private static final int OPSET = 13;
    /** The IR version that belongs to opset 13 (ONNX 1.8). */
    private static final int IR_VERSION = 7;

    private static final String BATCH = "N";

    private final GraphProto.Builder graph = GraphProto.newBuilder();

    /**
     * The output of a node.
     *
     * @param name of the node
     * @param shape extents without the batch: channels, rows, columns; or features
     */
    public record Value(String name, List<Integer> shape) {}

    /** An empty graph. */
    public OnnxGraph(String name) {
        graph.setName(name);
    }

    /** The image that the graph reads. */
    public Value input(String name, int channels, int height, int width) {
        Value input = new Value(name, List.of(channels, height, width));
        graph.addInput(info(input));
        return input;
    }

    /**
     * A convolution without bias, padded to keep the size at stride 1.
     *
     * @param name of the node
     * @param in the input
     * @param weights output channel, input channel, row, column
     * @param kernel rows and columns of the kernel, odd
     * @param stride rows and columns from one window to the next
     */
    public Value conv(String name, Value in, float[] weights, int kernel, int stride) {
        int inChannels = in.shape.get(0);
        int outChannels = weights.length / (inChannels * kernel * kernel);
        int padding = kernel / 2;
        String weight = initializer(name + ".weight", weights, outChannels, inChannels, kernel, kernel);
        Value out = new Value(
                name, List.of(outChannels, strided(in.shape.get(1), stride), strided(in.shape.get(2), stride)));
        return node(
                "Conv",
                out,
                List.of(in.name, weight),
                ints("dilations", 1, 1),
                integer("group", 1),
                ints("kernel_shape", kernel, kernel),
                ints("pads", padding, padding, padding, padding),
                ints("strides", stride, stride));
    }

    /** A batch normalisation with fixed statistics: {@code scale (in - mean) / sqrt(variance + epsilon) + shift}. */
    public Value batchNormalization(
            String name, Value in, float[] scale, float[] shift, float[] mean, float[] variance, double epsilon) {
        int channels = in.shape.get(0);
        return node(
                "BatchNormalization",
                new Value(name, in.shape),
                List.of(
                        in.name,
                        initializer(name + ".scale", scale, channels),
                        initializer(name + ".bias", shift, channels),
                        initializer(name + ".mean", mean, channels),
                        initializer(name + ".variance", variance, channels)),
                attribute("epsilon", AttributeProto.AttributeType.FLOAT).setF((float) epsilon));
    }

    /** {@code max(0, in)}. */
    public Value relu(String name, Value in) {
        return node("Relu", new Value(name, in.shape), List.of(in.name));
    }

    /** The sum of two values of one shape. */
    public Value add(String name, Value a, Value b) {
        return node("Add", new Value(name, a.shape), List.of(a.name, b.name));
    }

    /** The maximum of every square of {@code side} x {@code side} values, without overlap. */
    public Value maxPool(String name, Value in, int side) {
        Value out = new Value(name, List.of(in.shape.get(0), in.shape.get(1) / side, in.shape.get(2) / side));
        return node("MaxPool", out, List.of(in.name), ints("kernel_shape", side, side), ints("strides", side, side));
    }

    /** The mean of each channel. */
    public Value globalAveragePool(String name, Value in) {
        return node("GlobalAveragePool", new Value(name, List.of(in.shape.get(0), 1, 1)), List.of(in.name));
    }

    /** The values as features, in their order. */
    public Value flatten(String name, Value in) {
        int features = in.shape.stream().reduce(1, Math::multiplyExact);
        return node("Flatten", new Value(name, List.of(features)), List.of(in.name), integer("axis", 1));
    }

    /**
     * A full connection.
     *
     * @param name of the node
     * @param in the input, features
     * @param weights output feature, input feature
     * @param bias one per output feature
     */
    public Value gemm(String name, Value in, float[] weights, float[] bias) {
        return node(
                "Gemm",
                new Value(name, List.of(bias.length)),
                List.of(
                        in.name,
                        initializer(name + ".weight", weights, bias.length, in.shape.get(0)),
                        initializer(name + ".bias", bias, bias.length)),
                integer("transB", 1));
    }

    /**
     * The finished model.
     *
     * @param output the output of the last node
     */
    public ModelProto model(Value output) {
        graph.removeValueInfo(graph.getValueInfoCount() - 1);
        graph.addOutput(info(output));
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setProducerName("synfire-training")
                .setGraph(graph)
                .build();
    }

    private Value node(String operator, Value out, List<String> inputs, AttributeProto.Builder... attributes) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setName(out.name)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(out.name);
        Stream.of(attributes).forEach(node::addAttribute);
        graph.addNode(node);
        graph.addValueInfo(info(out));
        return out;
    }

    private String initializer(String name, float[] values, int... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllDims(IntStream.of(shape).asLongStream().boxed().toList())
                .setRawData(ByteString.copyFrom(bytes)));
        return name;
    }

    private static ValueInfoProto info(Value value) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam(BATCH);
        value.shape.forEach(extent -> shape.addDimBuilder().setDimValue(extent));
        return ValueInfoProto.newBuilder()
                .setName(value.name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }

    private static int strided(int extent, int stride) {
        return (extent - 1) / stride + 1;
    }

    private static AttributeProto.Builder attribute(String name, AttributeProto.AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private static AttributeProto.Builder integer(String name, long value) {
        return attribute(name, AttributeProto.AttributeType.INT).setI(value);
    }

    private static AttributeProto.Builder ints(String name, long... values) {
        AttributeProto.Builder attribute = attribute(name, AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute;
    }
}
