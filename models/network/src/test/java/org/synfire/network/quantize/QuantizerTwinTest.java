package org.synfire.network.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.ScalarFunction;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.InputCodes;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Parts;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.Synapses.Convolution;
import org.synfire.network.integer.Synapses.Identity;
import org.synfire.network.integer.TransferTable;
import org.synfire.network.reference.DenseReference;

/** The integer network of every kind of graph against the real numbers that it stands for. */
class QuantizerTwinTest {
    private static final Shape IMAGE = new Shape(3, 8, 8);
    private static final int IMAGES = 20;
    private static final double LEAST = 1e-9;
    private static final Preprocessing SIGNED =
            Preprocessing.normalized(new float[] {0.4f, 0.5f, 0.6f}, new float[] {0.25f});
    private static final Window SAME = Window.square(3, 1, 1);
    private static final Window HALF = Window.square(2, 2, 0);

    private static Network sketch(Consumer<NetworkSketch> layers) {
        NetworkSketch sketch = new NetworkSketch(11, IMAGE);
        layers.accept(sketch);
        return sketch.network();
    }

    private static byte[] pixels(int seed) {
        byte[] pixels = new byte[IMAGE.size()];
        new Random(seed).nextBytes(pixels);
        return pixels;
    }

    private static double[][] real(Network network, int seed) {
        float[] image = new float[IMAGE.size()];
        SIGNED.apply(pixels(seed), image);
        double[] values = new double[image.length];
        Arrays.setAll(values, i -> image[i]);
        return RealValues.of(network, values);
    }

    private static Quantizer quantizer() {
        return Quantizer.symmetric(8).withRanges(new RangeRule.Largest()).calibrate(null, SIGNED);
    }

    private static IntegerNetwork quantize(Network network) {
        return quantizer().quantize(network, calibration(network, new Random(0), 0));
    }

    /** What each node gives on some images, up to so many units in the last place wrong. */
    private static Calibration calibration(Network network, Random random, int wrong) {
        Calibration calibration = new Calibration();
        for (int image = 0; image < IMAGES; image++) {
            double[][] values = real(network, image);
            for (int n = 0; n < values.length; n++) {
                float[] tensor = new float[values[n].length];
                for (int i = 0; i < tensor.length; i++) {
                    float value = (float) values[n][i];
                    tensor[i] = value + (random.nextInt(2 * wrong + 1) - wrong) * Math.ulp(value);
                }
                calibration.add(network.nodes().get(n).name(), tensor);
            }
        }
        return calibration;
    }

    /** Every population's real value is near that of the node whose name it has; the answer in particular. */
    private static IntegerNetwork assertNear(Network network, double tolerance) {
        IntegerNetwork integer = quantize(network);
        DenseReference reference = new DenseReference(integer);
        InputCodes input = SIGNED.inputCodes(integer.input());
        int[] codes = new int[IMAGE.size()];
        double[] widest = new double[integer.populations().size()];
        double[] squares = new double[widest.length];
        for (int image = 0; image < IMAGES; image++) {
            double[][] values = real(network, image);
            input.encode(pixels(image), codes);
            reference.compute(codes);
            for (Population population : integer.populations()) {
                double[] expected = values[node(network, population.name())];
                int id = population.id();
                widest[id] = Math.max(
                        widest[id], Arrays.stream(expected).map(Math::abs).max().orElseThrow());
                squares[id] += meanSquare(population, expected, reference.values(id)) / IMAGES;
            }
        }
        for (Population population : integer.populations()) {
            double error = Math.sqrt(squares[population.id()]) / Math.max(widest[population.id()], LEAST);
            assertTrue(
                    error < tolerance,
                    population.name() + ": root mean square error " + error + " of the widest value");
        }
        return integer;
    }

    private static int node(Network network, String name) {
        return network.nodes().stream().map(Node::name).toList().indexOf(name);
    }

    /**
     * Mean squared difference; 0 for a population before a pooling whose limits have moved to it, which no node's
     * values are.
     */
    private static double meanSquare(Population population, double[] expected, int[] actual) {
        double squares = 0;
        for (int i = 0; i < actual.length && actual.length == expected.length; i++) {
            double value = Parts.real(population, actual[i]);
            squares += (value - expected[i]) * (value - expected[i]);
        }
        return squares / actual.length;
    }

    private static String names(IntegerNetwork network) {
        return String.join(
                " ", network.populations().stream().map(Population::name).toList());
    }

    /** Processors differ in the last bits of reals; the integers must not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void theLastBitsOfRealsDoNotMatter(int seed) {
        Network network = sketch(s -> {
            int a = s.relu(s.convolution(0, 8, SAME, 1));
            int b = s.relu(s.sum(s.convolution(a, 8, SAME, 1), a));
            s.dense(s.flatten(s.average(b, HALF, true)), 10);
        });
        for (RangeRule rule :
                List.of(new RangeRule.LeastSquares(), new RangeRule.Largest(), new RangeRule.Percentile(99.9))) {
            Quantizer quantizer = quantizer().withRanges(rule);
            IntegerNetwork exact = quantizer.quantize(network, calibration(network, new Random(0), 0));
            IntegerNetwork wrong = quantizer.quantize(network, calibration(network, new Random(seed), 4));
            for (int p = 1; p < exact.populations().size(); p++) {
                assertArrayEquals(Parts.bias(exact.population(p)), Parts.bias(wrong.population(p)));
                if (exact.population(p).neurons() instanceof Neurons.Stem stem) {
                    assertEquals(stem.code(), Parts.code(wrong.population(p)));
                }
            }
        }
    }

    private static int[] answer(IntegerNetwork network, InputCodes input, int seed) {
        DenseReference reference = new DenseReference(network);
        int[] codes = new int[IMAGE.size()];
        input.encode(pixels(seed), codes);
        reference.compute(codes);
        return reference.answer();
    }

    /** After a ReLU the step of the sign carries nothing: one step less gives the same. */
    @Test
    void sevenStepsWithoutASignAreEightWithOne() {
        Network network = sketch(s -> {
            int a = s.relu(s.convolution(0, 8, SAME, 1));
            s.dense(s.flatten(s.average(s.relu(s.convolution(a, 8, SAME, 1)), HALF, true)), 10);
        });
        Preprocessing positive = Preprocessing.unit();
        Calibration calibration = calibration(network, new Random(0), 0);
        Quantizer signed = Quantizer.symmetric(8).withRanges(new RangeRule.Largest());
        IntegerNetwork eight = signed.calibrate(null, positive).quantize(network, calibration);
        IntegerNetwork seven = Quantizer.symmetric(7)
                .withWeightBits(8)
                .withRanges(new RangeRule.Largest())
                .withSigns(CodeSigns.WHERE_NEEDED)
                .calibrate(null, positive)
                .quantize(network, calibration);
        assertEquals(7, seven.timeSteps());
        for (int image = 0; image < IMAGES; image++) {
            assertArrayEquals(
                    answer(eight, positive.inputCodes(eight.input()), image),
                    answer(seven, positive.inputCodes(seven.input()), image));
        }
    }

    @Test
    void anImageWithoutASignHasItsMeanInTheFirstLayers() {
        Network network = sketch(s -> {
            int a = s.relu(s.convolution(0, 8, SAME, 1));
            int b = s.relu(s.convolution(0, 8, Window.square(3, 1, 1), 1));
            s.dense(s.flatten(s.average(s.sum(a, b), HALF, true)), 10);
        });
        Network ofPixels = UnsignedImage.of(network, SIGNED).orElseThrow();
        assertEquals(network.nodes().size(), ofPixels.nodes().size());
        Node.Convolution first = (Node.Convolution) ofPixels.nodes().get(1);
        assertEquals(first.shape().size(), first.bias().length, "padding is not normalised");
        double[] raw = new double[IMAGE.size()];
        byte[] pixels = pixels(3);
        Arrays.setAll(raw, i -> Byte.toUnsignedInt(pixels[i]));
        double[][] expected = real(network, 3);
        assertArrayEquals(expected[expected.length - 1], RealValues.of(ofPixels, raw)[expected.length - 1], 1e-4);
        assertTrue(UnsignedImage.of(network, Preprocessing.unit()).isEmpty(), "nothing is negative");
        Network pooled = sketch(s -> s.dense(s.max(0, HALF), 5));
        assertTrue(UnsignedImage.of(pooled, SIGNED).isEmpty(), "a pooling takes no factors");
    }

    @Test
    void convolutionsPoolingAndFullConnections() {
        IntegerNetwork network = assertNear(
                sketch(s -> {
                    int a = s.relu(s.convolution(0, 8, SAME, 1));
                    int b = s.relu(s.convolution(s.max(a, HALF), 8, new Window(3, 2, 1, 2, 1, 1, 1, 0, 0, 1), 4));
                    s.dense(s.flatten(s.average(b, HALF, true)), 10);
                }),
                0.02);
        assertEquals("input clamp2 clamp5 average6 dense8", names(network));
        assertInstanceOf(Neurons.Answer.class, network.output().neurons());
        assertEquals(0, Parts.code(network.population(1)).low());
        assertTrue(Parts.code(network.input()).low() < 0);
    }

    @Test
    void aResidualSumTakesOverItsBranchesAndPassesTheRestOn() {
        IntegerNetwork network = assertNear(
                sketch(s -> {
                    int a = s.relu(s.convolution(0, 6, SAME, 1));
                    int b = s.relu(s.sum(s.convolution(s.relu(s.convolution(a, 6, SAME, 1)), 6, SAME, 1), a));
                    int c = s.relu(s.sum(
                            s.convolution(b, 12, Window.square(3, 2, 1), 1),
                            s.convolution(b, 12, Window.square(1, 2, 0), 1)));
                    s.dense(s.flatten(s.average(c, Window.square(4, 1, 0), true)), 10);
                }),
                0.02);
        assertEquals("input clamp2 clamp4 clamp7 clamp11 average12 dense14", names(network));
        assertEquals(2, network.inbound(3).size());
        assertEquals(2, network.inbound(4).size());
    }

    @Test
    void sumsOfSumsAndOfIdentitiesOnly() {
        IntegerNetwork network = assertNear(
                sketch(s -> {
                    int a = s.relu(s.convolution(0, 4, SAME, 1));
                    int b = s.clamp(s.convolution(0, 4, SAME, 1), 0, 1);
                    int c = s.relu(s.convolution(0, 4, SAME, 1));
                    s.dense(s.sum(s.sum(a, b), c), 5);
                }),
                0.02);
        assertEquals("input clamp2 clamp4 clamp6 sum8 dense9", names(network));
        assertEquals(3, network.inbound(4).size());
        for (var projection : network.inbound(4)) {
            assertTrue(((Identity) projection.synapses()).parallel(0) <= 4);
        }
    }

    @Test
    void limitsMoveBeforePoolingAndRearrangement() {
        IntegerNetwork network = assertNear(
                sketch(s -> {
                    int a = s.clamp(s.max(s.convolution(0, 6, SAME, 1), HALF), 0, 0.8f);
                    int b = s.relu(s.pad(s.transpose(s.convolution(a, 4, SAME, 1))));
                    s.dense(s.max(s.max(b, HALF), HALF), 5);
                }),
                0.03);
        assertEquals(0, Parts.code(network.population(1)).low());
        assertEquals(new Shape(6, 8, 8), network.population(1).shape());
        // pooling after a rearrangement cannot stay with the sender: one population repeats the padded map
        assertEquals(5, network.populations().size());
    }

    @Test
    void valuesWithAndWithoutLimitsSideBySide() {
        IntegerNetwork network = assertNear(
                sketch(s -> {
                    int a = s.convolution(0, 4, SAME, 1);
                    int b = s.convolution(s.relu(a), 4, SAME, 1);
                    s.dense(s.flatten(s.sum(a, b)), 5);
                }),
                0.02);
        assertTrue(Parts.code(network.population(1)).low() < 0);
        assertEquals("input conv1 clamp2 sum4 dense6", names(network));
    }

    @Test
    void averagesThatLeaveOutPaddingAndPooledInput() {
        assertNear(
                sketch(s -> {
                    int a = s.average(s.max(0, HALF), SAME, false);
                    int b = s.average(s.relu(s.convolution(a, 4, SAME, 1)), Window.square(3, 2, 1), true);
                    s.dense(s.flatten(b), 5);
                }),
                0.02);
    }

    @Test
    void functionsAreLookedUp() {
        ScalarFunction sigmoid = ScalarFunction.of("sigmoid", x -> 1 / (1 + StrictMath.exp(-x)));
        ScalarFunction slopes = new ScalarFunction(
                "slopes", List.of(x -> x < 0 ? 0.1 * x : x, x -> x < 0 ? 0.5 * x : x, x -> x, x -> Math.abs(x)));
        IntegerNetwork network = assertNear(
                sketch(s -> {
                    int a = s.function(s.convolution(0, 4, SAME, 1), slopes);
                    int b = s.function(s.max(s.function(a, sigmoid), HALF), sigmoid);
                    int c = s.convolution(b, 4, SAME, 1);
                    s.dense(s.sum(s.function(c, sigmoid), s.clamp(c, 0, 1)), 5);
                }),
                0.03);
        assertEquals("input function3 function5 conv6 function7 clamp8 sum9 dense10", names(network));
        Neurons.Stem first = (Neurons.Stem) network.population(1).neurons();
        assertEquals("slopes, sigmoid", ((TransferTable) first.transfer()).name());
        assertEquals(0, first.code().low(), "a sigmoid is never below 0");
        assertTrue(first.rescaledCode().low() < 0);
    }

    @Test
    void twoSlopesNeedNoTable() {
        ScalarFunction each = ScalarFunction.twoSlopes("PRelu", 0.1, 1.5, 0, -0.4);
        ScalarFunction one = ScalarFunction.twoSlopes("LeakyRelu", 0.3);
        ScalarFunction sigmoid = ScalarFunction.of("sigmoid", x -> 1 / (1 + StrictMath.exp(-x)));
        IntegerNetwork network = assertNear(
                sketch(s -> {
                    int a = s.function(s.convolution(0, 4, SAME, 1), each);
                    int b = s.function(s.pad(s.max(s.convolution(a, 4, SAME, 1), HALF)), one);
                    int c = s.function(s.reverse(s.convolution(b, 4, SAME, 1)), each);
                    int d = s.clamp(s.function(s.average(c, SAME, false), one), -0.2f, 0.4f);
                    int e = s.function(s.function(s.convolution(d, 4, SAME, 1), one), sigmoid);
                    s.dense(s.sum(s.function(e, one), e), 5);
                }),
                0.02);
        assertEquals(
                "input function2 function6 conv7 function9 clamp12 function15 function16 sum17 dense18",
                names(network));
        for (int population : new int[] {1, 2, 4, 5, 6, 7}) {
            assertTrue(Parts.stem(network.population(population)).rescale().hasTwoSlopes(), names(network));
        }
        assertEquals(
                1,
                network.populations().stream()
                        .filter(p ->
                                p.neurons() instanceof Neurons.Stem stem && stem.transfer() instanceof TransferTable)
                        .count(),
                "the sigmoid alone");
    }

    @Test
    void aSignIsExactAtZero() {
        ScalarFunction sign = ScalarFunction.step("sign", x -> x < 0 ? -1 : 1);
        IntegerNetwork network =
                assertNear(sketch(s -> s.dense(s.function(s.convolution(0, 4, SAME, 1), sign), 5)), 0.15);
        Neurons.Stem stem = (Neurons.Stem) network.population(1).neurons();
        Rescale rescale = stem.rescale();
        for (int i = 0; i < rescale.entries(); i++) {
            assertEquals(-1, Rescale.apply(-1, rescale.multiplier(i), rescale.shift(i), rescale.addend(i), -128, 127));
            assertEquals(0, Rescale.apply(0, rescale.multiplier(i), rescale.shift(i), rescale.addend(i), -128, 127));
        }
    }

    @Test
    void joinedMapsAreReadFromWhereTheyAre() {
        IntegerNetwork network = assertNear(
                sketch(s -> {
                    int a = s.relu(s.convolution(0, 3, SAME, 1));
                    int b = s.clamp(s.convolution(a, 5, SAME, 1), 0, 0.7f);
                    int c = s.relu(s.convolution(s.concat(a, b), 4, SAME, 1));
                    int d = s.max(s.concat(b, c, a), HALF);
                    s.dense(s.flatten(s.concat(d, d)), 5);
                }),
                0.03);
        assertEquals("input clamp2 clamp4 clamp7 joined8 flat11 dense12", names(network));
        assertEquals(2, network.inbound(3).size());
        assertEquals(3, network.inbound(4).size());
    }

    @Test
    void elementsReadMoreThanOnceAreCopied() {
        IntegerNetwork network = assertNear(
                sketch(s -> {
                    int a = s.relu(s.convolution(s.max(0, HALF), 3, SAME, 1));
                    s.dense(s.flatten(s.relu(s.convolution(s.enlarge(a), 2, SAME, 1))), 5);
                }),
                0.03);
        assertEquals("input clamp3 enlarged4 clamp6 dense8", names(network));
        assertEquals(4, network.inbound(2).size());
        assertEquals(Parts.code(network.population(1)), Parts.code(network.population(2)), "exactly the same values");
    }

    @Test
    void factorsAndOffsetsThatNothingElseTakes() {
        assertNear(sketch(s -> s.dense(s.relu(s.affine(s.max(0, HALF), -0.7f, 0.2f)), 5)), 0.03);
    }

    @Test
    void aBiasForEachPosition() {
        Network network = sketch(s -> s.dense(s.relu(s.convolution(0, 4, SAME, 1)), 5));
        Node.Convolution c = (Node.Convolution) network.nodes().get(1);
        float[] bias = new float[c.shape().size()];
        for (int i = 0; i < bias.length; i++) {
            bias[i] = (float) Math.sin(i);
        }
        List<Node> nodes = new ArrayList<>(network.nodes());
        nodes.set(1, new Node.Convolution(c.name(), 0, c.shape(), c.window(), c.groups(), c.weights(), bias));
        IntegerNetwork integers = assertNear(new Network("biased", nodes), 0.02);
        assertEquals(c.shape().size(), Parts.bias(integers.population(1)).length);
    }

    @Test
    void layersWithoutWeightsAndValuesThatNeverRise() {
        Network network = sketch(s -> s.dense(s.relu(s.convolution(0, 4, SAME, 1)), 5));
        var convolution = (Node.Convolution) network.nodes().get(1);
        Arrays.fill(convolution.weights().values(), 0);
        Arrays.fill(convolution.bias(), -1);
        assertNear(network, 0.02);
        convolution.bias()[2] = 0.37f;
        assertNear(network, 0.02);
    }

    @Test
    void severalOutputsTheAnswerLast() {
        Network one = sketch(s -> s.dense(s.relu(s.convolution(0, 4, SAME, 1)), 5));
        IntegerNetwork network = assertNear(new Network("two", one.nodes(), List.of(3, 2), List.of(), Map.of()), 0.03);
        assertEquals("input clamp2 clamp2 dense3", names(network));
        assertEquals("dense3", network.output().name());
        assertInstanceOf(Neurons.Answer.class, network.population(2).neurons());
    }

    @Test
    void aSilentChannelAndALoudBias() {
        Network network = sketch(s -> s.dense(s.relu(s.convolution(0, 4, SAME, 1)), 5));
        var convolution = (Node.Convolution) network.nodes().get(1);
        Arrays.fill(convolution.weights().values(), 0, 27, 0);
        Arrays.fill(convolution.weights().values(), 27, 54, 1e-20f);
        convolution.bias()[0] = 3;
        convolution.bias()[1] = -2;
        assertNear(network, 0.02);
    }

    @Test
    void theAnswerMayBeRearrangedOrLimited() {
        IntegerNetwork network = assertNear(sketch(s -> s.flatten(s.dense(0, 7))), 0.02);
        assertEquals(2, network.populations().size());
        Network limited = sketch(s -> s.relu(s.dense(0, 7)));
        assertInstanceOf(Neurons.Answer.class, quantize(limited).output().neurons());
    }

    @Test
    void fewBitsGiveCoarseValues() {
        Network network = sketch(s -> s.dense(s.relu(s.convolution(0, 4, SAME, 1)), 5));
        Calibration calibration = new Calibration();
        calibration.add("clamp2", new float[] {1});
        IntegerNetwork integer = quantizer().withWeightBits(3).quantize(network, calibration);
        assertEquals(3, integer.weightBits());
        for (short weight : ((Convolution) integer.projections().getFirst().synapses()).weights()) {
            assertTrue(Math.abs(weight) <= 3);
        }
        IntegerNetwork four = Quantizer.symmetric(4).calibrate(null, SIGNED).quantize(network, calibration);
        assertEquals(7, Parts.code(four.population(1)).high());
    }
}
