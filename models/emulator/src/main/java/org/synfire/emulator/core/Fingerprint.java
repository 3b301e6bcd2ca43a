package org.synfire.emulator.core;

import java.util.Locale;
import org.synfire.emulator.neuron.SpikeBits;

/**
 * Hashes of spike trains: equal trains have equal hashes, and an accident aside only these.
 *
 * <p>A run's fingerprint is the hash of its samples' hashes in their order; a sample's is that of its spikes in the
 * order of step (counted from the sample's first), core, neuron. So it is the same with any number of workers, and with
 * the pipeline or without.
 */
public final class Fingerprint {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private Fingerprint() {}

    /** Takes one more value in. */
    public static long mix(long hash, long value) {
        long mixed = (hash ^ value) * MULTIPLIER;
        return mixed ^ mixed >>> 29;
    }

    /**
     * A run's fingerprint.
     *
     * @param samples the hash of each sample, in their order
     * @return 16 hexadecimal digits
     */
    public static String ofSamples(long[] samples) {
        long hash = samples.length;
        for (long sample : samples) {
            hash = mix(hash, sample);
        }
        return String.format(Locale.ROOT, "%016x", hash);
    }

    /** The hash of a core's spikes, plane by plane; a plane has so many words. */
    static long ofSpikes(SpikeBits spikes, int wordCount) {
        long hash = 0;
        for (int plane = 0; plane < spikes.used(); plane++) {
            long[] words = spikes.planes()[plane];
            for (int w = 0; w < wordCount; w++) {
                if (words[w] != 0) {
                    hash = mix(mix(hash, (long) plane * wordCount + w + 1), words[w]);
                }
            }
        }
        return hash;
    }
}
