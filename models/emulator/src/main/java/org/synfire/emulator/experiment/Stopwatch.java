package org.synfire.emulator.experiment;

import java.util.function.Supplier;

/** Host seconds spent in one part of a run. */
final class Stopwatch {
    private static final double NANOS = 1e9;

    private long nanos;

    <T> T time(Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            nanos += System.nanoTime() - start;
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
}
