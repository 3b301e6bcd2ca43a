package org.synfire.network.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.InputCodes;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Parts;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Synapses;
import org.synfire.network.reference.DenseReference;

/**
 * Networks that carry their own scales and zero points: every code is the one that the network itself says, but for
 * ties.
 */
class OwnCodesTwinTest {
    private static final Shape IMAGE = new Shape(3, 8, 8);
    private static final Window SAME = Window.square(3, 1, 1);
    private static final Window HALF = Window.square(2, 2, 0);
    private static final int IMAGES = 30;

    private int compared;
    private int different;

    private IntegerNetwork assertSameCodes(Consumer<NetworkSketch> layers) {
        NetworkSketch sketch = new NetworkSketch(5, IMAGE);
        layers.accept(sketch);
        Network network = sketch.network();
        IntegerNetwork integer =
                Quantizer.symmetric(8).calibrate(null, Preprocessing.unit()).quantize(network, new Calibration());
        DenseReference reference = new DenseReference(integer);
        InputCodes input = Preprocessing.unit().inputCodes(integer.input());
        for (int image = 0; image < IMAGES; image++) {
            byte[] pixels = new byte[IMAGE.size()];
            new Random(image).nextBytes(pixels);
            float[] seen = new float[pixels.length];
            Preprocessing.unit().apply(pixels, seen);
            double[] start = new double[seen.length];
            Arrays.setAll(start, i -> seen[i]);
            int[] codes = new int[pixels.length];
            input.encode(pixels, codes);
            reference.compute(codes);
            double[][] values = RealValues.of(network, start);
            for (Population population : integer.populations()) {
                int node = network.nodes().stream().map(Node::name).toList().indexOf(population.name());
                compare(population, values[node], reference.values(population.id()));
            }
        }
        assertTrue(different <= compared / 2000, different + " of " + compared + " values differ");
        return integer;
    }

    private void compare(Population population, double[] expected, int[] actual) {
        assertEquals(expected.length, actual.length, population.name());
        boolean isAnswer = population.neurons() instanceof Neurons.Answer;
        for (int i = 0; i < actual.length; i++) {
            double steps = Math.abs(Parts.real(population, actual[i]) - expected[i])
                    / (isAnswer ? 1e-3 : Parts.code(population).scale());
            assertTrue(steps < 1.01, population.name() + ": " + steps + " steps off");
            different += steps > 0.01 ? 1 : 0;
            compared++;
        }
    }

    @Test
    void zeroPointAtTheLeastCodeIsSentUnsigned() {
        IntegerNetwork network = assertSameCodes(s -> {
            int in = s.requantize(0, 1f / 255, -128, true);
            int a = s.requantize(s.relu(s.quantizedConvolution(in, 8, SAME)), 0.02f, -128, true);
            int b = s.requantize(s.quantizedConvolution(s.max(a, HALF), 4, Window.square(3, 2, 1)), 0.015f, 0, false);
            s.requantize(s.quantizedDense(s.flatten(b), 5), 0.05f, 7, true);
        });
        assertFalse(Parts.code(network.input()).isSigned());
        assertEquals(255, Parts.code(network.input()).high());
        assertFalse(Parts.code(network.population(1)).isSigned());
        assertEquals(0, Parts.code(network.population(1)).zeroPoint());
        assertTrue(Parts.code(network.output()).isSigned());
        assertEquals(7, Parts.code(network.output()).zeroPoint());
    }

    @Test
    void otherZeroPointsGoIntoTheBiasAlsoAtBordersAndThroughRearrangements() {
        IntegerNetwork network = assertSameCodes(s -> {
            int in = s.requantize(0, 1f / 200, 20, false);
            int a = s.requantize(s.quantizedConvolution(in, 6, SAME), 0.02f, -13, true);
            int b = s.requantize(
                    s.quantizedConvolution(s.pad(s.transpose(a)), 4, new Window(3, 2, 2, 1, 1, 2, 2, 1, 0, 1)),
                    0.03f,
                    130,
                    false);
            s.requantize(s.quantizedDense(s.flatten(s.max(b, HALF)), 5), 0.05f, -100, true);
        });
        assertEquals(20, Parts.code(network.input()).zeroPoint());
        assertEquals(network.population(1).shape().size(), Parts.bias(network.population(1)).length);
    }

    @Test
    void aFusedReluRaisesTheLeastCode() {
        IntegerNetwork network = assertSameCodes(s -> {
            int in = s.requantize(0, 1f / 255, 0, false);
            int a = s.requantize(s.relu(s.quantizedConvolution(in, 6, SAME)), 0.02f, -20, true);
            int b = s.relu(s.requantize(s.quantizedConvolution(a, 6, SAME), 0.02f, 0, true));
            s.requantize(s.quantizedDense(s.flatten(b), 5), 0.05f, 3, true);
        });
        assertEquals(0, Parts.code(network.population(1)).zeroPoint());
        assertEquals(147, Parts.code(network.population(1)).high());
        assertEquals(0, Parts.code(network.population(2)).low());
        assertTrue(Parts.code(network.population(2)).isSigned());
    }

    @Test
    void sumsOfTwoScalesAndMeans() {
        IntegerNetwork network = assertSameCodes(s -> {
            int in = s.requantize(0, 1f / 255, -128, true);
            int a = s.requantize(s.relu(s.quantizedConvolution(in, 6, SAME)), 0.021f, -128, true);
            int b = s.requantize(s.quantizedConvolution(a, 6, SAME), 0.0173f, 11, true);
            int c = s.requantize(s.relu(s.sum(a, b)), 0.025f, -128, true);
            int d = s.requantize(s.average(c, Window.square(3, 2, 1), false), 0.0213f, -5, true);
            s.requantize(
                    s.quantizedDense(
                            s.flatten(s.requantize(s.average(d, Window.square(4, 1, 0), true), 0.0107f, 0, true)), 5),
                    0.05f,
                    3,
                    true);
        });
        for (var projection : network.inbound(3)) {
            assertTrue(((Synapses.Identity) projection.synapses()).parallel(0) <= 4);
        }
    }

    @Test
    void ownWeightsAreKept() {
        NetworkSketch sketch = new NetworkSketch(5, IMAGE);
        int in = sketch.requantize(0, 1f / 255, -128, true);
        sketch.requantize(sketch.quantizedDense(in, 5), 0.05f, 3, true);
        IntegerNetwork network = Quantizer.symmetric(8)
                .calibrate(null, Preprocessing.unit())
                .quantize(sketch.network(), new Calibration());
        var dense = (Node.Dense) sketch.network().nodes().get(2);
        assertArrayEquals(
                dense.weights().integers(),
                ((Synapses.Dense) network.projections().getFirst().synapses()).weights());
        assertEquals(
                network.timing().latencySteps() + network.timeSteps() - 1,
                network.timing().completeSteps(),
                "the answer is a code, which is sent after it is there");
    }

    @Test
    void repeatedRequantisationIsNoLayer() {
        IntegerNetwork network = assertSameCodes(s -> {
            int in = s.requantize(0, 1f / 255, -128, true);
            int a = s.requantize(s.relu(s.quantizedConvolution(in, 6, SAME)), 0.02f, -128, true);
            int b = s.requantize(s.max(a, HALF), 0.02f, -128, true);
            int c = s.requantize(s.sum(b, s.requantize(b, 0.0371f, 0, true)), 0.0531f, 0, true);
            s.requantize(s.quantizedDense(c, 5), 0.05f, 3, true);
        });
        assertEquals(
                "codes1 codes4 codes7 codes9 codes11",
                String.join(
                        " ",
                        network.populations().stream().map(Population::name).toList()));
    }
}
