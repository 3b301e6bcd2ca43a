package org.synfire.emulator.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkCopies;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

class MapperErrorTest {
    private static final ChipDescription DARWIN3 = Chips.darwin3();

    private static ChipDescription mesh(int width, int height) {
        return DARWIN3.with(ChipFigure.MESH_WIDTH, width, "small").with(ChipFigure.MESH_HEIGHT, height, "small");
    }

    private static String refusal(IntegerNetwork network, ChipDescription chip) {
        return assertThrows(ChipLimitException.class, () -> Mapper.map(network, chip))
                .getMessage();
    }

    @Test
    void tooFewCoresAreNamedByLayerWithTheChipsThatWouldDo() {
        IntegerNetwork network =
                new NetworkBuilder(3, 32, 32).convolution(16, 3, 1, 1).dense(10).build();
        assertEquals("""
            network built does not fit 1 x 1 chips of darwin3: it needs 5 cores, of them 1 big, and there are 3, of \
            them 3 big (2 cores missing)
              layer1                       4 cores,     0 of them big; at most 4,250 axon-in words and 8,192 of \
            16,384 axon-out words a core
              layer2                       1 cores,     1 of them big; at most 49,165 axon-in words and 10 of 16,384 \
            axon-out words a core
            2 x 1 chips side by side would hold it\
            """, refusal(network, mesh(2, 2)));
    }

    @Test
    void theChipsNamedHoldItAndFewerDoNot() {
        IntegerNetwork network =
                new NetworkBuilder(3, 32, 32).convolution(88, 3, 1, 1).build();
        assertEquals("2 x 2 chips side by side would hold it", lastLine(refusal(network, mesh(7, 1))));
        assertEquals(
                "2 x 2 chips side by side would hold it",
                lastLine(refusal(network, mesh(7, 1).withChips(3, 1))));
        assertEquals(22, Mapper.map(network, mesh(7, 1).withChips(2, 2)).cores());
    }

    @Test
    void tooFewBigCoresAreNamed() {
        // every chip of 1 x 3 nodes has two big cores; axon-in memory of little ones cannot hold a single output
        ChipDescription chip = mesh(1, 3).with(ChipFigure.AXON_IN_WORDS_LITTLE, 100, "test");
        IntegerNetwork network =
                NetworkCopies.of(new NetworkBuilder(1000, 1, 1).dense(10).build(), 3);
        String message = refusal(network, chip);
        assertEquals("2 x 1 chips side by side would hold it", lastLine(message));
        ChipDescription mixed = mesh(4, 1).with(ChipFigure.AXON_IN_WORDS_LITTLE, 100, "test");
        assertEquals(
                "network built x 3 does not fit 1 x 1 chips of darwin3: it needs 3 cores, of them 3 big, and there are"
                        + " 3, of them 1 big (2 big cores missing)",
                refusal(network, mixed).lines().findFirst().orElseThrow());
        assertEquals("3 x 1 chips side by side would hold it", lastLine(refusal(network, mixed)));
    }

    @Test
    void aLayerThatFitsNoCoreIsNamedWithWhatIsMissing() {
        // one output of 40,000 inputs: a metadata and a weight word each, one word of numbers, one of state
        IntegerNetwork network = new NetworkBuilder(1, 200, 200).dense(3).build();
        assertEquals(
                "layer layer1 does not fit chip darwin3 however finely it is cut: a core with one of its 3 channels"
                        + " needs 80,002 axon-in words and has 65,536 (14,466 missing); more chips do not help",
                refusal(network, DARWIN3));
    }

    @Test
    void destinationListsThatFitNoCoreAreNamed() {
        ChipDescription chip = DARWIN3.with(ChipFigure.AXON_OUT_WORDS, 1, "test");
        assertEquals(
                "layer layer1 does not fit chip darwin3 however finely it is cut: a core with one of its 4 channels"
                        + " needs 2 axon-out words and has 1 (1 missing); more chips do not help",
                refusal(new NetworkBuilder(1, 1, 1).dense(4).dense(1).build(), chip));
    }

    @Test
    void poolingWhoseRowsAreLargerThanACoreIsRefused() {
        IntegerNetwork network = new NetworkBuilder(1, 65, 65)
                .convolution(1, 1, 1, 0)
                .maxPool(3, 2)
                .dense(1)
                .build();
        assertEquals(
                "layer layer1: one channel's map of 65x65 neurons is larger than a core of chip darwin3 (194 neurons),"
                    + " and its max-pooling windows cannot be kept whole: they overlap, or one alone is larger than a"
                    + " core, so no line may cut the map into small enough parts, and no copy of it in strips helps;"
                    + " pool without overlap, or use a core with more neurons",
                refusal(network, DARWIN3.with(ChipFigure.NEURONS, 3 * 65 - 1, "test")));
    }

    private static String lastLine(String message) {
        return message.lines().reduce((first, second) -> second).orElseThrow();
    }
}
