package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synfire.network.data.RealData;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.TypeProto;
import org.synfire.network.onnx.proto.ValueInfoProto;

/** Trained networks from elsewhere compute, after import, what ONNX Runtime computes from the file. */
@Timeout(300)
class RealNetworksTest {
    private static final int SAMPLES = 10;

    /** What a network wants its pixels to be. */
    private enum Pixels {
        RAW,
        UNIT,
        CENTRED,
        NORMALISED;

        private static final double[] MEAN = {.485, .456, .406};
        private static final double[] DEVIATION = {.229, .224, .225};

        double of(int pixel, int channel) {
            return switch (this) {
                case RAW -> pixel;
                case UNIT -> pixel / 255.0;
                case CENTRED -> pixel - 128;
                case NORMALISED -> (pixel / 255.0 - MEAN[channel]) / DEVIATION[channel];
            };
        }
    }

    /** A network, its stored outputs, the images it is for and what it wants their pixels to be. */
    record Trained(String model, String reference, boolean isMnist, Pixels pixels) {
        Path file() {
            return RealData.require("models/" + model + ".onnx");
        }

        /** What the network's input holds for a sample. */
        float[] image(byte[] data, int sample) {
            int size = isMnist ? 784 : 3072;
            int start = isMnist ? sample * size : sample * (size + 1) + 1;
            float[] image = new float[size];
            for (int i = 0; i < size; i++) {
                image[i] = (float) pixels.of(data[start + i] & 0xFF, i / 1024);
            }
            return image;
        }

        byte[] images() throws IOException {
            return isMnist ? mnist() : cifar();
        }

        @Override
        public String toString() {
            return model;
        }
    }

    static Stream<Trained> trained() {
        return Stream.of(
                new Trained("eran/mnist-net_256x4", "eran-mnist-net_256x4", true, Pixels.UNIT),
                new Trained("onnx-mnist/model", "onnx-mnist-model", true, Pixels.RAW),
                new Trained("sinabs-mnist/sinabs_mnist_ann", "sinabs-mnist-sinabs_mnist_ann", true, Pixels.UNIT),
                new Trained(
                        "resnet-cifar10/resnet20-12fca82f",
                        "resnet-cifar10-resnet20-12fca82f",
                        false,
                        Pixels.NORMALISED),
                new Trained(
                        "resnet-cifar10/resnet32-d509ac18",
                        "resnet-cifar10-resnet32-d509ac18",
                        false,
                        Pixels.NORMALISED),
                new Trained("mlperf-tiny/pretrainedResnet_qdq", "mlperf-tiny-pretrainedResnet_qdq", false, Pixels.RAW),
                new Trained(
                        "mlperf-tiny/pretrainedResnet_quant_qdq",
                        "mlperf-tiny-pretrainedResnet_quant_qdq",
                        false,
                        Pixels.CENTRED));
    }

    /**
     * A float network equals its stored outputs. In the quantised one a sum that lies on the border of two integers may
     * fall to either side, and what follows differs by single steps: there, most outputs are equal and none is more
     * than two steps off.
     */
    @ParameterizedTest
    @MethodSource("trained")
    void computesTheStoredOutputs(Trained trained) throws IOException {
        Network network = OnnxImporter.read(trained.file());
        float[] expected = outputs(RealData.require("models/ref/" + trained.reference() + "_first200.npy"));
        byte[] data = trained.images();
        double step = network.output() instanceof Node.Requantize last ? last.scale() : 0;
        int outputs = network.output().shape().size();
        int equal = 0;
        double largest = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            double[] output = FloatInterpreter.run(network, OnnxRuntimeTwin.real(network, trained.image(data, sample)));
            for (int i = 0; i < outputs; i++) {
                double difference = Math.abs(expected[sample * outputs + i] - output[i]);
                double close = 1e-3 * Math.max(1, Math.abs(output[i]));
                assertEquals(
                        expected[sample * outputs + i],
                        output[i],
                        close + 2 * step,
                        "sample " + sample + " output " + i);
                equal += difference <= close ? 1 : 0;
                largest = Math.max(largest, difference);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d samples, %d of %d outputs equal, largest difference %.2g%n",
                trained,
                SAMPLES,
                equal,
                SAMPLES * outputs,
                largest);
        assertTrue(equal >= 0.8 * SAMPLES * outputs, equal + " outputs are equal");
    }

    /**
     * Every node has the value of the file's tensor of its name, computed from the values that ONNX Runtime gives its
     * inputs. A quantised value may be one step off where its real value lies on the border of two integers.
     */
    @ParameterizedTest
    @MethodSource("trained")
    void everyNodeIsTheTensorOfItsName(Trained trained) throws IOException {
        Network network = OnnxImporter.read(trained.file());
        byte[] data = trained.images();
        byte[] opened = withOutputs(trained.file(), network);
        for (int sample = 0; sample < 2; sample++) {
            float[] image = trained.image(data, sample);
            List<double[]> values = new ArrayList<>();
            values.add(OnnxRuntimeTwin.real(network, image));
            values.addAll(OnnxRuntimeTwin.runtimeAll(opened, network, image));
            for (int i = 1; i < network.nodes().size(); i++) {
                Node node = network.nodes().get(i);
                assertClose(node, values.get(i), FloatInterpreter.compute(network, node, values.subList(0, i)), values);
            }
        }
    }

    private static void assertClose(Node node, double[] expected, double[] actual, List<double[]> values) {
        double largest = 1;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            double tolerance = 1e-5 * largest;
            if (node instanceof Node.Requantize n) {
                double scaled = values.get(n.input())[i] / n.scale();
                boolean onBorder = Math.abs(scaled - Math.floor(scaled) - 0.5) < 1e-4;
                tolerance += onBorder ? n.scale() : 0;
            }
            assertEquals(expected[i], actual[i], tolerance, node.name() + " element " + i);
        }
    }

    private static byte[] withOutputs(Path file, Network network) throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        model.getGraphBuilder().clearOutput();
        network.nodes().stream()
                .skip(1)
                .forEach(node -> model.getGraphBuilder()
                        .addOutput(ValueInfoProto.newBuilder()
                                .setName(node.name())
                                .setType(TypeProto.newBuilder()
                                        .setTensorType(
                                                TypeProto.Tensor.newBuilder().setElemType(1)))));
        return model.build().toByteArray();
    }

    private static byte[] mnist() throws IOException {
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(RealData.require("mnist/t10k-images-idx3-ubyte.gz")))) {
            in.skipNBytes(16);
            return in.readNBytes(784 * SAMPLES);
        }
    }

    private static byte[] cifar() throws IOException {
        try (InputStream in = Files.newInputStream(RealData.require("cifar-10-batches-bin/test_batch.bin"))) {
            return in.readNBytes(3073 * SAMPLES);
        }
    }

    private static float[] outputs(Path npy) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(npy)).order(ByteOrder.LITTLE_ENDIAN);
        int header = 10 + file.getShort(8);
        assertTrue(new String(file.array(), 10, header, StandardCharsets.US_ASCII).contains("'<f4'"), "32-bit floats");
        float[] values = new float[(file.limit() - header) / 4];
        file.position(header).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    @Test
    void foldsResnetToConvolutionsSumsAndClamps() {
        Network network = OnnxImporter.read(RealData.require("models/resnet-cifar10/resnet20-12fca82f.onnx"));
        assertEquals(
                21,
                network.nodes().stream()
                        .filter(Node.Convolution.class::isInstance)
                        .count());
        assertEquals(
                9, network.nodes().stream().filter(Node.Sum.class::isInstance).count());
        assertEquals(
                19,
                network.nodes().stream().filter(Node.Clamp.class::isInstance).count());
        assertEquals(1 + 21 + 9 + 19 + 2, network.nodes().size(), "and an input, a mean and a full connection");
    }

    @Test
    void keepsTheIntegersAndScalesOfAQuantisedNetwork() {
        Network network = OnnxImporter.read(RealData.require("models/mlperf-tiny/pretrainedResnet_quant_qdq.onnx"));
        Node.Convolution first = (Node.Convolution) network.nodes().get(2);
        assertTrue(network.nodes().get(1) instanceof Node.Requantize, "the integer input is given its scale");
        assertEquals(16, first.weights().scales().length);
        assertTrue(network.nodes().stream()
                .filter(Node.Convolution.class::isInstance)
                .allMatch(n -> ((Node.Convolution) n).weights().isQuantized()));
        assertTrue(network.nodes().stream().noneMatch(Node.Rearrange.class::isInstance));
    }
}
