package org.synfire.network.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Synapses;

/** Weights with bits of their own in each layer. */
class LayerBitsTest {
    private final Network network = network();
    private final Calibration calibration = new Calibration();

    LayerBitsTest() {
        network.nodes().forEach(node -> calibration.add(node.name(), new float[] {0.5f, 1}));
    }

    /** Two convolutions, the second joined by a residual edge, and a full connection. */
    private static Network network() {
        NetworkSketch sketch = new NetworkSketch(3, new Shape(2, 6, 6));
        int trunk = sketch.relu(sketch.convolution(0, 8, Window.square(3, 1, 1), 1));
        int joined = sketch.relu(sketch.sum(trunk, sketch.convolution(trunk, 8, Window.square(3, 1, 1), 1)));
        sketch.dense(joined, 5);
        return sketch.network();
    }

    private IntegerNetwork quantized(Integer... bits) {
        return Quantizer.symmetric(8)
                .calibrate(null, Preprocessing.unit())
                .withLayerBits(List.of(bits))
                .quantize(network, calibration);
    }

    private static int[] largest(IntegerNetwork integers) {
        return integers.projections().stream()
                .map(Projection::synapses)
                .filter(synapses -> !(synapses instanceof Synapses.Identity))
                .mapToInt(synapses -> {
                    short[] weights = synapses instanceof Synapses.Convolution convolution
                            ? convolution.weights()
                            : ((Synapses.Dense) synapses).weights();
                    return IntStream.range(0, weights.length)
                            .map(i -> Math.abs(weights[i]))
                            .max()
                            .orElseThrow();
                })
                .toArray();
    }

    @Test
    void everyLayerKeepsWithinItsBits() {
        assertArrayEquals(new int[] {7, 1, 127}, largest(quantized(4, 2, 8)));
        assertArrayEquals(new int[] {1, 127, 7}, largest(quantized(2, 8, 4)));
        assertArrayEquals(new int[] {3, 3, 3}, largest(quantized(3)));
        IntegerNetwork mixed = quantized(4, 2, 8);
        assertArrayEquals(
                new int[] {0, 4, 2, 8},
                IntStream.range(0, mixed.populations().size())
                        .map(mixed::weightBits)
                        .toArray());
    }

    /** Two layers that meet in a sum have one unit: the wider one must not be made coarse by the narrower. */
    @Test
    void layersThatMeetHaveTheWidthOfTheWidest() {
        NetworkSketch sketch = new NetworkSketch(4, new Shape(2, 6, 6));
        int trunk = sketch.relu(sketch.convolution(0, 4, Window.square(3, 1, 1), 1));
        int joined = sketch.relu(sketch.sum(
                sketch.convolution(trunk, 4, Window.square(1, 1, 0), 1),
                sketch.convolution(trunk, 4, Window.square(3, 1, 1), 1)));
        sketch.dense(joined, 5);
        Calibration seen = new Calibration();
        sketch.network().nodes().forEach(node -> seen.add(node.name(), new float[] {0.5f, 1}));
        IntegerNetwork mixed = Quantizer.symmetric(8)
                .calibrate(null, Preprocessing.unit())
                .withLayerBits(List.of(8, 2, 8, 8))
                .quantize(sketch.network(), seen);
        assertArrayEquals(
                new int[] {0, 8, 8, 8},
                IntStream.range(0, mixed.populations().size())
                        .map(mixed::weightBits)
                        .toArray());
        assertTrue(IntStream.of(largest(mixed)).allMatch(weight -> weight > 20), Arrays.toString(largest(mixed)));
    }

    @Test
    void oneNumberForEachLayerOrOneForAll() {
        assertEquals(
                "network sketch has 3 layers with weights, but bits are given for 2; give one number for each, or one"
                        + " for all: conv1, conv3, dense6",
                assertThrows(InputException.class, () -> quantized(4, 2)).getMessage());
        assertEquals(
                "weights of 9 bits: 2..8 are supported",
                assertThrows(InputException.class, () -> quantized(9, 2, 2)).getMessage());
    }

    /** The unit found is no worse than any other. */
    @Test
    void rangesAreOfLeastSquaredError() {
        Random random = new Random(1);
        float[] weights = new float[300];
        IntStream.range(0, weights.length).forEach(i -> weights[i] = (float) random.nextGaussian());
        for (int bits : new int[] {2, 3, 4, 8}) {
            WeightRange found = WeightRange.leastSquares(weights, 100, 300, bits);
            double error = found.squaredError(weights, 100, 300);
            for (double unit = found.unit() / 2; unit < 2 * found.unit(); unit *= 1.01) {
                assertTrue(
                        error <= new WeightRange(unit, found.limit()).squaredError(weights, 100, 300) * 1.02,
                        bits + " bits, unit " + unit + " is better than " + found.unit());
            }
        }
        assertEquals(new WeightRange(0, 1), WeightRange.leastSquares(new float[4], 0, 4, 2));
        assertEquals(0, new WeightRange(0, 1).integer(0));
        assertEquals(-7, new WeightRange(0.1, 7).integer(-5));
    }
}
