package org.synfire.engine.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.engine.AllocatedBytes;

@Timeout(60)
class MeasurementPipelineTest {
    private static final MeasurementPipeline.Size SIZE = new MeasurementPipeline.Size(4, 2);

    /** Keeps the steps it saw. */
    private static final class Keeper implements StepConsumer {
        final List<Long> steps = new ArrayList<>();
        int ends;

        @Override
        public void onStep(StepRecord record) {
            assertEquals(record.step() * 10, record.words()[0]);
            steps.add(record.step());
        }

        @Override
        public void onEnd() {
            ends++;
        }
    }

    private static boolean tryPublish(MeasurementPipeline pipeline, StepRecord record, long step) {
        record.begin(step, 0, 0);
        record.append(step * 10);
        return pipeline.tryPublish(record);
    }

    private static void publish(MeasurementPipeline pipeline, int steps) {
        StepRecord record = pipeline.newRecord();
        for (int step = 0; step < steps; step++) {
            while (!tryPublish(pipeline, record, step)) {
                Thread.yield();
            }
        }
    }

    private static List<Long> range(int steps) {
        return LongStream.range(0, steps).boxed().toList();
    }

    @Test
    void allConsumersSeeAllRecordsInOrder() {
        Keeper first = new Keeper();
        Keeper second = new Keeper();
        try (MeasurementPipeline pipeline = MeasurementPipeline.inOneThread(SIZE, List.of(first, second))) {
            publish(pipeline, 1_000);
            pipeline.awaitDrained();
            assertEquals(range(1_000), first.steps);
            assertEquals(range(1_000), second.steps);
            assertEquals(0, first.ends);
        }
        assertEquals(1, first.ends);
        assertEquals(1, second.ends);
    }

    @Test
    void theConsumersOfAGroupRunInParallel() {
        CyclicBarrier meeting = new CyclicBarrier(2);
        StepConsumer meets = record -> {
            try {
                meeting.await(30, TimeUnit.SECONDS);
            } catch (Exception alone) {
                throw new IllegalStateException(alone);
            }
        };
        try (MeasurementPipeline pipeline = MeasurementPipeline.ofGroups(SIZE, List.of(List.of(meets, meets)))) {
            publish(pipeline, 10);
            pipeline.awaitDrained();
        }
    }

    @Test
    void aGroupFollowsTheOneBefore() {
        long[] done = new long[2];
        StepConsumer left = record -> done[0] = record.step();
        StepConsumer right = record -> done[1] = record.step();
        StepConsumer after = record -> assertTrue(done[0] >= record.step() && done[1] >= record.step());
        try (MeasurementPipeline pipeline =
                MeasurementPipeline.ofGroups(SIZE, List.of(List.of(left, right), List.of(after)))) {
            publish(pipeline, 5_000);
            pipeline.awaitDrained();
        }
        assertEquals(4_999, done[0]);
    }

    @Test
    void aFullPipelineTakesNoMoreAndLosesNothing() {
        CountDownLatch gate = new CountDownLatch(1);
        Keeper keeper = new Keeper();
        StepConsumer slow = record -> {
            try {
                gate.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            keeper.onStep(record);
        };
        try (MeasurementPipeline pipeline = MeasurementPipeline.inOneThread(SIZE, List.of(slow))) {
            StepRecord record = pipeline.newRecord();
            for (int step = 0; step < SIZE.records(); step++) {
                assertTrue(tryPublish(pipeline, record, step));
                assertEquals(0, record.length());
            }
            assertFalse(tryPublish(pipeline, record, 4));
            assertEquals(1, record.length());
            gate.countDown();
            pipeline.awaitDrained();
            assertTrue(pipeline.tryPublish(record));
        }
        assertEquals(range(5), keeper.steps);
    }

    @Test
    void manyWorkersPublish() {
        long[] sums = new long[3];
        StepConsumer adder = record -> sums[record.worker()] += record.words()[0];
        try (MeasurementPipeline pipeline = MeasurementPipeline.inOneThread(SIZE, List.of(adder))) {
            CompletableFuture<?>[] workers = new CompletableFuture<?>[3];
            for (int worker = 0; worker < workers.length; worker++) {
                int id = worker;
                workers[worker] = CompletableFuture.runAsync(
                        () -> {
                            StepRecord record = pipeline.newRecord();
                            for (int step = 0; step < 1_000; step++) {
                                record.begin(step, id, 0);
                                record.append(step + id);
                                while (!pipeline.tryPublish(record)) {
                                    Thread.yield();
                                }
                            }
                        },
                        task -> Thread.ofPlatform().daemon().start(task));
            }
            CompletableFuture.allOf(workers).join();
            pipeline.awaitDrained();
        }
        for (int worker = 0; worker < sums.length; worker++) {
            assertEquals(499_500 + 1_000L * worker, sums[worker]);
        }
    }

    @Test
    void aFailureComesOutOnceAndTheOthersGoOn() {
        IllegalStateException failure = new IllegalStateException("broken on purpose");
        Keeper keeper = new Keeper();
        StepConsumer failing = record -> {
            throw failure;
        };
        try (MeasurementPipeline pipeline = MeasurementPipeline.ofGroups(SIZE, List.of(List.of(failing, keeper)))) {
            tryPublish(pipeline, pipeline.newRecord(), 0);
            assertSame(failure, assertThrows(IllegalStateException.class, pipeline::awaitDrained));
            publish(pipeline, 10);
            pipeline.awaitDrained();
        }
        assertEquals(11, keeper.steps.size());
        assertEquals(1, keeper.ends);
    }

    @Test
    void aFailureThatNobodySawComesOutOfClose() {
        Keeper keeper = new Keeper();
        AssertionError failure = new AssertionError("cannot end");
        StepConsumer failing = new StepConsumer() {
            @Override
            public void onStep(StepRecord record) {}

            @Override
            public void onEnd() {
                throw failure;
            }
        };
        MeasurementPipeline pipeline = MeasurementPipeline.ofGroups(SIZE, List.of(List.of(failing, keeper)));
        publish(pipeline, 3);
        assertSame(failure, assertThrows(AssertionError.class, pipeline::close));
        assertEquals(1, keeper.ends);
        pipeline.close();
    }

    @Test
    void publishingAllocatesNothing() {
        try (MeasurementPipeline pipeline =
                MeasurementPipeline.inOneThread(new MeasurementPipeline.Size(64, 2), List.of(record -> {}))) {
            StepRecord record = pipeline.newRecord();
            assertEquals(0, AllocatedBytes.of(() -> {
                for (int step = 0; step < 20_000; step++) {
                    while (!tryPublish(pipeline, record, step)) {
                        Thread.onSpinWait();
                    }
                }
            }));
        }
    }

    @Test
    void refusesSizesAndGroupsThatItCannotHave() {
        assertThrows(IllegalArgumentException.class, () -> new MeasurementPipeline.Size(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new MeasurementPipeline.Size(6, 1));
        assertThrows(IllegalArgumentException.class, () -> new MeasurementPipeline.Size(4, -1));
        assertThrows(IllegalArgumentException.class, () -> MeasurementPipeline.inOneThread(SIZE, List.of()));
        assertThrows(IllegalArgumentException.class, () -> MeasurementPipeline.ofGroups(SIZE, List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> MeasurementPipeline.ofGroups(SIZE, List.of(List.of(), List.of(new Keeper()))));
    }
}
