package org.synfire.papers.sdann;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.emulator.map.Mapper;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;
import org.synfire.network.reference.DenseReference;
import org.synfire.noc.chip.Chips;

/** The stand-in has the size and the spikes that the paper's figures ask for. */
@Timeout(300)
class TinyVggTest {
    private static final double PAPER_SOPS = 327e6;

    @Test
    void fitsThePapersFigures() {
        EncodedNetwork drawn = TinyVgg.draw(1);
        IntegerNetwork network = drawn.network();
        assertTrue(
                TinyVgg.parameters(network) <= TinyVgg.PAPER_PARAMETERS, TinyVgg.parameters(network) + " parameters");
        assertEquals(0.36e9, TinyVgg.macs(network), 0.02e9);
        assertTrue(Mapper.map(network, Chips.darwin3()).cores() <= 575);
        DenseReference reference = new DenseReference(network);
        byte[] pixels = new byte[3 * 64 * 64];
        int[] input = new int[pixels.length];
        TinyVgg.images(9, 7).pixels(8, pixels);
        drawn.inputCodes().encode(pixels, input);
        reference.compute(input);
        long spikes = 0;
        long neurons = 0;
        for (Population population : network.codedLayers()) {
            for (int value : reference.values(population.id())) {
                spikes += Integer.bitCount(value);
            }
            neurons += population.shape().size();
        }
        assertEquals(TinyVgg.SPIKES_PER_ACTIVATION, (double) spikes / neurons, 0.1);
        System.out.printf(
                Locale.ROOT,
                "tiny-vgg stand-in: %,d parameters, %,d multiplications, %,d synaptic operations for an image not seen"
                        + " before%n",
                TinyVgg.parameters(network),
                TinyVgg.macs(network),
                reference.operations());
        assertEquals(PAPER_SOPS, reference.operations(), 0.35 * PAPER_SOPS);
    }
}
