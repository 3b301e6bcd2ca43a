package org.synfire.models.spiking;

import java.util.List;
import java.util.SplittableRandom;
import org.synfire.models.integer.LeakyNeurons;
import org.synfire.models.integer.MintNeurons;
import org.synfire.models.integer.NeuronProgram;
import org.synfire.models.integer.PotentialRounding;
import org.synfire.models.network.Shape;
import org.synfire.models.network.Window;

/** Networks of random weights for images of one channel, with the shapes that training makes. */
public final class SmallSpikingNetworks {
    private static final int CLASSES = 10;

    private SmallSpikingNetworks() {}

    /**
     * Two convolutions of MINT's neurons with pooling between them, LIF neurons, an answer of one weight per channel.
     */
    public static IntegerSpikingNetwork mixed(int side, int timeSteps) {
        MintNeurons first = new MintNeurons(4, PotentialRounding.SHIFT_ON_READ, new int[] {12}, new boolean[1]);
        MintNeurons second =
                new MintNeurons(2, PotentialRounding.SHIFT_ON_STORE, new int[] {4, 5, -20, 7, 8, 9}, new boolean[] {
                    false, false, true, false, false, false
                });
        LeakyNeurons third = new LeakyNeurons(12, 3, LeakyNeurons.Reset.SUBTRACT, new int[] {120});
        Shape map = new Shape(6, side, side);
        Shape pooled = new Shape(6, side / 2, side / 2);
        return new IntegerSpikingNetwork(
                "mixed",
                timeSteps,
                PixelCode.of("mixed", List.of(0.3), List.of(0.35)),
                List.of(
                        convolution("conv1", 1, new Shape(1, side, side), map, 5, first),
                        convolution("conv2", 2, pooled, pooled, 2, second),
                        convolution("conv3", 1, pooled, pooled, 8, third),
                        new IntegerLayer(
                                "output",
                                1,
                                pooled,
                                null,
                                true,
                                Shape.vector(CLASSES),
                                8,
                                weights(9, CLASSES * 6, 8),
                                0.5,
                                null)));
    }

    private static IntegerLayer convolution(
            String name, int maxPool, Shape in, Shape out, int bits, NeuronProgram neurons) {
        return new IntegerLayer(
                name,
                maxPool,
                in,
                Window.square(3, 1, 1),
                false,
                out,
                bits,
                weights(name.hashCode(), out.channels() * in.channels() * 9, bits),
                0.01,
                neurons);
    }

    private static int[] weights(long seed, int count, int bits) {
        return new SplittableRandom(seed)
                .ints(count, -(1 << bits - 1) + 1, 1 << bits - 1)
                .toArray();
    }
}
