package org.synfire.network.integer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/** Synapses one by one are those of the kind they were, with the delays of their inputs. */
class DelayedSynapsesTest {
    private final Random random = new Random(5);

    private short[] weights(int size) {
        short[] weights = new short[size];
        for (int i = 0; i < size; i++) {
            weights[i] = (short) random.nextInt(-3, 4);
        }
        return weights;
    }

    private static int[][] matrix(SparseSynapses synapses) {
        int[][] matrix = new int[synapses.in().size()][synapses.out().size()];
        for (int i = 0; i < matrix.length; i++) {
            for (int s = synapses.start(i); s < synapses.start(i + 1); s++) {
                matrix[i][synapses.target(s)] += synapses.weight(s);
                assertEquals(i % 7, synapses.extraDelay(s));
            }
        }
        return matrix;
    }

    private static SparseSynapses delayed(Synapses synapses) {
        return SparseSynapses.delayed(synapses, input -> input % 7);
    }

    @Test
    void convolutionsKeepTheirWeights() {
        for (int trial = 0; trial < 100; trial++) {
            int groups = 1 + random.nextInt(2);
            Shape in = new Shape(groups * (1 + random.nextInt(3)), 5 + random.nextInt(4), 5 + random.nextInt(4));
            Window window = new Window(
                    1 + random.nextInt(3),
                    1 + random.nextInt(3),
                    1 + random.nextInt(3),
                    1 + random.nextInt(3),
                    1 + random.nextInt(2),
                    1 + random.nextInt(2),
                    random.nextInt(3),
                    random.nextInt(3),
                    random.nextInt(3),
                    random.nextInt(3));
            Shape out = window.output(groups * (1 + random.nextInt(3)), in.height(), in.width());
            Synapses.Convolution convolution = new Synapses.Convolution(
                    in,
                    out,
                    window,
                    groups,
                    weights(out.channels() * in.channels() / groups * window.kernelY() * window.kernelX()));
            int[][] found = matrix(delayed(convolution));
            int[][] expected = new int[in.size()][out.size()];
            for (int o = 0; o < out.size(); o++) {
                int channel = o / out.positions();
                int y = o % out.positions() / out.width();
                int x = o % out.width();
                for (int c = 0; c < convolution.inPerGroup(); c++) {
                    for (int ky = 0; ky < window.kernelY(); ky++) {
                        for (int kx = 0; kx < window.kernelX(); kx++) {
                            int row = y * window.strideY() + ky * window.dilationY() - window.padTop();
                            int column = x * window.strideX() + kx * window.dilationX() - window.padLeft();
                            if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                                int from = channel / convolution.outPerGroup() * convolution.inPerGroup() + c;
                                expected[in.index(from, row, column)][o] += convolution.weight(channel, c, ky, kx);
                            }
                        }
                    }
                }
            }
            assertArrayEquals(expected, found);
        }
    }

    @Test
    void otherKindsKeepTheirWeights() {
        Synapses.Dense dense = new Synapses.Dense(new Shape(2, 2, 2), Shape.vector(3), weights(24));
        int[][] found = matrix(delayed(dense));
        int[][] again = matrix(SparseSynapses.delayed(delayed(dense), input -> 0));
        for (int i = 0; i < 8; i++) {
            for (int o = 0; o < 3; o++) {
                assertEquals(dense.weight(o, i), found[i][o]);
                assertEquals(dense.weight(o, i), again[i][o]);
            }
        }
        Synapses.Identity identity = new Synapses.Identity(new Shape(2, 1, 3), new int[] {5, -9}, 127);
        int[][] own = matrix(delayed(identity));
        for (int i = 0; i < 6; i++) {
            assertEquals(i < 3 ? 5 : -9, own[i][i]);
        }
    }

    @Test
    void bitsHoldEveryWeight() {
        Shape one = Shape.vector(1);
        for (int[] pair :
                new int[][] {{0, 2}, {1, 2}, {-2, 2}, {2, 3}, {127, 8}, {-128, 8}, {128, 9}, {-129, 9}, {-32768, 16}}) {
            Synapses.Dense dense = new Synapses.Dense(one, one, new short[] {(short) pair[0]});
            assertEquals(pair[1], dense.significantBits(), "weight " + pair[0]);
            assertEquals(pair[1], SparseSynapses.delayed(dense, input -> 0).significantBits(), "weight " + pair[0]);
        }
        assertEquals(8, new Synapses.Identity(one, new int[] {1000}, 127).significantBits());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_537, Integer.MAX_VALUE})
    void aDelayIsAtLeastAStepAndAtMostTheLongest(int delay) {
        Shape shape = Shape.vector(2);
        Projection least = Projection.of(3, 0, 1, new Synapses.Dense(shape, shape, new short[] {1, 2, 3, 4}));
        assertEquals(65_536, least.withDelay(65_536).delay());
        String said =
                assertThrows(InputException.class, () -> least.withDelay(delay)).getMessage();
        assertEquals("projection 3: a delay of " + delay + " steps; 1..65536 are possible", said);
    }
}
