package org.synfire.engine.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.memory.OffHeapLedger;

@ExtendWith(OffHeapLedger.class)
@Timeout(60)
class StepEngineTest {
    /** Does nothing by itself; a base for actors that only step. */
    private interface Stepper extends Actor {
        @Override
        default void receive(long header, long[] packets, int from, int to, Wakes wakes) {
            throw new AssertionError("nobody sends here");
        }
    }

    private static int[] roundRobin(int actors, int workers) {
        return IntStream.range(0, actors).map(actor -> actor % workers).toArray();
    }

    @Test
    void wakesAreHeardInTheirStep() {
        List<Long> visited = new ArrayList<>();
        Stepper actor = (step, context) -> {
            visited.add(step);
            if (step < 20) {
                context.wakes().at(step + 7, 0);
            }
        };
        try (StepEngine engine = StepEngine.of(actor).wakeHorizon(8).start()) {
            engine.wake(3, 0);
            assertEquals(40, engine.run(40));
            assertEquals(40, engine.step());
        }
        assertEquals(List.of(3L, 10L, 17L, 24L), visited);
    }

    @Test
    void wakesBeyondTheHorizonAreKept() {
        List<Long> visited = new ArrayList<>();
        Stepper actor = (step, context) -> {
            visited.add(step);
            context.wakes().at(step + 19, 0);
        };
        try (StepEngine engine = StepEngine.of(actor).wakeHorizon(8).start()) {
            engine.wake(30, 0);
            engine.run(70);
        }
        assertEquals(List.of(30L, 49L, 68L), visited);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void actorsThatNobodyWokeAreNotVisited(int workers) {
        int actors = 10_000;
        long[] visits = new long[actors];
        Actor[] all = IntStream.range(0, actors)
                .mapToObj(id -> (Stepper) (step, context) -> {
                    visits[id]++;
                    context.wakes().at(step + 1, id);
                })
                .toArray(Actor[]::new);
        try (StepEngine engine =
                StepEngine.of(all).ownedBy(roundRobin(actors, workers), workers).start()) {
            engine.wake(0, 77);
            engine.wake(50, 9_999);
            engine.run(1_000);
        }
        assertEquals(1_000, visits[77]);
        assertEquals(950, visits[9_999]);
        assertEquals(1_950, Arrays.stream(visits).sum());
    }

    @Test
    void packetsOfAStepHaveArrivedBeforeTheNextAndBeforeARunEnds() {
        for (int workers = 1; workers <= 2; workers++) {
            long[] received = new long[2];
            Actor[] pair =
                    IntStream.range(0, 2).mapToObj(id -> pingPong(id, received)).toArray(Actor[]::new);
            try (StepEngine engine = StepEngine.of(pair)
                    .ownedBy(roundRobin(2, workers), workers)
                    .wakeHorizon(4)
                    .start()) {
                engine.wake(0, 0);
                engine.run(10_001);
                assertEquals(15_000, received[0]);
                assertEquals(15_003, received[1]);
                engine.run(1);
                assertEquals(15_003, received[0]);
            }
        }
    }

    private static Actor pingPong(int id, long[] received) {
        long[] packets = {1, 2, 3};
        return new Actor() {
            @Override
            public void receive(long header, long[] packets, int from, int to, Wakes wakes) {
                received[id] += to - from;
                wakes.atSlot(PacketFormat.tag(header), id);
            }

            @Override
            public void step(long step, StepContext context) {
                assertEquals(id, step % 2);
                context.send(1 - id, PacketFormat.header(1 - id, context.wakes().slot(step + 1)), packets, 0, 3);
            }
        };
    }

    @Test
    void anActorMaySendToItself() {
        long[] sum = new long[1];
        Actor actor = new Actor() {
            @Override
            public void receive(long header, long[] packets, int from, int to, Wakes wakes) {
                sum[0] += PacketFormat.payload(packets[from]);
                wakes.atSlot(PacketFormat.tag(header), 0);
            }

            @Override
            public void step(long step, StepContext context) {
                context.send(0, PacketFormat.header(0, context.wakes().slot(step + 1)), new long[] {step}, 0, 1);
            }
        };
        try (StepEngine engine = StepEngine.of(actor).start()) {
            engine.wake(0, 0);
            engine.run(100);
        }
        assertEquals(4950, sum[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void workersWithFullRingsToEachOtherAllGetOn(int workers) {
        Gossip[] alone = Gossip.graph(20, 200, 5);
        Gossip[] together = Gossip.graph(20, 200, 5);
        long expected = Gossip.fingerprint(alone, StepEngine.of(alone), 50);
        long actual = Gossip.fingerprint(
                together,
                StepEngine.of(together)
                        .ownedBy(roundRobin(20, workers), workers)
                        .ringCapacity(16),
                50);
        assertTrue(Arrays.stream(alone).mapToInt(Gossip::visits).sum() > 500);
        assertEquals(expected, actual);
    }

    @Test
    void theSeedShowsInTheFingerprint() {
        Gossip[] one = Gossip.graph(40, 10, 5);
        Gossip[] other = Gossip.graph(40, 10, 6);
        assertNotEquals(
                Gossip.fingerprint(one, StepEngine.of(one), 50), Gossip.fingerprint(other, StepEngine.of(other), 50));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aFailureOfAnActorEndsTheRunAndComesOut(int failing) {
        IllegalStateException failure = new IllegalStateException("broken on purpose");
        Actor[] actors = IntStream.range(0, 3)
                .mapToObj(id -> (Stepper) (step, context) -> {
                    if (id == failing && step == 100) {
                        throw failure;
                    }
                    context.wakes().at(step + 1, id);
                })
                .toArray(Actor[]::new);
        try (StepEngine engine =
                StepEngine.of(actors).ownedBy(roundRobin(3, 3), 3).start()) {
            for (int actor = 0; actor < 3; actor++) {
                engine.wake(0, actor);
            }
            assertSame(failure, assertThrows(IllegalStateException.class, () -> engine.run(1_000_000)));
            IllegalStateException again = assertThrows(IllegalStateException.class, () -> engine.run(1));
            assertSame(failure, again.getCause());
        }
    }

    @Test
    void aFailureReachesAWorkerThatWaitsForRoom() {
        long[] burst = new long[1_000];
        Actor sender = (Stepper) (step, context) -> {
            while (true) {
                context.send(1, PacketFormat.header(1, 1), burst, 0, burst.length);
            }
        };
        Actor receiver = new Actor() {
            @Override
            public void receive(long header, long[] packets, int from, int to, Wakes wakes) {
                throw new AssertionError("receives no more");
            }

            @Override
            public void step(long step, StepContext context) {
                throw new AssertionError("nobody wakes it");
            }
        };
        try (StepEngine engine =
                StepEngine.of(sender, receiver).ownedBy(new int[] {0, 1}, 2).start()) {
            engine.wake(0, 0);
            assertEquals(
                    "receives no more",
                    assertThrows(AssertionError.class, () -> engine.run(2)).getMessage());
        }
    }

    @Test
    void aStopEndsAllWorkersAfterTheSameStep() {
        long[] visits = new long[2];
        Actor[] actors = IntStream.range(0, 2)
                .mapToObj(id -> (Stepper) (step, context) -> {
                    visits[id]++;
                    context.wakes().at(step + 1, id);
                })
                .toArray(Actor[]::new);
        try (StepEngine engine =
                StepEngine.of(actors).ownedBy(roundRobin(2, 2), 2).start()) {
            engine.wake(0, 0);
            engine.wake(0, 1);
            CompletableFuture<Void> stopper = CompletableFuture.runAsync(() -> {
                while (engine.step() < 1_000) {
                    Thread.yield();
                }
                engine.requestStop();
            });
            long done = engine.run(Long.MAX_VALUE);
            stopper.join();
            assertTrue(done >= 1_000);
            assertEquals(done, engine.step());
            assertEquals(done, visits[0]);
            assertEquals(done, visits[1]);
            assertEquals(10, engine.run(10));
            assertEquals(done + 10, visits[1]);
        }
    }

    @Test
    void aWorkerThatOnlySendsIsAheadAsFarAsItMay() {
        AtomicLong ahead = new AtomicLong();
        AtomicLong behind = new AtomicLong();
        long[] furthest = new long[1];
        Actor[] actors = {
            (Stepper) (step, context) -> {
                furthest[0] = Math.max(furthest[0], step - behind.get());
                ahead.set(step);
                context.wakes().at(step + 1, 0);
            },
            (Stepper) (step, context) -> {
                while (ahead.get() < Math.min(999, step + 15)) {
                    Thread.onSpinWait();
                }
                behind.set(step);
                context.wakes().at(step + 1, 1);
            }
        };
        try (StepEngine engine = StepEngine.of(actors)
                .ownedBy(new int[] {0, 1}, 2)
                .delays(new int[][] {{1, 1}, {16, 1}})
                .start()) {
            engine.wake(0, 0);
            engine.wake(0, 1);
            assertEquals(1_000, engine.run(1_000));
        }
        assertTrue(furthest[0] <= 16, furthest[0] + " steps ahead of one that ended");
    }

    @Test
    void aStopEndsAllWorkersAtTheSameStepThoughOneIsAhead() {
        long[] visits = new long[2];
        StepEngine[] self = new StepEngine[1];
        Actor[] actors = IntStream.range(0, 2)
                .mapToObj(id -> (Stepper) (step, context) -> {
                    visits[id]++;
                    if (id == 0 && step == 500) {
                        self[0].requestStop();
                    }
                    context.wakes().at(step + 1, id);
                })
                .toArray(Actor[]::new);
        for (int ahead = 0; ahead < 2; ahead++) {
            Arrays.fill(visits, 0);
            int[][] delays = {{1, 1}, {1, 1}};
            delays[ahead][1 - ahead] = 16;
            try (StepEngine engine = StepEngine.of(actors)
                    .ownedBy(new int[] {0, 1}, 2)
                    .delays(delays)
                    .start()) {
                self[0] = engine;
                engine.wake(0, 0);
                engine.wake(0, 1);
                long done = engine.run(100_000);
                assertTrue(done > 500 && done <= 516, done + " steps");
                assertEquals(done, engine.step());
                assertEquals(done, visits[0]);
                assertEquals(done, visits[1]);
                assertEquals(10, engine.run(10));
                assertEquals(done + 10, visits[0]);
                assertEquals(done + 10, visits[1]);
            }
        }
    }

    @Test
    void aStopAskedForInAStepEndsItThere() {
        StepEngine[] self = new StepEngine[1];
        Stepper actor = (step, context) -> self[0].requestStop();
        try (StepEngine engine = StepEngine.of(actor).start()) {
            self[0] = engine;
            engine.wake(4, 0);
            assertEquals(5, engine.run(100));
            assertEquals(95, engine.run(95));
        }
    }

    @Test
    void aStopAskedForInTheLastStepOfARunIsNotLost() {
        StepEngine[] self = new StepEngine[1];
        Stepper actor = (step, context) -> self[0].requestStop();
        try (StepEngine engine = StepEngine.of(actor).start()) {
            self[0] = engine;
            engine.wake(4, 0);
            assertEquals(5, engine.run(5));
            assertEquals(0, engine.run(95));
            assertEquals(95, engine.run(95));
        }
    }

    @Test
    void aStopBetweenRunsEndsTheNextBeforeItsFirstStep() {
        try (StepEngine engine = StepEngine.of().start()) {
            engine.requestStop();
            assertEquals(0, engine.run(10));
            assertEquals(10, engine.run(10));
        }
    }

    @Test
    void closeEndsARunAtWork() throws Exception {
        StepEngine engine = StepEngine.of().ownedBy(new int[0], 2).start();
        CompletableFuture<Long> run = CompletableFuture.supplyAsync(() -> engine.run(Long.MAX_VALUE));
        while (engine.step() == 0) {
            Thread.yield();
        }
        engine.close();
        assertTrue(run.get() > 0);
        engine.close();
        assertThrows(IllegalStateException.class, () -> engine.run(1));
        assertThrows(IllegalStateException.class, () -> engine.wake(1, 0));
    }

    @Test
    void anIdleStrategyCanBeChosen() {
        Gossip[] alone = Gossip.graph(20, 5, 1);
        Gossip[] spinning = Gossip.graph(20, 5, 1);
        assertEquals(
                Gossip.fingerprint(alone, StepEngine.of(alone), 30),
                Gossip.fingerprint(
                        spinning,
                        StepEngine.of(spinning).ownedBy(roundRobin(20, 2), 2).idle(NoOpIdleStrategy::new),
                        30));
    }

    @Test
    void moreWorkersThanActorsRun() {
        Gossip[] alone = Gossip.graph(2, 5, 1);
        Gossip[] many = Gossip.graph(2, 5, 1);
        assertEquals(
                Gossip.fingerprint(alone, StepEngine.of(alone), 30),
                Gossip.fingerprint(
                        many, StepEngine.of(many).ownedBy(new int[] {7, 2}, 8).ringCapacity(16), 30));
    }

    @Test
    void refusesWhatItCannotBe() {
        StepEngine.Builder builder = StepEngine.of(pingPong(0, new long[2]));
        assertThrows(IllegalArgumentException.class, () -> builder.ownedBy(new int[1], 0));
        assertThrows(IllegalArgumentException.class, () -> builder.ownedBy(new int[1], 65));
        assertThrows(IllegalArgumentException.class, () -> builder.ownedBy(new int[2], 1));
        assertThrows(IllegalArgumentException.class, () -> builder.ownedBy(new int[] {1}, 1));
        assertThrows(IllegalArgumentException.class, () -> builder.ownedBy(new int[] {-1}, 1));
        assertThrows(IllegalArgumentException.class, () -> builder.delays(new int[][] {{0}}));
        assertThrows(
                IllegalArgumentException.class,
                () -> StepEngine.of(pingPong(0, new long[2]))
                        .delays(new int[][] {{1, 1}, {1, 1}})
                        .start());
        assertThrows(IllegalArgumentException.class, () -> builder.wakeHorizon(1));
        assertThrows(IllegalArgumentException.class, () -> builder.wakeHorizon(12));
        assertThrows(IllegalArgumentException.class, () -> builder.wakeHorizon(1 << 17));
        assertThrows(
                IllegalArgumentException.class, () -> builder.ringCapacity(3).start());
    }

    @Test
    void runsAreOfAtLeastNoStep() {
        try (StepEngine engine = StepEngine.of().start()) {
            assertThrows(IllegalArgumentException.class, () -> engine.run(-1));
            assertEquals(0, engine.run(0));
        }
    }
}
