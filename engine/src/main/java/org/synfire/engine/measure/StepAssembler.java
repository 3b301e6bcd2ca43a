package org.synfire.engine.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Hands over the records of all workers for one step together, ordered by worker, so that what follows sees steps
 * instead of workers.
 *
 * <p><b>Order:</b> each worker's records come in the order of steps; one worker may be ahead of another, whose records
 * are then waited for. <b>Memory:</b> for each worker as many records as workers can be apart in steps; words are
 * copied, except where there is one worker.
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

    private static final long NONE = -1;

    private final Consumer consumer;
    private final StepRecord[][] waiting;
    private final long[] nextOfWorker;
    private final StepRecord[] complete;
    private final List<StepRecord> completeView;
    private long step = NONE;

    /**
     * An assembler that awaits the first step.
     *
     * @param workers number of workers, at least 1
     * @param apart by how many steps workers can be apart, at least 1
     * @param wordsPerRecord capacity of their records, in words
     * @param consumer takes the assembled steps
     */
    public StepAssembler(int workers, int apart, int wordsPerRecord, Consumer consumer) {
        if (workers < 1 || apart < 1) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "at least 1 worker and 1 step apart, were %d and %d", workers, apart));
        }
        this.consumer = consumer;
        waiting = new StepRecord[workers][workers > 1 ? apart : 0];
        for (StepRecord[] ofWorker : waiting) {
            Arrays.setAll(ofWorker, slot -> StepRecord.ofCapacity(wordsPerRecord));
        }
        nextOfWorker = new long[workers];
        complete = new StepRecord[workers];
        completeView = Arrays.asList(complete);
    }

    @Override
    public void onStep(StepRecord record) {
        if (step == NONE) {
            step = record.step();
            Arrays.fill(nextOfWorker, step);
        }
        requireNext(record);
        nextOfWorker[record.worker()]++;
        if (complete.length == 1) {
            complete[0] = record;
            consumer.onStep(step++, completeView);
            return;
        }
        slotOf(record.worker(), record.step()).copyFrom(record);
        while (isComplete()) {
            for (int worker = 0; worker < complete.length; worker++) {
                complete[worker] = slotOf(worker, step);
            }
            consumer.onStep(step++, completeView);
        }
    }

    private StepRecord slotOf(int worker, long ofStep) {
        return waiting[worker][(int) (ofStep % waiting[worker].length)];
    }

    private boolean isComplete() {
        for (long next : nextOfWorker) {
            if (next <= step) {
                return false;
            }
        }
        return true;
    }

    private void requireNext(StepRecord record) {
        int worker = record.worker();
        boolean hasRoom = complete.length == 1 || record.step() - step < waiting[worker].length;
        if (record.step() != nextOfWorker[worker] || !hasRoom) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "a record of worker %d for step %d, where step %d of it was to come and step %d is not complete",
                    worker,
                    record.step(),
                    nextOfWorker[worker],
                    step));
        }
    }

    @Override
    public void onEnd() {
        consumer.onEnd();
    }
}
