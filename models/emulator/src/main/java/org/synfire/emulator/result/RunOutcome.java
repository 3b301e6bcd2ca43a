package org.synfire.emulator.result;

import java.nio.file.Path;
import org.synfire.emulator.map.Mapping;
import org.synfire.engine.measure.Latencies;

/**
 * A finished run: its result, its mapping and its histograms.
 *
 * @param result the figures
 * @param mapping where the network was
 * @param histograms the latency distributions
 * @param details what its report shows beyond the figures
 */
public record RunOutcome(RunResult result, Mapping mapping, Histograms histograms, RunDetails details) {
    /** Accuracy, 0..1. */
    public double accuracy() {
        return result.answers().accuracy();
    }

    /** Energy by part. */
    public RunResult.Energy energy() {
        return result.energy();
    }

    /** Cycles of packets from core to core. */
    public Latencies.Summary packetLatency() {
        return result.latency().packetCycles();
    }

    /** The result as JSON text. */
    public String json() {
        return ReportFolder.json(result);
    }

    /**
     * Writes everything measured, as {@link ReportFolder} lists it, and the pages of those {@link ReportRenderer}s that
     * are there: with the tools, {@code report.html}.
     *
     * @param directory made if it is not there
     * @throws org.synfire.engine.InputException if it cannot be written
     */
    public void writeReport(Path directory) {
        ReportFolder.write(this, directory);
    }
}
