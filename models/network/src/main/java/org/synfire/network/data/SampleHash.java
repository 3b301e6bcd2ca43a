package org.synfire.network.data;

import java.util.List;

/** What identifies the first samples of a set: {@link ImageHash} or {@link SpikeHash}. */
public final class SampleHash {
    private SampleHash() {}

    /**
     * The hash of the first samples, for several numbers of them; each sample is read once.
     *
     * @param samples of which the largest number is read
     * @param counts 0..size(), which do not fall
     * @return as many hashes
     * @throws org.synfire.engine.InputException if a sample cannot be read
     */
    public static List<String> ofFirst(SampleSet samples, int... counts) {
        return switch (samples) {
            case ImageSet images -> ImageHash.ofFirst(images, counts);
            case SpikeSet spikes -> SpikeHash.ofFirst(spikes, counts);
        };
    }
}
