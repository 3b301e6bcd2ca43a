package org.synfire.emulator.map;

import org.synfire.network.integer.Projection;

/**
 * Spikes of one projection from one slice to another.
 *
 * @param projection the projection
 * @param from number of the sending slice
 * @param to number of the receiving slice
 * @param senders neurons of the sending slice, or outputs of its pooling gate, that have targets in the receiving one
 */
public record Flow(Projection projection, int from, int to, int senders) {
    /**
     * Spikes that one sender sends for one sample: REFERENCE B3, the mean of 8-bit trains that fits the published spike
     * counts.
     */
    public static final double SPIKES_PER_SAMPLE = 0.9;

    /** Packets expected for one sample. */
    public double packetsPerSample() {
        return SPIKES_PER_SAMPLE * senders;
    }
}
