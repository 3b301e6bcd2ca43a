package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.synfire.network.integer.IntegerNetwork;

class KernelChoiceTest {
    private static final long SHORT = 10;
    private static final long LONG = 1_000_000_000;
    private static final IntegerNetwork NETWORK = Chain.network(4);

    private final KernelChoice choice = new KernelChoice();

    private String next(long steps, long whole) {
        return choice.next(NETWORK, Chain.slices(NETWORK, 2), Firing.USUAL, true, steps, whole)
                .name();
    }

    @Test
    void aShortRunTakesPlainLoopsAndALongOneVectors() {
        assertEquals("scalar", next(SHORT, SHORT));
        assertEquals("vector", next(LONG, LONG));
    }

    @Test
    void aShortPartOfALongRunTakesVectors() {
        assertEquals("vector", next(SHORT, LONG));
        assertEquals("scalar", next(SHORT, SHORT));
    }

    @Test
    void runsOfOneProcessCountTogether() {
        long half = 1;
        while (next(half, half).equals("scalar")) {
            half *= 2;
        }
        assertEquals("vector", next(SHORT, SHORT));
    }
}
