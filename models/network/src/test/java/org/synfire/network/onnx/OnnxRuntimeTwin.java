package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.synfire.network.graph.InputFeed;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;

/** Runs a model in ONNX Runtime and its imported network in {@link FloatInterpreter}, on the same random images. */
final class OnnxRuntimeTwin {
    private static final int IMAGES = 3;
    private static final double TOLERANCE = 1e-4;

    private OnnxRuntimeTwin() {}

    /** The network that a model is imported as. */
    static Network read(ModelBuilder model) {
        return OnnxImporter.read(model.bytes(), "test.onnx");
    }

    /** Asserts that both give the same output, and gives the network for more questions. */
    static Network assertSame(ModelBuilder model) {
        return assertNearlySame(model, 0);
    }

    /** As {@link #assertSame}, where a quantisation may round a value to the neighbouring integer. */
    static Network assertNearlySame(ModelBuilder model, double step) {
        byte[] bytes = model.bytes();
        Network network = OnnxImporter.read(bytes, "test.onnx");
        assertEquals(
                network.nodes().size(),
                network.nodes().stream().map(Node::name).distinct().count(),
                "unique names");
        Random random = new Random(7);
        for (int i = 0; i < IMAGES; i++) {
            float[] image = image(network, random);
            double[] expected = runtime(bytes, network, image);
            double[] actual = FloatInterpreter.run(network, real(network, image));
            double largest = 1;
            for (double value : expected) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertArrayEquals(expected, actual, TOLERANCE * largest + step, "output of image " + i);
        }
        return network;
    }

    /** Reals of -2..2, or integers. */
    private static float[] image(Network network, Random random) {
        float[] image = new float[network.input().shape().size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = switch (network.input().feed().type()) {
                case FLOAT, DOUBLE, FLOAT16 -> random.nextFloat() * 4 - 2;
                case INT8 -> random.nextInt(256) - 128;
                case UINT8 -> random.nextInt(256);
            };
        }
        return image;
    }

    /** What an integer image means is said by the node that gives it a scale. */
    static double[] real(Network network, float[] image) {
        double[] real = new double[image.length];
        for (int i = 0; i < real.length; i++) {
            real[i] = network.nodes().get(1) instanceof Node.Requantize first
                            && network.input().feed().type() != InputFeed.ElementType.FLOAT
                    ? (image[i] - first.zeroPoint()) * first.scale()
                    : image[i];
        }
        return real;
    }

    /** What ONNX Runtime computes for the first output. */
    private static double[] runtime(byte[] bytes, Network network, float[] image) {
        return runtimeAll(bytes, network, image).getFirst();
    }

    /** What ONNX Runtime computes for every output, all of them reals. */
    static List<double[]> runtimeAll(byte[] bytes, Network network, float[] image) {
        InputFeed feed = network.input().feed();
        float[] fed = feed.channelsLast() ? channelsLast(network.input().shape(), image) : image;
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            try (OrtSession session = environment.createSession(bytes, options);
                    OnnxTensor input = tensor(environment, feed, fed);
                    OrtSession.Result result = session.run(Map.of(feed.name(), input))) {
                List<double[]> outputs = new ArrayList<>();
                result.forEach(output -> outputs.add(reals((OnnxTensor) output.getValue())));
                return outputs;
            }
        } catch (OrtException e) {
            throw new AssertionError("ONNX Runtime refuses the model of this test: " + e.getMessage(), e);
        }
    }

    private static double[] reals(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        double[] values = new double[buffer.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = buffer.get(i);
        }
        return values;
    }

    private static OnnxTensor tensor(OrtEnvironment environment, InputFeed feed, float[] image) throws OrtException {
        if (feed.type() == InputFeed.ElementType.FLOAT) {
            return OnnxTensor.createTensor(environment, FloatBuffer.wrap(image), feed.dimensions());
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect(image.length);
        for (float value : image) {
            bytes.put((byte) (int) value);
        }
        return OnnxTensor.createTensor(
                environment,
                bytes.flip(),
                feed.dimensions(),
                feed.type() == InputFeed.ElementType.INT8 ? OnnxJavaType.INT8 : OnnxJavaType.UINT8);
    }

    private static float[] channelsLast(Shape shape, float[] image) {
        float[] moved = new float[image.length];
        for (int c = 0; c < shape.channels(); c++) {
            for (int p = 0; p < shape.positions(); p++) {
                moved[p * shape.channels() + c] = image[c * shape.positions() + p];
            }
        }
        return moved;
    }
}
