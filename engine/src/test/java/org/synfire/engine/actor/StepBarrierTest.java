package org.synfire.engine.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.synfire.engine.memory.OffHeapLedger;
import org.synfire.engine.memory.StateArena;

@ExtendWith(OffHeapLedger.class)
class StepBarrierTest {
    @Test
    void opensWhenTheLastArrives() {
        try (StateArena arena = StateArena.ofBytes(StepBarrier.sizeBytes(3), "test")) {
            StepBarrier barrier = new StepBarrier(arena, 3);
            assertTrue(barrier.haveAllArrived(0));
            barrier.arrive(0, 1);
            barrier.arrive(2, 1);
            assertFalse(barrier.haveAllArrived(1));
            barrier.arrive(1, 1);
            assertTrue(barrier.haveAllArrived(1));
            assertFalse(barrier.haveAllArrived(2));
        }
    }

    @Test
    void aPartyThatIsAheadCountsAsArrived() {
        try (StateArena arena = StateArena.ofBytes(StepBarrier.sizeBytes(2), "test")) {
            StepBarrier barrier = new StepBarrier(arena, 2);
            barrier.arrive(0, 1);
            barrier.arrive(1, 2);
            assertTrue(barrier.haveAllArrived(1));
        }
    }

    @Test
    void partiesLieOnCacheLinesOfTheirOwn() {
        assertEquals(3 * 128, StepBarrier.sizeBytes(3));
    }

    @Test
    void needsAParty() {
        try (StateArena arena = StateArena.ofBytes(0, "test")) {
            assertThrows(IllegalArgumentException.class, () -> new StepBarrier(arena, 0));
        }
    }

    @Test
    @Timeout(120)
    void whatWasWrittenBeforeArrivalIsSeenAfterIt() {
        int parties = 3;
        int steps = 20_000;
        long[] plain = new long[parties * 16];
        try (StateArena arena = StateArena.ofBytes(StepBarrier.sizeBytes(parties), "test")) {
            StepBarrier barrier = new StepBarrier(arena, parties);
            CompletableFuture<?>[] threads = IntStream.range(0, parties)
                    .mapToObj(party -> CompletableFuture.runAsync(
                            () -> {
                                for (int step = 1; step <= steps; step++) {
                                    plain[party * 16] = step;
                                    meet(barrier, party, 2L * step - 1);
                                    for (int other = 0; other < parties; other++) {
                                        assertEquals(step, plain[other * 16]);
                                    }
                                    meet(barrier, party, 2L * step);
                                }
                            },
                            task -> Thread.ofPlatform().daemon().start(task)))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(threads).join();
        }
    }

    private static void meet(StepBarrier barrier, int party, long epoch) {
        barrier.arrive(party, epoch);
        while (!barrier.haveAllArrived(epoch)) {
            Thread.yield();
        }
    }
}
