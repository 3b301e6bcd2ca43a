package org.synfire.emulator.measure;

import java.util.Arrays;
import org.synfire.emulator.core.StepObserver;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;

/** Counts each sample's spikes, in the whole network. */
public final class SampleSpikes implements StepObserver, Checkpointed {
    private final long[] spikes;

    /** @param samples of the run */
    public SampleSpikes(int samples) {
        spikes = new long[samples];
    }

    @Override
    public void onCore(int core, int spikes, long operations, long sample, int bitStep, long hash) {
        if (spikes > 0) {
            this.spikes[(int) sample] += spikes;
        }
    }

    /** Those of the first samples. */
    public long[] of(long samples) {
        return Arrays.copyOf(spikes, (int) samples);
    }

    @Override
    public void state(StateFields fields) {
        fields.all("spikes of samples", spikes);
    }
}
