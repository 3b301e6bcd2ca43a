package org.synfire.emulator.result;

import java.util.List;
import org.synfire.engine.measure.Latencies;

/**
 * The latency distributions of a run.
 *
 * @param packetCycles router cycles of a packet from core to core
 * @param stepCycles cycles that a step needs
 * @param sampleSteps time steps of a sample
 * @param hostStepNanos nanoseconds of this machine for a step
 */
public record Histograms(Latencies packetCycles, Latencies stepCycles, Latencies sampleSteps, Latencies hostStepNanos) {
    /** Name of the steps of samples. */
    public static final String SAMPLE_STEPS = "sample-steps";

    /** All of them, in the order of the report. */
    public List<Latencies> all() {
        return List.of(packetCycles, stepCycles, sampleSteps, hostStepNanos);
    }

    /** Their summaries. */
    public RunResult.LatencyResults summaries() {
        return new RunResult.LatencyResults(
                packetCycles.summary(), stepCycles.summary(), sampleSteps.summary(), hostStepNanos.summary());
    }
}
