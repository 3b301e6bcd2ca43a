package org.synfire.network.spiking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.DirectCoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Synapses;

class ChipNetworkTest {
    private static final IntegerSpikingNetwork MIXED = SmallSpikingNetworks.mixed(8, 5);

    @Test
    void aLayerIsAPopulationAndTheFirstOnesWeightsMakeCurrents() {
        IntegerNetwork network = MIXED.onCores().network();
        DirectCoding direct = ((Neurons.Program) network.population(1).neurons())
                .directCoding()
                .orElseThrow();
        assertEquals(
                List.of("image", "conv1", "conv2", "conv3", "output"),
                network.populations().stream().map(p -> p.name()).toList());
        assertEquals(0, network.outbound(0).size());
        assertEquals(MIXED.layers().getFirst().weights().length, direct.weights().length);
        assertEquals(MIXED.pixels().shift(), direct.shift());
        assertEquals(
                List.of(0, 0, 2, 8, 8),
                List.of(
                        network.weightBits(0),
                        network.weightBits(1),
                        network.weightBits(2),
                        network.weightBits(3),
                        network.weightBits(4)));
        assertEquals(4, network.timing().depth());
        assertEquals(4 + 5, network.timing().latencySteps(), "a step for each layer, and T");
        assertEquals(5, network.timing().intervalSteps(true));
        assertEquals(10, network.timing().intervalSteps(false), "9 steps, up to a multiple of 5");
    }

    @Test
    void aWeightThatAChannelSharesStandsAtEachPosition() {
        Synapses.Dense synapses = (Synapses.Dense)
                MIXED.onCores().network().projections().getLast().synapses();
        int positions = MIXED.layers().getLast().in().positions();
        assertEquals(16, positions);
        for (int output = 0; output < 10; output++) {
            for (int i = 0; i < 6 * positions; i++) {
                assertEquals(
                        MIXED.layers().getLast().weights()[output * 6 + i / positions], synapses.weight(output, i));
            }
        }
    }

    @Test
    void samplesMayBeLong() {
        assertEquals(300, SmallSpikingNetworks.mixed(8, 300).onCores().network().timeSteps());
    }

    @Test
    void pixelsBeyondEightBitsAreRefused() {
        int[] codes = new int[256];
        codes[0] = -1;
        codes[1] = 128;
        assertEquals(
                "codes of pixels of -1..128 need more than 8 bits",
                assertThrows(InputException.class, () -> new PixelCode(new int[][] {codes}, 3))
                        .getMessage());
        codes[0] = 0;
        assertEquals(128, new PixelCode(new int[][] {codes}, 3).largest());
        assertEquals(new Shape(1, 8, 8), MIXED.input());
    }
}
