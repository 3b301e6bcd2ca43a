package org.synfire.engine.actor;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the workers of an engine must agree on: where the run ends, and whether one of them has failed.
 *
 * <p><b>Threads:</b> worker 0 moves the limit, before it tells that a step is done, and to a step that no other can
 * have begun yet, so that all see the same one in time; any thread may ask to stop; each worker reports its own
 * failure.
 */
final class RunControl {
    private final Throwable[] failureOfWorker;
    private final int lead;
    private volatile boolean failed;
    private volatile boolean stopRequested;
    private volatile long limit;
    private final AtomicLong step = new AtomicLong();

    /** @param lead how many steps beyond those that worker 0 has done another may begin, at most; 1 for lock step */
    RunControl(int workers, int lead) {
        failureOfWorker = new Throwable[workers];
        this.lead = lead;
    }

    /** Leaves a worker that waits for one that has failed; it carries no news of its own. */
    static final class Aborted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Aborted() {
            super("another worker failed", null, false, false);
        }
    }

    void requestStop() {
        stopRequested = true;
    }

    /** Whether a stop was requested since the last call. */
    boolean takeStopRequest() {
        if (!stopRequested) {
            return false;
        }
        stopRequested = false;
        return true;
    }

    /** The step to be taken next. */
    long step() {
        return step.getAcquire();
    }

    /**
     * Called by worker 0 when it has done with a step; if a stop was requested, ends the run at the first step that
     * nobody can have begun.
     *
     * @param next the step after it
     */
    void stepDone(long next) {
        step.setRelease(next);
        long end = next - 1 + lead;
        // one that comes too late for this run is for the next: whoever runs in pieces must not miss it
        if (end < limit && takeStopRequest()) {
            limit = end;
        }
    }

    /** Goes on from a step, between runs. */
    void goOnFrom(long next) {
        step.setRelease(next);
    }

    /**
     * Begins a run.
     *
     * @param step the first step that is not run
     */
    void limit(long step) {
        limit = step;
    }

    long limit() {
        return limit;
    }

    void fail(int worker, Throwable failure) {
        failureOfWorker[worker] = failure;
        failed = true;
    }

    void abortIfFailed() {
        if (failed) {
            throw new Aborted();
        }
    }

    /**
     * The failure of the first worker that failed, the others' suppressed in it; to be asked when all workers have
     * ended.
     */
    Optional<Throwable> failure() {
        return Arrays.stream(failureOfWorker).filter(Objects::nonNull).reduce((first, other) -> {
            if (first != other) {
                first.addSuppressed(other);
            }
            return first;
        });
    }
}
