package org.synfire.emulator.measure;

import java.util.Arrays;
import org.synfire.emulator.core.Fingerprint;
import org.synfire.emulator.core.StepObserver;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;

/**
 * Keeps each sample's hash over its spikes in the order of step, core, neuron.
 *
 * <p>With the pipeline or without, a sample's cores speak in the same order, so its hash is the same.
 */
public final class RunFingerprint implements StepObserver, Checkpointed {
    private final long[] hashes;

    public RunFingerprint(int samples) {
        hashes = new long[samples];
    }

    @Override
    public void onCore(int core, int spikes, long operations, long sample, int bitStep, long hash) {
        if (spikes > 0) {
            int s = (int) sample;
            hashes[s] = Fingerprint.mix(Fingerprint.mix(Fingerprint.mix(hashes[s], bitStep), core), hash);
        }
    }

    /** The hash of the first samples, in hexadecimal. */
    public String of(long samples) {
        return Fingerprint.ofSamples(hashes(samples));
    }

    /** The hash of each of the first samples. */
    public long[] hashes(long samples) {
        return Arrays.copyOf(hashes, (int) samples);
    }

    @Override
    public void state(StateFields fields) {
        fields.all("hashes of samples", hashes);
    }
}
