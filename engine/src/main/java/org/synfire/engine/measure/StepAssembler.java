package org.synfire.engine.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Hands over the records of all workers for one step together, ordered by worker, so that what follows sees steps
 * instead of workers.
 *
 * <p><b>Order:</b> relies on the order that {@link StepConsumer} promises; a record of another step before the one at
 * hand is complete is an error. <b>Memory:</b> one record for each worker; words are copied, except where there is one
 * worker.
 */
public final class StepAssembler implements StepConsumer {
    /** Takes the records of one step. */
    @FunctionalInterface
    public interface Consumer {
        /**
         * Takes all records of a step.
         *
         * @param step the step
         * @param records its records, one for each worker, at the index of the worker; valid only during the call, to
         *     be read only
         */
        void onStep(long step, List<StepRecord> records);

        /** Called once after the last step, when the pipeline is closed. */
        default void onEnd() {}
    }

    private final Consumer consumer;
    private final StepRecord[] collected;
    private final StepRecord[] complete;
    private final List<StepRecord> completeView;
    private long step;
    private int count;

    /**
     * An assembler that awaits the first step.
     *
     * @param workers number of workers, at least 1
     * @param wordsPerRecord capacity of their records, in words
     * @param consumer takes the assembled steps
     */
    public StepAssembler(int workers, int wordsPerRecord, Consumer consumer) {
        if (workers < 1) {
            throw new IllegalArgumentException("at least 1 worker, was " + workers);
        }
        this.consumer = consumer;
        collected = new StepRecord[workers];
        if (workers > 1) {
            Arrays.setAll(collected, worker -> StepRecord.ofCapacity(wordsPerRecord));
        }
        complete = new StepRecord[workers];
        completeView = Arrays.asList(complete);
    }

    @Override
    public void onStep(StepRecord record) {
        requireOfStep(record);
        boolean last = ++count == complete.length;
        complete[record.worker()] = last ? record : copyOf(record);
        if (last) {
            count = 0;
            consumer.onStep(step, completeView);
            Arrays.fill(complete, null);
        }
    }

    private StepRecord copyOf(StepRecord record) {
        StepRecord copy = collected[record.worker()];
        copy.copyFrom(record);
        return copy;
    }

    private void requireOfStep(StepRecord record) {
        if (count == 0) {
            step = record.step();
        }
        if (record.step() != step || complete[record.worker()] != null) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "a record of worker %d for step %d while %d of %d workers have reported step %d",
                    record.worker(),
                    record.step(),
                    count,
                    complete.length,
                    step));
        }
    }

    @Override
    public void onEnd() {
        consumer.onEnd();
    }
}
