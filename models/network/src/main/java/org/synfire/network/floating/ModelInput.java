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
        Node.Requantize quantization = isReal(feed) ? null : quantization(network);
        long bytes = feed.dimensions()[0] * size * bytes(feed.type());
        if (bytes > Integer.MAX_VALUE) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s reads batches of %d images of %d values, more than 2 GB: export it with a smaller"
                            + " batch",
                    network.name(),
                    feed.dimensions()[0],
                    size));
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
        return new ModelInput(network, quantization, buffer, tensor(environment, feed, buffer));
    }

    private static boolean isReal(InputFeed feed) {
        return switch (feed.type()) {
            case FLOAT, DOUBLE, FLOAT16 -> true;
            case INT8, UINT8 -> false;
        };
    }

    private static int bytes(ElementType type) {
        return switch (type) {
            case FLOAT -> Float.BYTES;
            case DOUBLE -> Double.BYTES;
            case FLOAT16 -> Short.BYTES;
            case INT8, UINT8 -> 1;
        };
    }

    private static OnnxTensor tensor(OrtEnvironment environment, InputFeed feed, ByteBuffer buffer)
            throws OrtException {
        return switch (feed.type()) {
            case FLOAT -> OnnxTensor.createTensor(environment, buffer.asFloatBuffer(), feed.dimensions());
            case DOUBLE -> OnnxTensor.createTensor(environment, buffer.asDoubleBuffer(), feed.dimensions());
            case FLOAT16 ->
                OnnxTensor.createTensor(environment, buffer.asShortBuffer(), feed.dimensions(), OnnxJavaType.FLOAT16);
            case INT8 -> OnnxTensor.createTensor(environment, buffer, feed.dimensions(), OnnxJavaType.INT8);
            case UINT8 -> OnnxTensor.createTensor(environment, buffer, feed.dimensions(), OnnxJavaType.UINT8);
        };
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

    /** Takes over an image given in the order channel, row, column; every sample of a batch is the same. */
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
        for (int sample = 0; sample < feed.dimensions()[0]; sample++) {
            int first = sample * shape.size();
            int element = 0;
            for (int channel = 0; channel < shape.channels(); channel++) {
                for (int position = 0; position < shape.positions(); position++) {
                    int at = feed.channelsLast() ? position * shape.channels() + channel : element;
                    put(first + at, image[element]);
                    element++;
                }
            }
        }
    }

    private void put(int index, float value) {
        switch (feed.type()) {
            case FLOAT -> buffer.putFloat(index * Float.BYTES, value);
            case DOUBLE -> buffer.putDouble(index * Double.BYTES, value);
            case FLOAT16 -> buffer.putShort(index * Short.BYTES, Float.floatToFloat16(value));
            case INT8, UINT8 -> {
                double code = Math.rint(value / (float) quantization.scale()) + quantization.zeroPoint();
                buffer.put(index, (byte) Math.clamp((long) code, quantization.low(), quantization.high()));
            }
        }
    }

    @Override
    public void close() {
        tensor.close();
    }
}
