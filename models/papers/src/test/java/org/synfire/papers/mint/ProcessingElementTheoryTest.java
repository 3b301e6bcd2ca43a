package org.synfire.papers.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;

class ProcessingElementTheoryTest {
    /**
     * By hand from the library's figures: AND 8, adder 8, register 16; comparator 16, subtractor 16, registers 4 and 8.
     */
    @Test
    void theElementOfEightBits() {
        ProcessingElement element = ProcessingElement.mint(8);
        assertEquals(6.72 + 22.176 + 68.04 + 32.424 + 45.024 + 17.47 + 34.27, element.area(), 1e-9);
        assertEquals((2.35 + 16.89 + 25.11) * 2.5e-3, element.picojoulesPerAddition(), 1e-9);
        assertEquals((19.55 + 36.7 + 6.37 + 12.49) * 2.5e-3, element.picojoulesPerUpdate(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void vanillaQuantisationAddsAMultiplierAndNothingElse(int bits) {
        ProcessingElement mint = ProcessingElement.mint(bits);
        ProcessingElement uniform = ProcessingElement.uniform(bits);
        assertEquals(1797.264, uniform.area() - mint.area(), 1e-9);
        assertEquals(2 * 6.965, uniform.picojoulesPerUpdate() - mint.picojoulesPerUpdate(), 1e-9);
        assertEquals(mint.picojoulesPerAddition(), uniform.picojoulesPerAddition());
    }

    /** A weight that no spike meets still costs the AND and the adder, but not the accumulator. */
    @Test
    void gatedPartsRestWithoutSpikes() {
        ProcessingElement element = ProcessingElement.mint(4);
        double all = element.microjoules(new ProcessingElement.Work(1e6, 1e6, 0));
        double none = element.microjoules(new ProcessingElement.Work(1e6, 0, 0));
        assertEquals(element.picojoulesPerAddition(), all, 1e-9);
        assertEquals((1.181 + 8.73) * 2.5e-3, none, 1e-9);
        assertTrue(ProcessingElement.mint(2).area() < element.area()
                && element.area() < ProcessingElement.mint(8).area());
    }

    @Test
    void widthsWithoutFiguresAreRefused() {
        assertEquals(
                "parts of 5 bits have no published figures; 2, 4, 8, 16 and 32 have",
                assertThrows(
                                InputException.class,
                                () -> ProcessingElement.mint(5).area())
                        .getMessage());
        assertThrows(InputException.class, () -> Block.ADDER.area(64));
        assertThrows(InputException.class, () -> Block.ADDER.area(1));
    }
}
