package org.synfire.sweep;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Finds out what Spark does not tell: that a cluster can no longer work for a sweep, or does not work for it yet.
 *
 * <p>A sweep needs executors. Without them it waits as long as the master that knows it answers. A master that was gone
 * and answers again does not know it, unless executors come. <b>Threads:</b> one.
 */
final class ClusterWatch {
    /** So long a cluster may be without executors and master, or without executors behind another master. */
    static final long LOST_SECONDS = 15;

    /** After so long without an executor, the user is told. */
    static final long PATIENCE_SECONDS = 20;

    /** So often the master is asked. */
    static final long ASK_SECONDS = 1;

    private final BooleanSupplier hasExecutors;
    private final BooleanSupplier isThere;
    private final Runnable nobodyWorks;
    private final LongSupplier nanos;
    private long lastWork;
    private long lastAnswer;
    private long lastAsked;
    private boolean wasGone;
    private boolean isTold;

    /**
     * Begins to watch.
     *
     * @param hasExecutors whether there are executors
     * @param isThere whether a master answers
     * @param nobodyWorks is called once each time that executors are missing for long
     * @param nanos the time, as {@link System#nanoTime} has it
     */
    ClusterWatch(BooleanSupplier hasExecutors, BooleanSupplier isThere, Runnable nobodyWorks, LongSupplier nanos) {
        this.hasExecutors = hasExecutors;
        this.isThere = isThere;
        this.nobodyWorks = nobodyWorks;
        this.nanos = nanos;
        this.lastWork = nanos.getAsLong();
        this.lastAnswer = lastWork;
        this.lastAsked = lastWork;
    }

    /** Looks; to be called several times a second. Says why the sweep cannot go on, if it cannot. */
    Optional<String> look() {
        long now = nanos.getAsLong();
        if (hasExecutors.getAsBoolean()) {
            lastWork = now;
            isTold = false;
        }
        if (isPast(lastAsked, now, ASK_SECONDS)) {
            lastAsked = now;
            if (isThere.getAsBoolean()) {
                lastAnswer = now;
            } else {
                wasGone = true;
            }
        }
        if (wasGone && isPast(lastWork, now, LOST_SECONDS)) {
            return Optional.of(
                    isPast(lastAnswer, now, LOST_SECONDS)
                            ? "the master does not answer any more and no executor is left"
                            : "the master was gone for some time and no executor is left");
        }
        if (!isTold && isPast(lastWork, now, PATIENCE_SECONDS)) {
            isTold = true;
            nobodyWorks.run();
        }
        return Optional.empty();
    }

    private static boolean isPast(long before, long now, long seconds) {
        return now - before >= TimeUnit.SECONDS.toNanos(seconds);
    }
}
