package org.synfire.tools.report;

import org.synfire.emulator.result.RecordedRun;

/**
 * What the T steps of a layer's trains are called: the bits of codes, or the time steps of neurons that spike by
 * themselves.
 *
 * @param one one of them
 * @param order which is the first
 */
record TrainWords(String one, String order) {
    static TrainWords of(RecordedRun run) {
        return run.details().spikes()
                ? new TrainWords("step", "Step 0 is a sample's first.")
                : new TrainWords("bit", "Bit 0 is the most significant and travels first.");
    }
}
