package org.synfire.engine.measure;

import com.lmax.disruptor.EventHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The consumers in their Disruptor thread. It keeps a failure out of the Disruptor, so that records go on being passed
 * over.
 */
final class ConsumerThread implements EventHandler<StepRecord> {
    private final List<StepConsumer> consumers;
    private final AtomicReference<Throwable> pending = new AtomicReference<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean failed;

    ConsumerThread(List<? extends StepConsumer> consumers) {
        this.consumers = List.copyOf(consumers);
    }

    @Override
    public void onEvent(StepRecord record, long sequence, boolean endOfBatch) {
        if (failed) {
            return;
        }
        try {
            for (int i = 0; i < consumers.size(); i++) {
                consumers.get(i).onStep(record);
            }
        } catch (RuntimeException | Error thrown) {
            fail(thrown);
        }
    }

    @Override
    public void onShutdown() {
        try {
            if (!failed) {
                consumers.forEach(StepConsumer::onEnd);
            }
        } catch (RuntimeException | Error thrown) {
            fail(thrown);
        } finally {
            ended.complete(null);
        }
    }

    private void fail(Throwable thrown) {
        failed = true;
        pending.set(thrown);
    }

    /** Throws what a consumer threw, once. */
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

    void awaitEnd() {
        ended.join();
    }
}
