package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.IntegerNetwork;

class WorkerChoiceTest {
    private static final IntegerNetwork SMALL = Chain.network(4);
    private static final List<Slice> SMALL_SLICES = Chain.slices(SMALL, 2);

    private static WorkerChoice choice(double rate, int most, int free) {
        return WorkerChoice.of(SMALL, SMALL_SLICES, population -> rate, true, most, free);
    }

    @Test
    void aSmallNetworkHasOneWorkerAndTheReasonSaysSo() {
        WorkerChoice choice = choice(0, 8, 8);
        assertEquals(1, choice.workers());
        assertTrue(
                choice.reason().orElseThrow().startsWith("1 worker of 8, as another would not pay"), choice.toString());
    }

    @Test
    void muchToDoIsSharedOutAmongFreeProcessors() {
        WorkerChoice free = choice(1e6, 2, 2);
        assertEquals(new WorkerChoice(2, Optional.empty()), free);
        WorkerChoice busy = choice(1e6, 2, 0);
        assertEquals(1, busy.workers());
        assertTrue(busy.reason().orElseThrow().contains("keep processors busy"), busy.toString());
    }

    @Test
    void whatIsAskedForIsTaken() {
        assertEquals(new WorkerChoice(7, Optional.empty()), WorkerChoice.asked(7));
    }
}
