package org.synfire.network.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.synfire.engine.AllocatedBytes;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.Synapses;

class DenseReferenceTest {
    private static final Code CODE = new Code(8, true, -128, 127, 1, 0);

    /**
     * A 2x2 image, a 2x2 kernel with one column of padding on the right, a half-up shift by one, a pooled and reversed
     * full connection.
     */
    private static IntegerNetwork handWorked() {
        Shape image = new Shape(1, 2, 2);
        Shape map = new Shape(1, 1, 2);
        var convolution = new Synapses.Convolution(
                image, map, new Window(2, 2, 1, 1, 1, 1, 0, 0, 0, 1), 1, new short[] {1, 2, 3, 4});
        var dense = new Synapses.Dense(map, Shape.vector(2), new short[] {1, 10, 0, -1});
        return IntegerNetwork.inPhase(
                "hand",
                8,
                8,
                List.of(
                        new Population(0, "input", image, new Neurons.ImageInput(CODE)),
                        new Population(1, "map", map, new Neurons.Stem(CODE, new int[] {-3}, Rescale.halfUpShift(1))),
                        new Population(2, "answer", Shape.vector(2), new Neurons.Answer(new int[] {100, 200}, 1))),
                List.of(
                        Projection.of(0, 0, 1, convolution),
                        new Projection(
                                1,
                                1,
                                Optional.of(MaxGate.of(map, new Window(1, 2, 1, 1, 1, 1, 0, 1, 0, 0))),
                                Optional.of(new int[] {1, 0}),
                                2,
                                dense,
                                1)));
    }

    @Test
    void computesAHandWorkedCase() {
        DenseReference reference = new DenseReference(handWorked());
        reference.compute(new int[] {5, 6, 7, 8});
        // 5 + 12 + 21 + 32 - 3 = 67 -> 34 (33.5 up); 6 + 24 - 3 = 27 -> 14
        assertArrayEquals(new int[] {34, 14}, reference.values(1));
        // pooled with one column of padding on the left: 34, 34
        assertArrayEquals(new int[] {100 + 34 + 340, 200 - 34}, reference.answer());
    }

    @Test
    void limitsCodesToTheirRange() {
        DenseReference reference = new DenseReference(handWorked());
        reference.compute(new int[] {127, 127, 127, 127});
        assertArrayEquals(new int[] {127, 127}, reference.values(1));
        reference.compute(new int[] {-128, -128, -128, -128});
        assertArrayEquals(new int[] {-128, -128}, reference.values(1));
    }

    @Test
    void refusesAnImageOfAnotherSize() {
        var error = assertThrows(InputException.class, () -> new DenseReference(handWorked()).compute(new int[5]));
        assertEquals("network hand reads 4 input codes, not 5", error.getMessage());
    }

    @Test
    void allocatesNothingPerSample() {
        IntegerNetwork network = RandomNetworks.draw(7);
        DenseReference reference = new DenseReference(network);
        int[] image = RandomNetworks.image(network, 1);
        AllocatedBytes.requireNoneIn(() -> {
            for (int i = 0; i < 200; i++) {
                reference.compute(image);
            }
        });
    }
}
