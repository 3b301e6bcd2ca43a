package org.synfire.papers.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;

/** The memory table of the MINT talk: its two decimals against two of ours. */
class MemoryFootprintTheoryTest {
    private static final double TOLERANCE = 0.02 + 1e-9;

    private static void assertShown(double expected, double megabytes) {
        assertEquals(expected, Math.rint(megabytes * 100) / 100, TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({"8, 8, 95.41", "5, 5, 59.62", "4, 4, 47.71", "2, 2, 23.85"})
    void rowsOfMint(int weightBits, int potentialBits, double megabytes) {
        assertShown(
                megabytes,
                MemoryFootprint.ofTable(PaperNetworks.vgg9(), weightBits, potentialBits)
                        .megabytes());
    }

    @ParameterizedTest
    @CsvSource({"8, 14, 353.79", "4, 10, 248.39", "2, 8, 195.68"})
    void rowsOfStbpQuant(int weightBits, int potentialBits, double megabytes) {
        assertShown(
                megabytes,
                MemoryFootprint.ofTable(PaperNetworks.stbpQuant(), weightBits, potentialBits)
                        .megabytes());
    }

    /** Counted from the layers of MINT's public code, layer by layer. */
    @Test
    void sizesAreThoseOfTheSource() {
        assertEquals(new NetworkSize("VGG-9", 1_736_896, 245_760), PaperNetworks.vgg9());
        assertEquals(new NetworkSize("VGG-16", 14_715_584, 276_480), PaperNetworks.vgg16());
        assertEquals(new NetworkSize("STBP-Quant", 21_156_384, 499_712), PaperNetworks.stbpQuant());
        long stage1 = 9L * (64 * 128 + 5 * 128 * 128) + 64 * 128;
        long stage2 = 9L * (128 * 256 + 5 * 256 * 256) + 128 * 256;
        long stage3 = 9L * (256 * 512 + 3 * 512 * 512) + 256 * 512;
        long neurons = 64 * 1024 + 6 * 128 * 256 + 6 * 256 * 64 + 4 * 512 * 16;
        assertEquals(
                new NetworkSize("ResNet-19", 9 * 3 * 64 + stage1 + stage2 + stage3 + 512 * 256 + 256 * 10, neurons),
                PaperNetworks.resnet19());
    }

    @Test
    void aPotentialIsKeptForEverySampleAndStep() {
        MemoryFootprint one = new MemoryFootprint(new NetworkSize("x", 80, 100), 4, 2, 1, 1);
        assertEquals(40, one.weightBytes());
        assertEquals(25, one.potentialBytes());
        assertEquals(25 * 6, new MemoryFootprint(one.network(), 4, 2, 3, 2).potentialBytes());
        assertThrows(InputException.class, () -> new MemoryFootprint(one.network(), 4, 0, 1, 1));
    }
}
