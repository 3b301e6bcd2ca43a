package org.synfire.engine.measure;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries step records from the workers to their consumers, through one LMAX Disruptor.
 *
 * <p><b>Threads:</b> any number of workers publish; all consumers run in one daemon thread, which leaves the processors
 * to the workers. It is started here and ended by {@link #close()}. While idle it sleeps {@value #IDLE_PARK_MICROS}
 * microseconds at a time, so a publication wakes no one. <b>Order:</b> consumers see records in the order in which they
 * were published. <b>Memory:</b> {@code records * wordsPerRecord} longs on the heap, taken once; publishing swaps
 * arrays and allocates nothing. <b>Limits:</b> {@code records} may be in flight; then {@link #tryPublish} says no until
 * the consumers catch up. <b>Failure:</b> when a consumer throws, no consumer gets a further record. The exception
 * comes out of the next call here, whichever that is; the pipeline goes on emptying itself.
 */
public final class MeasurementPipeline implements AutoCloseable {
    /** How long an idle consumer sleeps, in microseconds. */
    public static final int IDLE_PARK_MICROS = 1_000;

    private final Disruptor<StepRecord> disruptor;
    private final RingBuffer<StepRecord> ring;
    private final ConsumerThread thread;
    private final int wordsPerRecord;
    private boolean closed;

    /**
     * How much a pipeline holds.
     *
     * @param records records in flight, a power of two, at least 2
     * @param wordsPerRecord words that fit one record, at least 0
     */
    public record Size(int records, int wordsPerRecord) {
        /** Checks the ranges. */
        public Size {
            if (records < 2 || Integer.bitCount(records) != 1 || wordsPerRecord < 0) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "records in flight are a power of two, at least 2, and their words at least 0; were %d and %d",
                        records,
                        wordsPerRecord));
            }
        }
    }

    /**
     * Starts a pipeline. When one of its consumers fails, none of them gets a further record.
     *
     * @param size how much it holds
     * @param consumers the consumers, at least one; each record goes to one after the other
     */
    public MeasurementPipeline(Size size, List<? extends StepConsumer> consumers) {
        if (consumers.isEmpty()) {
            throw new IllegalArgumentException("a pipeline needs at least one consumer");
        }
        wordsPerRecord = size.wordsPerRecord();
        disruptor = new Disruptor<>(
                () -> StepRecord.ofCapacity(size.wordsPerRecord()),
                size.records(),
                MeasurementPipeline::daemon,
                ProducerType.MULTI,
                new SleepingWaitStrategy(0, TimeUnit.MICROSECONDS.toNanos(IDLE_PARK_MICROS)));
        thread = new ConsumerThread(consumers);
        disruptor.handleEventsWith(thread);
        ring = disruptor.start();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "synfire-measurement");
        thread.setDaemon(true);
        return thread;
    }

    /** An empty record that fits this pipeline, for one worker to fill and publish again and again. */
    public StepRecord newRecord() {
        return StepRecord.ofCapacity(wordsPerRecord);
    }

    /**
     * Publishes what a record holds and leaves it empty, if there is room.
     *
     * @param record a record from {@link #newRecord()}
     * @return whether the pipeline took it; otherwise it holds as many records as it can, and the record is unchanged
     */
    public boolean tryPublish(StepRecord record) {
        thread.rethrow();
        long sequence = tryClaim();
        if (sequence < 0) {
            return false;
        }
        ring.get(sequence).takeFrom(record);
        ring.publish(sequence);
        return true;
    }

    private long tryClaim() {
        try {
            return ring.hasAvailableCapacity(1) ? ring.tryNext() : -1;
        } catch (InsufficientCapacityException takenByAnotherWorker) {
            return -1;
        }
    }

    /**
     * Waits until all consumers have done with all records published so far; their results are visible to the caller
     * then.
     */
    public void awaitDrained() {
        awaitEmpty();
        thread.rethrow();
    }

    private void awaitEmpty() {
        long last = ring.getCursor();
        while (ring.getMinimumGatingSequence() < last) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(IDLE_PARK_MICROS));
        }
    }

    /**
     * Waits as {@link #awaitDrained()} does, lets the consumers end, and ends their threads; a second call does
     * nothing.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        // the Disruptor's own wait for its consumer spins
        awaitEmpty();
        disruptor.shutdown();
        thread.awaitEnd();
        thread.rethrow();
    }
}
