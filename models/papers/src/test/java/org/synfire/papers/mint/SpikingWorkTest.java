package org.synfire.papers.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.neuron.MintNeurons;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.spiking.Connection;
import org.synfire.network.spiking.IntegerLayer;
import org.synfire.network.spiking.IntegerSpikingNetwork;
import org.synfire.network.spiking.PixelCode;

/**
 * Counted by hand: an image of 1 x 4 x 4, a convolution to 2 channels, another to 3 after pooling, the mean of each
 * channel to 5 classes; 4 steps.
 */
class SpikingWorkTest {
    private static final MintNeurons NEURONS =
            new MintNeurons(4, PotentialRounding.SHIFT_ON_READ, new int[] {3}, new boolean[1]);
    private static final IntegerSpikingNetwork NETWORK = new IntegerSpikingNetwork(
            "hand",
            4,
            new PixelCode(new int[1][256], 0),
            List.of(
                    new IntegerLayer(
                            "conv1",
                            1,
                            new Shape(1, 4, 4),
                            new Connection.Convolution(Window.square(3, 1, 1)),
                            new Shape(2, 4, 4),
                            8,
                            new int[18],
                            1,
                            Optional.of(NEURONS)),
                    new IntegerLayer(
                            "conv2",
                            2,
                            new Shape(2, 2, 2),
                            new Connection.Convolution(Window.square(3, 1, 1)),
                            new Shape(3, 2, 2),
                            4,
                            new int[54],
                            1,
                            Optional.of(NEURONS)),
                    new IntegerLayer(
                            "output",
                            1,
                            new Shape(3, 2, 2),
                            new Connection.PerChannel(),
                            Shape.vector(5),
                            2,
                            new int[15],
                            1,
                            Optional.empty())));

    @Test
    void countsWeightsNeuronsSlotsAndUpdates() {
        assertEquals(new NetworkSize("hand", 18 + 54 + 15, 32 + 12), SpikingWork.size(NETWORK));
        assertEquals((18 * 8 + 54 * 4 + 15 * 2) / 8.0, SpikingWork.weightBytes(NETWORK));
        assertEquals(
                new ProcessingElement.Work(4 * (54 * 4 + 15 * 4), 77, 4 * (32 + 12)),
                SpikingWork.of(NETWORK, 77),
                "the first layer's sums are the host's");
    }
}
