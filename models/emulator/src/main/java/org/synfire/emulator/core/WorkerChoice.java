package org.synfire.emulator.core;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.IntegerNetwork;

/**
 * How many workers a run has, and why not more. No result depends on it.
 *
 * @param workers 1..64
 * @param reason a sentence if there could be more; empty if there are as many as there may be
 */
public record WorkerChoice(int workers, Optional<String> reason) {
    /** How many times as fast a run must be estimated for more workers to be taken. */
    private static final double LEAST_GAIN = 1.25;

    private static final double NANOS_PER_MICRO = 1e3;

    /** So many as somebody asked for. */
    public static WorkerChoice asked(int workers) {
        return new WorkerChoice(workers, Optional.empty());
    }

    /**
     * As many as pay by an estimate of what each has to do in a step.
     *
     * @param slices of the cores
     * @param firing expected in each layer
     * @param pipelined whether all layers work at the same time
     * @param most workers at most, 1..64
     * @param free processors that nobody else keeps busy
     */
    public static WorkerChoice of(
            IntegerNetwork network, List<Slice> slices, Firing firing, boolean pipelined, int most, int free) {
        WorkerShares shares = new WorkerShares(network, slices, firing);
        double alone = shares.nanosOfStep(1, pipelined);
        int best = 1;
        double least = alone;
        for (int workers = 2; workers <= most; workers++) {
            double nanos = shares.nanosOfStep(workers, pipelined);
            if (nanos * LEAST_GAIN < least) {
                best = workers;
                least = nanos;
            }
        }
        if (free < best) {
            int workers = Math.max(1, free);
            return new WorkerChoice(
                    workers,
                    Optional.of(String.format(
                            Locale.ROOT,
                            "%s of %d that would pay, as other programs keep processors busy",
                            words(workers),
                            best)));
        }
        return new WorkerChoice(
                best,
                best == most
                        ? Optional.empty()
                        : Optional.of(String.format(
                                Locale.ROOT,
                                "%s of %d, as another would not pay: a step of this network takes about %.0f us",
                                words(best),
                                most,
                                alone / NANOS_PER_MICRO)));
    }

    private static String words(int workers) {
        return workers == 1 ? "1 worker" : workers + " workers";
    }
}
