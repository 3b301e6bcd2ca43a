package org.synfire.engine.measure;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The first exception of a consumer, on its way to whoever uses the pipeline. It is handed over once; later ones are
 * suppressed in it.
 */
final class ConsumerFailure {
    private final AtomicReference<Throwable> first = new AtomicReference<>();
    private final AtomicReference<Throwable> pending = new AtomicReference<>();

    void set(Throwable thrown) {
        if (first.compareAndSet(null, thrown)) {
            pending.set(thrown);
        } else if (first.get() != thrown) {
            first.get().addSuppressed(thrown);
        }
    }

    void rethrow() {
        if (pending.get() == null) {
            return;
        }
        Throwable thrown = pending.getAndSet(null);
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }
}
