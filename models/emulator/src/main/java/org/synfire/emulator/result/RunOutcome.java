package org.synfire.emulator.result;

import java.nio.file.Path;
import java.util.List;
import org.synfire.emulator.map.Mapping;
import org.synfire.engine.file.OutputFolder;
import org.synfire.engine.measure.Latencies;

/**
 * A finished run: its result, its mapping and its histograms.
 *
 * @param result the figures
 * @param mapping where the network was
 * @param histograms the latency distributions
 * @param details what its report shows beyond the figures
 * @param samples what was answered to each sample; of none if the task is detection
 * @param scenes what was detected in each sample; empty if the task is another
 * @param recordings of the layers that were recorded; empty if none was
 * @param tables that were recorded beside: packets, steps
 * @param unwritten what could not be written during the run, such as a trace, each with the reason; empty as a rule
 */
public record RunOutcome(
        RunResult result,
        Mapping mapping,
        Histograms histograms,
        RunDetails details,
        SampleResults samples,
        List<DetectedScene> scenes,
        List<Recording> recordings,
        List<RecordedTable> tables,
        List<String> unwritten) {
    /** Copies the lists. */
    public RunOutcome {
        scenes = List.copyOf(scenes);
        recordings = List.copyOf(recordings);
        tables = List.copyOf(tables);
        unwritten = List.copyOf(unwritten);
    }

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

    /** What its folder holds. */
    public RunReport report() {
        return new RunReport(result, histograms, details, samples, scenes, recordings, tables);
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
     * @throws org.synfire.engine.InputException if the folder cannot be used: another run writes to it, or it holds
     *     files that no run wrote
     * @throws org.synfire.engine.file.OutputException if something cannot be written
     */
    public void writeReport(Path directory) {
        report().write(directory);
    }

    /**
     * The same into a folder that is open.
     *
     * @param folder where {@link ReportFolder#FILES} may be written
     * @throws org.synfire.engine.file.OutputException if something cannot be written
     */
    public void writeReport(OutputFolder folder) {
        report().write(folder);
    }

    /** In a line. */
    @Override
    public String toString() {
        return result.toString();
    }
}
