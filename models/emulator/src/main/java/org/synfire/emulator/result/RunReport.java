package org.synfire.emulator.result;

import java.nio.file.Path;
import java.util.List;
import org.synfire.engine.file.OutputFolder;

/**
 * All that the folder of a run holds, as values.
 *
 * @param result the figures
 * @param histograms the latency distributions
 * @param details what the page shows beyond the figures
 * @param samples what was answered to each sample; of none if the task is detection
 * @param scenes what was detected in each sample; empty if the task is another
 * @param recordings of the layers that were recorded; empty if none was
 * @param tables that were recorded beside: packets, steps
 */
public record RunReport(
        RunResult result,
        Histograms histograms,
        RunDetails details,
        SampleResults samples,
        List<DetectedScene> scenes,
        List<Recording> recordings,
        List<RecordedTable> tables) {
    /** Copies the lists. */
    public RunReport {
        scenes = List.copyOf(scenes);
        recordings = List.copyOf(recordings);
        tables = List.copyOf(tables);
    }

    /** The result as JSON text. */
    public String json() {
        return ReportFolder.json(result);
    }

    /**
     * Writes a folder as {@link ReportFolder} lists it, with the pages of those {@link ReportRenderer}s that are there.
     *
     * @param directory made if it is not there
     * @throws org.synfire.engine.InputException if the folder cannot be used: another run writes to it, or it holds
     *     files that no run wrote
     * @throws org.synfire.engine.file.OutputException if something cannot be written
     */
    public void write(Path directory) {
        try (OutputFolder folder = OutputFolder.open(directory, ReportFolder.FILES, false)) {
            write(folder);
        }
    }

    /**
     * The same into a folder that is open.
     *
     * @param folder where {@link ReportFolder#FILES} may be written
     * @throws org.synfire.engine.file.OutputException if something cannot be written
     */
    public void write(OutputFolder folder) {
        ReportFolder.write(this, folder.path());
    }
}
