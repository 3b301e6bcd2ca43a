package org.synfire.emulator.compare;

import java.nio.file.Path;
import java.util.Optional;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.ReportFolder;
import org.synfire.emulator.result.SampleResults;

/**
 * A run that is compared with others.
 *
 * @param folder where it lies, as its user names it
 * @param recorded its figures, details and distributions
 * @param samples what it found for each sample; empty if an older version wrote the folder
 */
public record ComparedRun(String folder, RecordedRun recorded, Optional<SampleResults> samples) {
    /**
     * Reads the folder of a run.
     *
     * @throws org.synfire.engine.InputException if it is of another format, not whole, or damaged
     */
    public static ComparedRun read(Path folder) {
        RecordedRun run = ReportFolder.read(folder);
        return new ComparedRun(folder.toString(), run, ReportFolder.samples(folder, run));
    }
}
