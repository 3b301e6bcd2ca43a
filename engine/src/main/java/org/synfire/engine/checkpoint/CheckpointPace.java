package org.synfire.engine.checkpoint;

import java.util.function.LongSupplier;

/**
 * When the next checkpoint is due, and how many steps go until somebody must look.
 *
 * <p>With an interval of time the steps between two looks are doubled while they take less than a sixteenth of the
 * interval, and halved when they take more than an eighth, so a checkpoint is late by about an eighth at most. No
 * result depends on it. <b>Threads:</b> one.
 */
public final class CheckpointPace {
    private static final int SIXTEENTHS = 16;
    private static final int EIGHTHS = 8;
    private static final long MOST_STEPS = 1L << 40;

    private final CheckpointInterval interval;
    private final LongSupplier nanos;
    private long stepsSinceSaved;
    private long savedNanos;
    private long lookedNanos;
    private long steps = 1;

    /** Begins to count now. */
    public CheckpointPace(CheckpointInterval interval) {
        this(interval, System::nanoTime);
    }

    /** @param nanos the clock */
    CheckpointPace(CheckpointInterval interval, LongSupplier nanos) {
        this.interval = interval;
        this.nanos = nanos;
        this.savedNanos = nanos.getAsLong();
        this.lookedNanos = savedNanos;
    }

    /** Steps that may go before {@link #ran} must be told, at least 1. */
    public long steps() {
        return switch (interval) {
            case CheckpointInterval.Steps every -> Math.max(1, every.count() - stepsSinceSaved);
            case CheckpointInterval.Time every -> steps;
        };
    }

    /** So many steps are done since this was told last. */
    public void ran(long done) {
        stepsSinceSaved += done;
        if (interval instanceof CheckpointInterval.Time every) {
            long now = nanos.getAsLong();
            long took = now - lookedNanos;
            lookedNanos = now;
            if (took > every.length().toNanos() / EIGHTHS) {
                steps = Math.max(1, steps / 2);
            } else if (done == steps && took < every.length().toNanos() / SIXTEENTHS) {
                steps = Math.min(MOST_STEPS, 2 * steps);
            }
        }
    }

    /** Whether to save now. */
    public boolean isDue() {
        return switch (interval) {
            case CheckpointInterval.Steps every -> stepsSinceSaved >= every.count();
            case CheckpointInterval.Time every ->
                nanos.getAsLong() - savedNanos >= every.length().toNanos();
        };
    }

    /** Begins to count anew. */
    public void saved() {
        stepsSinceSaved = 0;
        savedNanos = nanos.getAsLong();
        lookedNanos = savedNanos;
    }
}
