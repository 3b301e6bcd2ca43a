package org.synfire.noc.measure;

import org.synfire.engine.measure.Latencies;

/**
 * The distribution of a latency to three digits, and its exact mean.
 *
 * @param distribution every measured packet
 * @param mean cycles
 */
public record LatencyFigures(Latencies distribution, double mean) {
    /** The distribution in six figures, its mean the exact one. */
    public Latencies.Summary summary() {
        Latencies.Summary rounded = distribution.summary();
        return new Latencies.Summary(
                rounded.count(), mean, rounded.p50(), rounded.p99(), rounded.p999(), rounded.max());
    }
}
