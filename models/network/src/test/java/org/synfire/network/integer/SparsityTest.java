package org.synfire.network.integer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

class SparsityTest {
    private static final Code RELU = new Code(8, true, 0, 127, 1, 0);
    private static final Code SIGNED = new Code(8, true, -128, 127, 1, 0);
    private static final Code UNSIGNED = new Code(8, false, 0, 255, 1, 0);

    /** SDANN figure 10: four spikes, then three, then two. */
    @Test
    void thePapersExampleGoesFrom83Over84To80() {
        assertEquals(84, Sparsity.rot(2).apply(83, RELU));
        assertEquals(80, Sparsity.drlo(2).apply(84, RELU));
        assertEquals(80, new Sparsity(2, 2).apply(83, RELU));
        assertEquals("4 3 2", Integer.bitCount(83) + " " + Integer.bitCount(84) + " " + Integer.bitCount(80));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 127, 126",
        "2, 127, 124",
        "2, 126, 124",
        "2, 125, 124",
        "2, 122, 124",
        "2, 121, 120",
        "3, 127, 120",
        "7, 127, 0",
        "7, 63, 0",
        "2, 2, 4",
        "2, 1, 0"
    })
    void roundsHalvesUpAndNeverBeyondTheLargestMultiple(int n, int value, int sent) {
        assertEquals(sent, Sparsity.rot(n).apply(value, RELU));
    }

    @ParameterizedTest
    @CsvSource({
        "1, -128, -128",
        "2, -127, -128",
        "2, -126, -124",
        "2, -1, 0",
        "2, -2, 0",
        "2, -3, -4",
        "7, -64, 0",
        "7, -65, -128"
    })
    void roundsNegativeValuesToo(int n, int value, int sent) {
        assertEquals(sent, Sparsity.rot(n).apply(value, SIGNED));
    }

    @ParameterizedTest
    @CsvSource({"1, 127, 64", "3, 127, 112", "8, 127, 127", "2, 0, 0", "1, 1, 1", "4, 83, 83"})
    void keepsTheFirstSpikes(int k, int value, int sent) {
        assertEquals(sent, Sparsity.drlo(k).apply(value, RELU));
    }

    @ParameterizedTest
    @CsvSource({"1, -1, -128", "2, -1, -64", "1, -128, -128", "2, -127, -127", "3, -86, -88"})
    void countsASignAsASpike(int k, int value, int sent) {
        assertEquals(sent, Sparsity.drlo(k).apply(value, SIGNED));
    }

    @Test
    void keepsTheFirstSpikesOfUnsignedCodes() {
        assertEquals(192, Sparsity.drlo(2).apply(255, UNSIGNED));
        assertEquals(252, Sparsity.rot(2).apply(255, UNSIGNED));
    }

    @Test
    void whatIsSentIsAFixedPointAndNoneChangesNothing() {
        for (int value = -128; value <= 127; value++) {
            assertEquals(value, Sparsity.NONE.apply(value, SIGNED));
            for (int n = 0; n < 8; n++) {
                for (int k = 0; k <= 8; k++) {
                    Sparsity sparsity = new Sparsity(n, k);
                    int sent = sparsity.apply(value, SIGNED);
                    assertEquals(sent, sparsity.apply(sent, SIGNED), sparsity + " of " + value);
                    assertTrue(k == 0 || Integer.bitCount(sent & 255) <= k, sparsity + " of " + value);
                    assertEquals(0, sent & (1 << n) - 1, sparsity + " of " + value);
                }
            }
        }
    }

    @Test
    void refusesWhatIsOutOfRange() {
        IntStream.of(-1, 8).forEach(n -> assertThrows(InputException.class, () -> Sparsity.rot(n)));
        IntStream.of(-1, 9).forEach(k -> assertThrows(InputException.class, () -> Sparsity.drlo(k)));
        Code four = new Code(4, true, 0, 7, 1, 0);
        Population layer =
                new Population(1, "conv", Shape.vector(1), new Neurons.Stem(four, new int[1], Rescale.floorShift(0)));
        assertEquals(
                "layer conv: RoT(4) is out of range for codes of 4 bits; n is at most 3, k at most 4",
                assertThrows(InputException.class, () -> layer.with(Sparsity.rot(4)))
                        .getMessage());
        Population answer = new Population(2, "answer", Shape.vector(1), new Neurons.Answer(new int[1], 1));
        assertTrue(assertThrows(InputException.class, () -> answer.with(Sparsity.drlo(2)))
                .getMessage()
                .startsWith("layer answer cannot be made sparse"));
    }
}
