package org.synfire.engine.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.measure.MeasurementPipeline;
import org.synfire.engine.measure.StepAssembler;
import org.synfire.engine.measure.StepConsumer;
import org.synfire.engine.memory.OffHeapLedger;

/** An engine together with the pipeline that measures it. */
@ExtendWith(OffHeapLedger.class)
@Timeout(60)
class StepEngineMeasurementTest {
    private static final MeasurementPipeline.Size SMALL = new MeasurementPipeline.Size(2, 100);

    private static int[] roundRobin(int actors, int workers) {
        return IntStream.range(0, actors).map(actor -> actor % workers).toArray();
    }

    /** Slow, so that the pipeline is full most of the time, and the rings too. */
    private static List<Long> recordedBy(int workers, Gossip[] graph) {
        List<Long> states = new ArrayList<>();
        StepAssembler assembler = new StepAssembler(workers, 1, SMALL.wordsPerRecord(), (step, records) -> {
            LockSupport.parkNanos(100_000);
            records.stream()
                    .flatMapToLong(record -> LongStream.of(record.words()).limit(record.length()))
                    .sorted()
                    .forEach(states::add);
        });
        try (MeasurementPipeline pipeline = new MeasurementPipeline(SMALL, List.of(assembler))) {
            Gossip.fingerprint(
                    graph,
                    StepEngine.of(graph)
                            .ownedBy(roundRobin(graph.length, workers), workers)
                            .ringCapacity(16)
                            .measuredBy(pipeline),
                    60);
            pipeline.awaitDrained();
        }
        return states;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void theRecordsOfAStepDoNotDependOnTheWorkers(int workers) {
        Gossip[] alone = Gossip.graph(40, 20, 3);
        List<Long> expected = recordedBy(1, alone);
        assertEquals(IntStream.range(0, 40).map(actor -> alone[actor].visits()).sum(), expected.size());
        assertEquals(expected, recordedBy(workers, Gossip.graph(40, 20, 3)));
    }

    @Test
    void everyWorkerRecordsEveryStepWithItsTime() {
        int workers = 3;
        long[] steps = new long[workers];
        StepConsumer consumer = record -> {
            assertEquals(steps[record.worker()]++, record.step());
            assertTrue(record.startNanos() > 0 && record.endNanos() >= record.startNanos());
        };
        try (MeasurementPipeline pipeline =
                        new MeasurementPipeline(new MeasurementPipeline.Size(64, 0), List.of(consumer));
                StepEngine engine = StepEngine.of()
                        .ownedBy(new int[0], workers)
                        .measuredBy(pipeline)
                        .start()) {
            engine.run(5_000);
            pipeline.awaitDrained();
        }
        for (long count : steps) {
            assertEquals(5_000, count);
        }
    }

    @Test
    void aFailureOfAConsumerComesOutOfTheRun() {
        IllegalStateException failure = new IllegalStateException("broken on purpose");
        StepConsumer consumer = record -> {
            if (record.step() == 50) {
                throw failure;
            }
        };
        try (MeasurementPipeline pipeline = new MeasurementPipeline(SMALL, List.of(consumer));
                StepEngine engine = StepEngine.of()
                        .ownedBy(new int[0], 2)
                        .measuredBy(pipeline)
                        .start()) {
            assertSame(failure, assertThrows(IllegalStateException.class, () -> engine.run(Long.MAX_VALUE)));
        }
    }
}
