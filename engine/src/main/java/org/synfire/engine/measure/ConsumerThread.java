package org.synfire.engine.measure;

import com.lmax.disruptor.EventHandler;
import java.util.concurrent.CompletableFuture;

/**
 * One consumer in its Disruptor thread: keeps a failure out of the Disruptor, so that records go on being passed over.
 */
final class ConsumerThread implements EventHandler<StepRecord> {
    private final StepConsumer consumer;
    private final ConsumerFailure failure;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean failed;

    ConsumerThread(StepConsumer consumer, ConsumerFailure failure) {
        this.consumer = consumer;
        this.failure = failure;
    }

    @Override
    public void onEvent(StepRecord record, long sequence, boolean endOfBatch) {
        if (failed) {
            return;
        }
        try {
            consumer.onStep(record);
        } catch (RuntimeException | Error thrown) {
            fail(thrown);
        }
    }

    @Override
    public void onShutdown() {
        try {
            if (!failed) {
                consumer.onEnd();
            }
        } catch (RuntimeException | Error thrown) {
            fail(thrown);
        } finally {
            ended.complete(null);
        }
    }

    private void fail(Throwable thrown) {
        failed = true;
        failure.set(thrown);
    }

    void awaitEnd() {
        ended.join();
    }
}
