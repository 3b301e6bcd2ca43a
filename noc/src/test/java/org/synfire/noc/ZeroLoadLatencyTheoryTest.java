package org.synfire.noc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;

class ZeroLoadLatencyTheoryTest {
    /**
     * BookSim's T0 = 2 + c (H + 1) for single flits, its routers of c - 1 cycles and one for the link, sink link
     * included.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void equalsBookSimForSingleFlits(int hopCycles) {
        RouterTiming timing = new RouterTiming(hopCycles - 1, 1, 1, 1, 2, 1);
        ZeroLoadLatency latency = new ZeroLoadLatency(timing);
        for (int hops = 0; hops <= 14; hops++) {
            assertEquals(2 + hopCycles * (hops + 1), latency.cycles(hops, 0));
        }
    }

    /** Worked by hand for inject 1, router 2, link 1, chip link 7, eject 1 and packets of 2 flits. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 5", //  1 + 1*2             + 1 + 1
        "1, 0, 8", //  1 + 2*2 + 1         + 1 + 1
        "10, 0, 35", //  1 + 11*2 + 10     + 1 + 1
        "1, 1, 20", //  1 + 2*2 + 7        + 1 + 7
        "10, 2, 53", //  1 + 11*2 + 8 + 14 + 1 + 7
    })
    void equalsCasesWorkedByHand(int hops, int chipCrossings, long cycles) {
        assertEquals(cycles, new ZeroLoadLatency(new RouterTiming(2, 1, 7, 1, 1, 2)).cycles(hops, chipCrossings));
    }

    @ParameterizedTest
    @CsvSource({
        "-1,0,1,0,0,1,router cycles", "0,-1,1,0,0,1,link cycles", "0,0,0,0,0,1,inter-chip link cycles",
        "0,0,1,-1,0,1,inject cycles", "0,0,1,0,-1,1,eject cycles", "0,0,1,0,0,0,flits per packet"
    })
    void namesTheTimingThatIsOutOfRange(
            int router, int link, int interChip, int inject, int eject, int flits, String named) {
        InputException e = assertThrows(
                InputException.class, () -> new RouterTiming(router, link, interChip, inject, eject, flits));
        assertTrue(e.getMessage().contains(named + " must be at least"), e.getMessage());
    }

    @Test
    void takesTheLowestTimings() {
        assertEquals(0, new ZeroLoadLatency(new RouterTiming(0, 0, 1, 0, 0, 1)).cycles(30, 0));
    }
}
