package org.synfire.network.floating;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;
import org.synfire.engine.InputException;
import org.synfire.network.graph.InputFeed;
import org.synfire.network.graph.InputFeed.ElementType;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;

/**
 * The image in the form that the model file itself wants: channels first or last, real or 8-bit integers. One native
 * tensor, overwritten by every {@link #set}.
 */
final class ModelInput implements AutoCloseable {
    private final String network;
    private final Shape shape;
    private final InputFeed feed;
    private final Node.Requantize quantization;
    private final ByteBuffer buffer;
    private final OnnxTensor tensor;

    private ModelInput(Network network, Node.Requantize quantization, ByteBuffer buffer, OnnxTensor tensor) {
        this.network = network.name();
        this.shape = network.input().shape();
        this.feed = network.input().feed();
        this.quantization = quantization;
        this.buffer = buffer;
        this.tensor = tensor;
    }

    static ModelInput of(Network network, OrtEnvironment environment) throws OrtException {
        InputFeed feed = network.input().feed();
        int size = network.input().shape().size();
        boolean isReal = feed.type() == ElementType.FLOAT;
        Node.Requantize quantization = isReal ? null : quantization(network);
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(isReal ? size * Float.BYTES : size).order(ByteOrder.nativeOrder());
        OnnxTensor tensor = isReal
                ? OnnxTensor.createTensor(environment, buffer.asFloatBuffer(), feed.dimensions())
                : OnnxTensor.createTensor(
                        environment,
                        buffer,
                        feed.dimensions(),
                        feed.type() == ElementType.INT8 ? OnnxJavaType.INT8 : OnnxJavaType.UINT8);
        return new ModelInput(network, quantization, buffer, tensor);
    }

    private static Node.Requantize quantization(Network network) {
        return network.nodes().stream()
                .filter(n -> n.inputs().contains(0))
                .filter(Node.Requantize.class::isInstance)
                .map(Node.Requantize.class::cast)
                .findFirst()
                .orElseThrow(() -> new InputException("network " + network.name()
                        + ": its input holds integers but no DequantizeLinear follows that says what they mean"));
    }

    Map<String, OnnxTensor> feed() {
        return Map.of(feed.name(), tensor);
    }

    /** Takes over an image given in the order channel, row, column. */
    void set(float[] image) {
        if (image.length != shape.size()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s reads images of %s, %d values, not %d",
                    network,
                    shape,
                    shape.size(),
                    image.length));
        }
        int element = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int position = 0; position < shape.positions(); position++) {
                put(feed.channelsLast() ? position * shape.channels() + channel : element, image[element]);
                element++;
            }
        }
    }

    private void put(int index, float value) {
        if (quantization == null) {
            buffer.putFloat(index * Float.BYTES, value);
        } else {
            double code = Math.rint(value / quantization.scale()) + quantization.zeroPoint();
            buffer.put(index, (byte) Math.clamp((long) code, quantization.low(), quantization.high()));
        }
    }

    @Override
    public void close() {
        tensor.close();
    }
}
