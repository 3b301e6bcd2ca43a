package org.synfire.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C in mid-run: the run is asked to stop after its present batch, and the process ends when its checkpoint has
 * been written.
 *
 * <p><b>Threads:</b> made and closed by the thread that runs the command; the request to stop comes from one of the
 * virtual machine.
 */
final class StopOnInterrupt implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "training-interruption");
    private volatile boolean isStopped;

    StopOnInterrupt() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        isStopped = true;
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("synfire: the batch did not end within " + PATIENCE_SECONDS
                        + " seconds; the checkpoint before it is kept");
            }
        } catch (InterruptedException given) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isStopped() {
        return isStopped;
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // the process is ending already: the hook runs and has just been released
        }
    }
}
