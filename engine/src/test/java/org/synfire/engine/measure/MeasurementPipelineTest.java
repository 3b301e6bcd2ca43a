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
        try (MeasurementPipeline pipeline = new MeasurementPipeline(SIZE, List.of(first, second))) {
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
        try (MeasurementPipeline pipeline = new MeasurementPipeline(SIZE, List.of(slow))) {
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
        try (MeasurementPipeline pipeline = new MeasurementPipeline(SIZE, List.of(adder))) {
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
    void aFailureComesOutOnceAndEndsAllConsumers() {
        IllegalStateException failure = new IllegalStateException("broken on purpose");
        Keeper before = new Keeper();
        Keeper after = new Keeper();
        StepConsumer failing = record -> {
            if (record.step() == 2) {
                throw failure;
            }
        };
        try (MeasurementPipeline pipeline = new MeasurementPipeline(SIZE, List.of(before, failing, after))) {
            StepRecord record = pipeline.newRecord();
            for (int step = 0; step < 3; step++) {
                assertTrue(tryPublish(pipeline, record, step));
            }
            assertSame(failure, assertThrows(IllegalStateException.class, pipeline::awaitDrained));
            publish(pipeline, 10);
            pipeline.awaitDrained();
        }
        assertEquals(range(3), before.steps);
        assertEquals(range(2), after.steps);
        assertEquals(0, before.ends);
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
        MeasurementPipeline pipeline = new MeasurementPipeline(SIZE, List.of(keeper, failing));
        publish(pipeline, 3);
        assertSame(failure, assertThrows(AssertionError.class, pipeline::close));
        assertEquals(1, keeper.ends);
        pipeline.close();
    }

    @Test
    void publishingAllocatesNothing() {
        try (MeasurementPipeline pipeline =
                new MeasurementPipeline(new MeasurementPipeline.Size(64, 2), List.of(record -> {}))) {
            StepRecord record = pipeline.newRecord();
            AllocatedBytes.requireNoneIn(() -> {
                for (int step = 0; step < 20_000; step++) {
                    while (!tryPublish(pipeline, record, step)) {
                        Thread.onSpinWait();
                    }
                }
            });
        }
    }

    @Test
    void refusesSizesThatItCannotHaveAndNoConsumers() {
        assertThrows(IllegalArgumentException.class, () -> new MeasurementPipeline.Size(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new MeasurementPipeline.Size(6, 1));
        assertThrows(IllegalArgumentException.class, () -> new MeasurementPipeline.Size(4, -1));
        assertThrows(IllegalArgumentException.class, () -> new MeasurementPipeline(SIZE, List.of()));
    }
}
