package org.synfire.emulator.compare;

import java.nio.file.Path;
import java.util.Optional;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.ReportFolder;
import org.synfire.emulator.result.SampleResults;
import org.synfire.engine.InputException;

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
     * @throws InputException if it is of another format, not whole, or damaged, or the run detects
     */
    public static ComparedRun read(Path folder) {
        RecordedRun run = ReportFolder.read(folder);
        if (run.result().hasDetection()) {
            throw new InputException(folder + " is of a run that detects; only runs that classify are compared, its"
                    + " precisions are in precision.csv");
        }
        return new ComparedRun(folder.toString(), run, ReportFolder.samples(folder, run));
    }
}
