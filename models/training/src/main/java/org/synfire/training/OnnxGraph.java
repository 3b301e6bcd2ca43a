package org.synfire.training;

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
 * An ONNX graph of opset 13, built node by node in the order of execution. A node and the value that it puts out have
 * the same name, and every value's shape is written down, its first dimension (the batch) as {@code N}.
 *
 * <p><b>Repeatable:</b> the same calls give the same bytes.
 */
final class OnnxGraph {

    private static final int OPSET = 13;
    /** The IR version that belongs to opset 13 (ONNX 1.8). */
    private static final int IR_VERSION = 7;

    private static final String BATCH = "N";

    private final GraphProto.Builder graph = GraphProto.newBuilder();

    /**
     * What flows along an edge.
     *
     * @param shape extents without the batch: channels, rows, columns; or features
     */
    record Value(String name, List<Integer> shape) {}

    OnnxGraph(final String name) {
        graph.setName(name);
    }

    Value input(final String name, final int channels, final int height, final int width) {
        final Value input = new Value(name, List.of(channels, height, width));
        graph.addInput(info(input));
        return input;
    }

    /**
     * A convolution without bias, padded to keep the size at stride 1.
     *
     * @param weights output channel, input channel, row, column
     * @param kernel rows and columns of the kernel, odd
     */
    Value conv(final String name, final Value in, final float[] weights, final int kernel, final int stride) {
        final int inChannels = in.shape.get(0);
        final int outChannels = weights.length / (inChannels * kernel * kernel);
        final int padding = kernel / 2;
        final String weight = initializer(name + ".weight", weights, outChannels, inChannels, kernel, kernel);
        final Value out = new Value(
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

    Value batchNormalization(
            final String name,
            final Value in,
            final float[] scale,
            final float[] shift,
            final float[] mean,
            final float[] variance,
            final double epsilon) {
        final int channels = in.shape.get(0);
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

    Value relu(final String name, final Value in) {
        return node("Relu", new Value(name, in.shape), List.of(in.name));
    }

    Value add(final String name, final Value a, final Value b) {
        return node("Add", new Value(name, a.shape), List.of(a.name, b.name));
    }

    /** The maximum of every square of {@code side} x {@code side} values, without overlap. */
    Value maxPool(final String name, final Value in, final int side) {
        final Value out = new Value(name, List.of(in.shape.get(0), in.shape.get(1) / side, in.shape.get(2) / side));
        return node("MaxPool", out, List.of(in.name), ints("kernel_shape", side, side), ints("strides", side, side));
    }

    Value globalAveragePool(final String name, final Value in) {
        return node("GlobalAveragePool", new Value(name, List.of(in.shape.get(0), 1, 1)), List.of(in.name));
    }

    Value flatten(final String name, final Value in) {
        final int features = in.shape.stream().reduce(1, Math::multiplyExact);
        return node("Flatten", new Value(name, List.of(features)), List.of(in.name), integer("axis", 1));
    }

    /** @param weights output feature, input feature */
    Value gemm(final String name, final Value in, final float[] weights, final float[] bias) {
        return node(
                "Gemm",
                new Value(name, List.of(bias.length)),
                List.of(
                        in.name,
                        initializer(name + ".weight", weights, bias.length, in.shape.get(0)),
                        initializer(name + ".bias", bias, bias.length)),
                integer("transB", 1));
    }

    /** The finished model; {@code output} is what the last node puts out. */
    ModelProto model(final Value output) {
        graph.removeValueInfo(graph.getValueInfoCount() - 1);
        graph.addOutput(info(output));
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setProducerName("synfire-training")
                .setGraph(graph)
                .build();
    }

    private Value node(
            final String operator,
            final Value out,
            final List<String> inputs,
            final AttributeProto.Builder... attributes) {
        final NodeProto.Builder node = NodeProto.newBuilder()
                .setName(out.name)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(out.name);
        Stream.of(attributes).forEach(node::addAttribute);
        graph.addNode(node);
        graph.addValueInfo(info(out));
        return out;
    }

    private String initializer(final String name, final float[] values, final int... shape) {
        final ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllDims(IntStream.of(shape).asLongStream().boxed().toList())
                .setRawData(ByteString.copyFrom(bytes)));
        return name;
    }

    private static ValueInfoProto info(final Value value) {
        final TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
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

    private static int strided(final int extent, final int stride) {
        return (extent - 1) / stride + 1;
    }

    private static AttributeProto.Builder attribute(final String name, final AttributeProto.AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private static AttributeProto.Builder integer(final String name, final long value) {
        return attribute(name, AttributeProto.AttributeType.INT).setI(value);
    }

    private static AttributeProto.Builder ints(final String name, final long... values) {
        final AttributeProto.Builder attribute = attribute(name, AttributeProto.AttributeType.INTS);
        for (final long value : values) {
            attribute.addInts(value);
        }
        return attribute;
    }
}
