package org.synfire.tools;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C in mid-run: the run is asked to stop after its current step, and the process ends, with status 130, when what
 * was measured has been written.
 *
 * <p><b>Threads:</b> made and closed by the thread that runs the command; the request to stop comes from one of the
 * virtual machine.
 */
final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;

    private final CountDownLatch finished = new CountDownLatch(1);
    private Thread hook;

    /** Calls {@code stop} when the process is asked to end, and holds the end up until {@link #close}. */
    void onInterrupt(Runnable stop) {
        hook = new Thread(
                () -> {
                    stop.run();
                    awaitFinished();
                },
                "synfire-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void awaitFinished() {
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("synfire: the run did not stop within " + PATIENCE_SECONDS
                        + " seconds; nothing more is written");
            }
        } catch (InterruptedException given) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything is written and said. */
    @Override
    public void close() {
        finished.countDown();
        try {
            if (hook != null) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        } catch (IllegalStateException ending) {
            // the process is ending already: the hook runs and has just been released
        }
    }
}
