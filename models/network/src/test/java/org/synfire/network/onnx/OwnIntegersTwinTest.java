package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.synfire.network.onnx.ModelBuilder.integer;
import static org.synfire.network.onnx.ModelBuilder.ints;
import static org.synfire.network.onnx.ModelBuilder.real;
import static org.synfire.network.onnx.ModelBuilder.tensor;
import static org.synfire.network.onnx.ModelBuilder.text;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;
import org.synfire.network.data.RandomImages;
import org.synfire.network.data.RealData;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Parts;
import org.synfire.network.integer.Population;
import org.synfire.network.onnx.model.Models;
import org.synfire.network.onnx.proto.GraphProto;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.NodeProto;
import org.synfire.network.onnx.proto.TensorProto.DataType;
import org.synfire.network.onnx.proto.ValueInfoProto;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.quantize.Quantizer;
import org.synfire.network.reference.DenseReference;

/**
 * Networks of integers written with operators on reals: the answers of spikes are those of ONNX Runtime, all of them.
 */
@Timeout(120)
class OwnIntegersTwinTest {
    private static final int IMAGES = 20;
    private static final int LEAST_DIFFERENT = 5;

    /** What the spiking network answers, in real numbers, against ONNX Runtime on whole pixels. */
    private static EncodedNetwork assertEqual(byte[] file) throws IOException {
        return assertEqual(file, OnnxImporter.read(file, "own.onnx").output().name());
    }

    /** @param tensor the layer that is compared */
    private static EncodedNetwork assertEqual(byte[] file, String tensor) throws IOException {
        Network network = OnnxImporter.read(file, "own.onnx");
        Shape input = network.input().shape();
        RandomImages images = new RandomImages(input.channels(), input.height(), input.width(), 1, 1);
        EncodedNetwork encoded = Quantizer.symmetric(8)
                .calibrate(images, Preprocessing.rawPixels())
                .quantize(network, file);
        DenseReference reference = new DenseReference(encoded.network());
        byte[] standard = upTo(tensor, Models.standard(ModelProto.parseFrom(file)));
        byte[] pixels = new byte[input.size()];
        int[] codes = new int[pixels.length];
        double[] before = null;
        int changed = 0;
        for (int i = 0; i < IMAGES; i++) {
            new Random(i).nextBytes(pixels);
            for (int p = 0; p < pixels.length; p++) {
                pixels[p] = (byte) (Byte.toUnsignedInt(pixels[p]) >> i % 4);
            }
            float[] seen = new float[pixels.length];
            Preprocessing.rawPixels().apply(pixels, seen);
            encoded.inputCodes().encode(pixels, codes);
            reference.compute(codes);
            double[] expected =
                    OnnxRuntimeTwin.runtimeAll(standard, network, seen).getFirst();
            Population population = encoded.network().populations().stream()
                    .filter(each -> each.name().equals(tensor))
                    .findFirst()
                    .orElseThrow();
            int[] actual = reference.values(population.id());
            double scale = scale(population); // the bias of an answer is a whole number of these
            for (int o = 0; o < expected.length; o++) {
                assertEquals(expected[o], actual[o] * scale, scale / 2 + 1e-6 * Math.abs(expected[o]));
            }
            changed += before != null && !Arrays.equals(before, expected) ? 1 : 0;
            before = expected;
        }
        assertTrue(changed >= LEAST_DIFFERENT, "answers differ from image to image");
        return encoded;
    }

    /** The model with another output. */
    private static byte[] upTo(String tensor, ModelProto model) {
        GraphProto.Builder graph = model.getGraph().toBuilder();
        ValueInfoProto.Builder answer = graph.getOutput(0).toBuilder().setName(tensor);
        answer.getTypeBuilder().getTensorTypeBuilder().clearShape();
        return model.toBuilder()
                .setGraph(graph.clearOutput().addOutput(answer))
                .build()
                .toByteArray();
    }

    private static double scale(Population population) {
        return switch (population.neurons()) {
            case Neurons.Answer answer -> answer.unit();
            default -> Parts.code(population).scale();
        };
    }

    /** Whole numbers from -most to most. */
    private static float[] whole(int seed, int count, int most) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(2 * most + 1) - most;
        }
        return values;
    }

    private static float[] positive(int seed, int count, int least, int most) {
        float[] values = new float[count];
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            values[i] = least + random.nextInt(most - least + 1);
        }
        return values;
    }

    private static ModelBuilder layer(ModelBuilder model, String in, String out, int channels, int from) {
        return model.floats(out + "w", new int[] {channels, from, 3, 3}, whole(out.hashCode(), channels * from * 9, 60))
                .floats(out + "b", new int[] {channels}, whole(out.hashCode() + 1, channels, 900))
                .node("Conv", in + " " + out + "w " + out + "b", out, ints("pads", 1, 1, 1, 1));
    }

    private static ModelBuilder answer(ModelBuilder model, String in, int size) {
        return model.floats("fw", new int[] {5, size}, whole(77, 5 * size, 90))
                .floats("fb", new int[] {5}, whole(78, 5, 1_000))
                .node("Flatten", in, "flat")
                .node("Gemm", "flat fw fb", "y", integer("transB", 1))
                .output("y");
    }

    @Test
    void roundsDownAfterFactorsAndOffsetsOfBothSigns() throws IOException {
        ModelBuilder model = layer(new ModelBuilder(9).input(1, 1, 8, 8), "x", "a", 6, 1)
                .floats("k", new int[] {1, 6, 1, 1}, 131, -257, 60, 999, -1, 512)
                .floats("l", new int[] {1, 6, 1, 1}, 40_001, 70_003, -9_999, 1, 5_000, -123_457)
                .scalar("d", 65_536)
                .node("Mul", "k a", "m")
                .node("Add", "m l", "s")
                .node("Div", "s d", "q")
                .node("Floor", "q", "f")
                .node("Clip", "f", "c", real("min", 0), real("max", 255));
        EncodedNetwork encoded = assertEqual(answer(model, "c", 6 * 64).bytes());
        assertEquals(1, Parts.code(encoded.network().input()).scale(), "pixels are the file's own integers");
        assertTrue(Quantizer.hasOwnRanges(OnnxImporter.read(model.bytes(), "own.onnx")));
    }

    @Test
    void readsAnswersOfOneScaleForEachChannel() throws IOException {
        ModelBuilder model = new ModelBuilder(13)
                .input(1, 1, 6, 6)
                .scalar("one", 1)
                .integers("zero", DataType.UINT8, new int[0], 0)
                .codes("fi", DataType.INT8, 36, 5)
                .floats("fs", new int[] {5}, .01f, .5f, .002f, .25f, .03f)
                .integers("fz", DataType.INT8, new int[] {5}, 0, 0, 0, 0, 0)
                .floats("fb", new int[] {5}, 1, -2, 3, -4, 6) // whole numbers of the scales
                .node("QuantizeLinear", "x one zero", "q")
                .node("DequantizeLinear", "q one zero", "d")
                .node("DequantizeLinear", "fi fs fz", "w", integer("axis", 1))
                .node("Flatten", "d", "flat")
                .node("Gemm", "flat w fb", "y")
                .output("y");
        EncodedNetwork encoded = assertEqual(model.bytes());
        Neurons.Answer answer = (Neurons.Answer) encoded.network().output().neurons();
        // 36 weights of 7 bits times codes of 8 bits are sums of 21 bits
        assertEquals(.5 / (1 << 9), answer.unit(), 1e-9, "the largest scale of the channels, nine bits finer");
        assertEquals(5, answer.readout().entries());
    }

    @Test
    void dividesAsIntegersDo() throws IOException {
        ModelBuilder model = layer(new ModelBuilder(9).input(1, 1, 6, 6), "x", "a", 4, 1)
                .node("Cast", "a", "i", integer("to", DataType.INT64.getNumber()))
                .longs("three", 3)
                .longs("d", 1 << 10)
                .node("Mul", "i three", "m")
                .node("Div", "m d", "q")
                .node("Cast", "q", "r", integer("to", DataType.FLOAT.getNumber()))
                .node("Clip", "r", "c", real("min", 0), real("max", 63))
                .node("AveragePool", "c", "p", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
                .scalar("four", 4)
                .scalar("seven", 7)
                .scalar("sixteen", 16)
                .node("Mul", "p four", "t")
                .node("Mul", "t seven", "u")
                .node("Div", "u sixteen", "v")
                .node("Floor", "v", "w");
        EncodedNetwork encoded = assertEqual(answer(model, "w", 4 * 9).bytes());
        assertEquals(4, encoded.network().populations().size(), "the factor behind the average is no layer");
    }

    /** Whole multiples of a divisor, and what lies just below them, behind a sum and behind an average. */
    @ParameterizedTest
    @ValueSource(ints = {3, 7, 255, 768, 1_000, 49_999, 65_536, 786_432, 4_194_303})
    void dividesByAnyWholeNumber(int divisor) throws IOException {
        int factor = Math.max(1, divisor / 1_500);
        ModelBuilder model = layer(new ModelBuilder(13).input(1, 1, 6, 6), "x", "a", 4, 1)
                .scalar("k", factor)
                .scalar("d", divisor)
                .node("Mul", "a k", "m")
                .node("Div", "m d", "q")
                .node("Floor", "q", "f")
                .scalar("zero", 0)
                .scalar("most", 255)
                .node("Clip", "f zero most", "c")
                .node("AveragePool", "c", "p", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
                .scalar("four", 4)
                .scalar("three", 3)
                .node("Mul", "p four", "t")
                .node("Div", "t three", "v")
                .node("Floor", "v", "w")
                .node("Clip", "w zero most", "u");
        assertEqual(answer(model, "u", 4 * 9).bytes());
    }

    private static ModelBuilder shift(
            ModelBuilder model, String in, String out, int channels, int least, int most, boolean isSigned) {
        int entries = Math.max(1, channels);
        int[] dims = channels == 0 ? new int[] {1} : new int[] {channels, 1, 1};
        return model.floats(out + "m", dims, positive(out.hashCode() + 2, entries, least, most))
                .floats(out + "o", dims, whole(out.hashCode() + 3, entries, 90_000))
                .node(
                        RequantShift.NAME,
                        in + " " + out + "m " + out + "o",
                        out,
                        tensor("div", new int[] {1}, 65_536),
                        tensor("n_levels_out", new int[] {1}, 256),
                        tensor("signed", new int[] {1}, isSigned ? 1 : 0));
    }

    @Test
    void addsBranchesOfRequantShift() throws IOException {
        ModelBuilder model = layer(new ModelBuilder(10).input(1, 2, 6, 6), "x", "a", 4, 2);
        shift(model, "a", "b", 4, 50, 900, false);
        layer(model, "b", "c", 4, 4);
        shift(model, "c", "d", 4, 50, 900, true);
        shift(model, "b", "e", 0, 20_000, 40_000, true);
        model.node("Add", "e d", "s");
        shift(model, "s", "g", 0, 50_000, 90_000, false);
        model.node("MaxPool", "g", "h", ints("kernel_shape", 2, 2), ints("strides", 2, 2));
        EncodedNetwork encoded = assertEqual(answer(model, "h", 4 * 9).bytes());
        assertTrue(Quantizer.hasOwnRanges(OnnxImporter.read(model.bytes(), "own.onnx")));
        assertEquals(6, encoded.network().populations().size());
    }

    @Test
    void refusesRequantShiftThatNoCodeHolds() {
        ModelBuilder model = layer(new ModelBuilder(10).input(1, 1, 6, 6), "x", "a", 2, 1);
        model.node(
                        RequantShift.NAME,
                        "a ab ab",
                        "y",
                        tensor("div", new int[] {1}, 16),
                        tensor("n_levels_out", new int[] {1}, 512),
                        tensor("signed", new int[] {1}, 1))
                .output("y");
        String told = assertThrows(InputException.class, () -> OnnxRuntimeTwin.read(model))
                .getMessage();
        assertTrue(told.contains("512.0 levels") && told.contains("up to 256"), told);
    }

    /** A node of QONNX. */
    private static void qonnx(ModelBuilder model, String operator, String inputs, String output, String rounding) {
        model.node(operator, inputs, output, text("rounding_mode", rounding), integer("signed", 0));
        NodeProto.Builder node = model.graph().getNodeBuilder(model.graph().getNodeCount() - 1);
        node.setDomain("qonnx.custom_op.general");
    }

    /**
     * Averages of codes, by 4, are quarters of steps: one in four lies in the middle between two, and one in eight of
     * the whole steps in the middle between two of what is left.
     */
    @ParameterizedTest
    @CsvSource({
        "FLOOR, 2",
        "CEIL, 2",
        "ROUND, 2",
        "HALF_EVEN, 2",
        "UP, 2",
        "DOWN, 2",
        "HALF_UP, 2",
        "HALF_DOWN, 2",
        "FLOOR, 1",
        "ROUND, 1"
    })
    void truncatesSums(String rounding, int version) throws IOException {
        ModelBuilder model = layer(new ModelBuilder(13).input(1, 1, 8, 8), "x", "a", 4, 1)
                .scalar("s", 64)
                .scalar("z", 0)
                .scalar("e", 8)
                .scalar("four", 5)
                .scalar("sixteen", 512);
        qonnx(model, "Quant", "a s z e", "q", "FLOOR");
        model.node("AveragePool", "q", "p", ints("kernel_shape", 2, 2), ints("strides", 2, 2));
        if (version == 1) {
            model.node("Trunc", "p s z e four", "t", text("rounding_mode", rounding));
            model.graph().getNodeBuilder(model.graph().getNodeCount() - 1).setDomain("qonnx.custom_op.general");
        } else {
            qonnx(model, "Trunc", "p s z e sixteen four", "t", rounding);
        }
        EncodedNetwork encoded = assertEqual(answer(model, "t", 4 * 16).bytes());
        assertEquals(4, encoded.network().populations().size());
    }

    /** Whole numbers in steps of 8, of both signs: one in eight lies in the middle between two. */
    @ParameterizedTest
    @ValueSource(strings = {"FLOOR", "CEIL", "UP", "DOWN", "HALF_UP", "HALF_DOWN"})
    void quantisesSumsInEveryWay(String rounding) throws IOException {
        ModelBuilder model = layer(new ModelBuilder(13).input(1, 1, 8, 8), "x", "a", 4, 1)
                .scalar("s", 1_024)
                .scalar("z", 0)
                .scalar("e", 6)
                .node("Quantised", "a s z e", "t", text("rounding_mode", rounding), integer("signed", 1));
        model.graph()
                .getNodeBuilder(model.graph().getNodeCount() - 1)
                .setOpType("IntQuant")
                .setDomain("qonnx.custom_op.general");
        EncodedNetwork encoded = assertEqual(answer(model, "t", 4 * 64).bytes());
        assertEquals(3, encoded.network().populations().size());
    }

    /** One bit with a sign is 1 or -1, in weights and in sums. */
    @Test
    void oneBitWithASignIsASign() throws IOException {
        ModelBuilder model = new ModelBuilder(13)
                .input(1, 1, 8, 8)
                .floats("r", new int[] {4, 1, 3, 3}, whole(5, 36, 9))
                .scalar("s", 1)
                .scalar("z", 0)
                .scalar("e", 1)
                .scalar("eight", 8);
        qonnx(model, "Quant", "x s z eight", "q", "ROUND");
        for (String one : new String[] {"r w", "a t"}) {
            if (one.startsWith("a")) {
                model.floats("b", new int[] {4}, whole(6, 4, 300)).node("Conv", "q w b", "a", ints("pads", 1, 1, 1, 1));
            }
            String[] names = one.split(" ");
            model.node("IntQuant", names[0] + " s z e", names[1], integer("signed", 1));
            model.graph().getNodeBuilder(model.graph().getNodeCount() - 1).setDomain("qonnx.custom_op.general");
        }
        assertEqual(answer(model, "t", 4 * 64).bytes(), "t");
    }

    private static ModelBuilder withZeroPoint() {
        return layer(new ModelBuilder(13).input(1, 1, 8, 8), "x", "a", 4, 1)
                .scalar("s", 1)
                .scalar("z", 3)
                .scalar("e", 8)
                .scalar("sixteen", 16);
    }

    @Test
    void refusesRoundingsThatItCannotDo() {
        ModelBuilder model = withZeroPoint();
        qonnx(model, "Quant", "a s z e", "y", "UP");
        String told = assertThrows(InputException.class, () -> OnnxRuntimeTwin.read(model.output("y")))
                .getMessage();
        assertTrue(told.contains("rounding_mode UP with the zero point 3.0"), told);
        ModelBuilder unknown = withZeroPoint();
        qonnx(unknown, "Trunc", "a s z e sixteen e", "y", "STOCHASTIC");
        told = assertThrows(InputException.class, () -> OnnxRuntimeTwin.read(unknown.output("y")))
                .getMessage();
        assertTrue(told.contains("rounding_mode STOCHASTIC is not known; ROUND,"), told);
    }

    @ParameterizedTest
    @CsvSource({"nemo_dscnn, 181", "quantlab_dvs, 54", "deeploy_mlperf_ic, output"})
    void equalsRealNetworks(String name, String tensor) throws IOException {
        byte[] file = Files.readAllBytes(RealData.require("models/onnx-wild/" + name + ".onnx"));
        EncodedNetwork encoded = assertEqual(file, tensor);
        assertEquals(1, Parts.code(encoded.network().input()).scale(), "pixels are the file's own integers");
    }
}
