package org.synfire.emulator.experiment;

import java.util.function.Supplier;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;

/** Host seconds spent in one part of a run; those before it was saved are counted too. */
final class Stopwatch implements Checkpointed {
    private static final double NANOS = 1e9;

    private long nanos;
    private long start;
    private boolean isRunning;

    <T> T time(Supplier<T> work) {
        start = System.nanoTime();
        isRunning = true;
        try {
            return work.get();
        } finally {
            lap();
            isRunning = false;
        }
    }

    private void lap() {
        if (isRunning) {
            long now = System.nanoTime();
            nanos += now - start;
            start = now;
        }
    }

    void run(Runnable work) {
        time(() -> {
            work.run();
            return null;
        });
    }

    double seconds() {
        return nanos / NANOS;
    }

    @Override
    public void state(StateFields fields) {
        lap();
        nanos = fields.whole("nanoseconds", nanos);
    }
}
