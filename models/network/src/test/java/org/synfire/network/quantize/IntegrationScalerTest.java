package org.synfire.network.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.RandomImages;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.NumberFormats;
import org.synfire.network.integer.Overflows;
import org.synfire.network.integer.Parts;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.ScaledIntegration;
import org.synfire.network.integer.Synapses;
import org.synfire.network.program.Register;
import org.synfire.network.reference.DenseReference;

class IntegrationScalerTest {
    private static final Code CODE = new Code(8, true, 0, 127, 1.0 / 127, 0);
    private static final Register DARWIN3 = new Register(16, Register.Overflow.WRAP);
    private static final NumberFormats FORMATS = new NumberFormats(DARWIN3, DARWIN3, 16);
    private static final int[] NO_BIAS = new int[1];

    /** The paper's example: 512 inputs of 8 bits, weights of 8 bits; 512 * 127 * 127 is far beyond 16 bits. */
    private static IntegerNetwork wide(int[] bias, int[] answerBias) {
        Shape image = new Shape(2, 16, 16);
        Random random = new Random(5);
        short[] weights = new short[8 * image.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (short) random.nextInt(-20, 128);
        }
        return IntegerNetwork.inPhase(
                "wide",
                8,
                8,
                List.of(
                        new Population(0, "image", image, new Neurons.ImageInput(CODE)),
                        new Population(
                                1,
                                "hidden",
                                Shape.vector(8),
                                new Neurons.Stem(CODE, bias, Rescale.nearest(new double[] {1.0 / 30_000}, 0))),
                        new Population(2, "answer", Shape.vector(4), new Neurons.Answer(answerBias, 1))),
                List.of(
                        Projection.of(0, 0, 1, new Synapses.Dense(image, Shape.vector(8), weights)),
                        Projection.of(
                                1,
                                1,
                                2,
                                new Synapses.Dense(Shape.vector(8), Shape.vector(4), Arrays.copyOf(weights, 32)))));
    }

    /**
     * A convolution with an identity branch of weight 2000, average pooling, an answer: everything that adds to
     * potentials.
     */
    private static IntegerNetwork residual() {
        Shape map = new Shape(4, 8, 8);
        Shape pooled = new Shape(4, 4, 4);
        byte[] bytes = new byte[4 * 4 * 9];
        new Random(3).nextBytes(bytes);
        short[] weights = Synapses.weights(bytes);
        short[] ones = new short[4 * 4];
        Arrays.fill(ones, (short) 1);
        Synapses convolution = new Synapses.Convolution(map, map, Window.square(3, 1, 1), 1, weights);
        return IntegerNetwork.inPhase(
                "residual",
                8,
                8,
                List.of(
                        new Population(0, "image", map, new Neurons.ImageInput(CODE)),
                        new Population(
                                1,
                                "conv",
                                map,
                                new Neurons.Stem(
                                        CODE,
                                        new int[] {900, -900, 50, 0},
                                        Rescale.nearest(new double[] {1 / 401.3, 1 / 499.7, 1 / 600.9, 1 / 701.1}, 0))),
                        new Population(
                                2,
                                "sum",
                                map,
                                new Neurons.Stem(CODE, new int[] {100}, Rescale.nearest(new double[] {1 / 2300.7}, 0))),
                        new Population(
                                3,
                                "pool",
                                pooled,
                                new Neurons.Stem(CODE, NO_BIAS, Rescale.nearest(new double[] {0.2501}, 0))),
                        new Population(4, "answer", Shape.vector(4), new Neurons.Answer(new int[] {7}, 1))),
                List.of(
                        Projection.of(0, 0, 1, convolution),
                        Projection.of(1, 1, 2, convolution),
                        Projection.of(2, 0, 2, new Synapses.Identity(map, new int[] {2000}, 127)),
                        Projection.of(3, 2, 3, new Synapses.Convolution(map, pooled, Window.square(2, 2, 0), 4, ones)),
                        Projection.of(
                                4, 3, 4, new Synapses.Dense(pooled, Shape.vector(4), Arrays.copyOf(weights, 256)))));
    }

    private static ImageSet images(IntegerNetwork network, int count) {
        Shape image = network.input().shape();
        return new RandomImages(image.channels(), image.height(), image.width(), count, 9);
    }

    private static EncodedNetwork encoded(IntegerNetwork network) {
        return new EncodedNetwork(network, Preprocessing.unit().inputCodes(network.input()));
    }

    private static IntegerNetwork scale(IntegrationScaler scaler, IntegerNetwork network) {
        return scaler.scale(encoded(network), images(network, 40), 2).network();
    }

    /** Computes some of the images that the network was calibrated on. */
    private static DenseReference compute(IntegerNetwork network, int image) {
        DenseReference reference = new DenseReference(network);
        compute(reference, network, image);
        return reference;
    }

    private static void compute(DenseReference reference, IntegerNetwork network, int image) {
        ImageSet images = images(network, 40);
        byte[] pixels = new byte[images.imageBytes()];
        int[] input = new int[pixels.length];
        images.pixels(image, pixels);
        encoded(network).inputCodes().encode(pixels, input);
        reference.compute(input);
    }

    @Test
    void m0BringsTheLargestPotentialToTheEndOfTheRange() {
        IntegerNetwork scaled = scale(IntegrationScaler.of(FORMATS), wide(NO_BIAS, NO_BIAS));
        DenseReference reference = new DenseReference(scaled);
        for (int image = 0; image < 40; image++) {
            compute(reference, scaled, image);
        }
        for (int layer = 1; layer <= 2; layer++) {
            assertEquals(Overflows.NONE, reference.overflows(layer));
            assertTrue(
                    reference.peak(layer) <= 32_767 && reference.peak(layer) > 32_740,
                    "peak of layer " + layer + ": " + reference.peak(layer));
        }
    }

    @Test
    void headroomLeavesRoomAboveWhatCalibrationSaw() {
        double factor = Parts.integration(scale(IntegrationScaler.of(FORMATS), wide(NO_BIAS, NO_BIAS))
                        .population(1))
                .factor();
        double roomy = Parts.integration(scale(IntegrationScaler.of(FORMATS).withHeadroom(4), wide(NO_BIAS, NO_BIAS))
                        .population(1))
                .factor();
        assertEquals(factor / 4, roomy, factor * 1e-4);
        assertThrows(InputException.class, () -> IntegrationScaler.of(FORMATS).withHeadroom(0.99));
        assertThrows(InputException.class, () -> IntegrationScaler.of(FORMATS).withHeadroom(1025));
    }

    @Test
    void withM0Of1TheSumsLeave16BitsAndTheValuesAreLost() {
        IntegerNetwork exact = wide(NO_BIAS, NO_BIAS);
        IntegerNetwork unscaled = scale(IntegrationScaler.of(FORMATS).withoutScaling(), exact);
        DenseReference reference = compute(unscaled, 0);
        assertTrue(
                reference.overflows(1).potentials() > 8, reference.overflows(1).toString());
        assertEquals(1, Parts.integration(unscaled.population(1)).factor());
        int lost = 0;
        for (int i = 0; i < 8; i++) {
            lost += Math.abs(reference.values(1)[i] - compute(exact, 0).values(1)[i]) > 20 ? 1 : 0;
        }
        assertTrue(lost >= 6, lost + " of 8 values lost");
    }

    @ParameterizedTest
    @CsvSource({"AUTO", "ALWAYS", "NEVER", "SCALED"})
    void differsFromTheExactNetworkByRoundingAlone(BiasCalibration biases) {
        IntegerNetwork exact = residual();
        IntegerNetwork scaled = scale(IntegrationScaler.of(FORMATS).withBiases(biases), exact);
        for (int image = 0; image < 10; image++) {
            DenseReference expected = compute(exact, image);
            DenseReference actual = compute(scaled, image);
            for (Population population : exact.populations().subList(1, 4)) {
                requireNear(
                        expected.values(population.id()),
                        actual.values(population.id()),
                        population.id(),
                        population.name());
            }
            double unit = Parts.integration(scaled.output()).factor();
            for (int i = 0; i < 4; i++) {
                assertEquals(
                        expected.answer()[i], actual.answer()[i] / unit, 2_000, "answer " + i + " of about 100,000");
            }
        }
    }

    /** One step of a code in the first layer, one more in each that follows. */
    private static void requireNear(int[] expected, int[] actual, int most, String layer) {
        for (int i = 0; i < expected.length; i++) {
            assertTrue(
                    Math.abs(expected[i] - actual[i]) <= most,
                    String.format(Locale.ROOT, "%s, neuron %d: %d for %d", layer, i, actual[i], expected[i]));
        }
    }

    /**
     * Identity branches, pooling and the answer are scaled as convolutions are: with registers wide enough nothing is
     * lost anywhere.
     */
    @Test
    void inWideRegistersAllLayersAreTheExactOnes() {
        Register wide = new Register(32, Register.Overflow.WRAP);
        IntegerNetwork exact = residual();
        IntegerNetwork scaled = scale(IntegrationScaler.of(new NumberFormats(wide, wide, 32)), exact);
        for (int image = 0; image < 10; image++) {
            for (int layer = 1; layer <= 3; layer++) {
                assertArrayEquals(
                        compute(exact, image).values(layer),
                        compute(scaled, image).values(layer),
                        exact.population(layer).name());
            }
        }
        scaled.populations().subList(1, 5).forEach(Parts::integration);
    }

    @Test
    void biasesAreCalibratedWhereTheyDoNotFit() {
        IntegerNetwork network = wide(new int[] {1, 2, 3, 32_768, 5, 6, 7, 8}, new int[] {32_767});
        IntegerNetwork scaled = scale(IntegrationScaler.of(FORMATS), network);
        ScaledIntegration hidden = Parts.integration(scaled.population(1));
        assertTrue(hidden.calibrated());
        assertArrayEquals(NO_BIAS, hidden.bias());
        assertEquals(8, hidden.rescale().entries());
        // 32,768 units of the sum are 1.09 units of the code
        assertEquals(
                hidden.rescale().addend(0) + (1L << hidden.rescale().shift(0)),
                hidden.rescale().addend(3));
        ScaledIntegration answer = Parts.integration(scaled.population(2));
        assertFalse(answer.calibrated());
        assertEquals(Math.rint(32_767 * answer.factor()), answer.bias()[0]);
    }

    @Test
    void aBiasThatDoesNotFitIsDistortedWhereNoneIsCalibrated() {
        IntegerNetwork network = wide(new int[] {65_536 + 100}, NO_BIAS);
        ScaledIntegration wrapped =
                Parts.integration(scale(IntegrationScaler.of(FORMATS).withBiases(BiasCalibration.NEVER), network)
                        .population(1));
        assertEquals(Math.rint(100 * wrapped.factor()), wrapped.bias()[0]);
        Register saturating = new Register(16, Register.Overflow.SATURATE);
        IntegrationScaler scaler = IntegrationScaler.of(new NumberFormats(saturating, saturating, 16))
                .withBiases(BiasCalibration.NEVER);
        ScaledIntegration saturated = Parts.integration(scale(scaler, network).population(1));
        assertEquals(Math.rint(32_767 * saturated.factor()), saturated.bias()[0]);
    }

    /** 65,636 units of the sum need 17 bits, and M0 makes them fit. */
    @Test
    void scaledBiasesAreKeptInUnitsOfThePotential() {
        IntegerNetwork network = wide(new int[] {65_536 + 100}, NO_BIAS);
        ScaledIntegration scaled =
                Parts.integration(scale(IntegrationScaler.of(FORMATS).withBiases(BiasCalibration.SCALED), network)
                        .population(1));
        assertFalse(scaled.calibrated());
        assertEquals(Math.rint(65_636 * scaled.factor()), scaled.bias()[0]);
        assertTrue(scaled.bias()[0] > 0 && FORMATS.potential().holds(scaled.bias()[0]));
        IntegerNetwork calibrated = scale(IntegrationScaler.of(FORMATS).withBiases(BiasCalibration.ALWAYS), network);
        IntegerNetwork finer = scale(IntegrationScaler.of(FORMATS).withBiases(BiasCalibration.SCALED), network);
        assertTrue(differing(network, finer) < differing(network, calibrated));
    }

    private static int differing(IntegerNetwork exact, IntegerNetwork scaled) {
        int differing = 0;
        for (int image = 0; image < 40; image++) {
            int[] expected = compute(exact, image).values(1);
            int[] actual = compute(scaled, image).values(1);
            for (int i = 0; i < expected.length; i++) {
                differing += expected[i] == actual[i] ? 0 : 1;
            }
        }
        return differing;
    }

    @Test
    void theResultDoesNotDependOnThreads() {
        IntegerNetwork network = residual();
        for (int threads = 1; threads <= 3; threads++) {
            IntegerNetwork scaled = IntegrationScaler.of(FORMATS)
                    .scale(encoded(network), images(network, 7), threads)
                    .network();
            IntegerNetwork one = IntegrationScaler.of(FORMATS)
                    .scale(encoded(network), images(network, 7), 1)
                    .network();
            for (int p = 1; p < 5; p++) {
                assertEquals(
                        Parts.integration(one.population(p)).factor(),
                        Parts.integration(scaled.population(p)).factor());
            }
        }
    }

    @Test
    void refusesToScaleTwiceOrOnNothing() {
        IntegerNetwork network = residual();
        IntegerNetwork scaled = scale(IntegrationScaler.of(FORMATS), network);
        assertThrows(InputException.class, () -> scale(IntegrationScaler.of(FORMATS), scaled));
        assertThrows(
                InputException.class,
                () -> IntegrationScaler.of(FORMATS)
                        .scale(encoded(network), images(network, 1).take(0), 1));
    }
}
