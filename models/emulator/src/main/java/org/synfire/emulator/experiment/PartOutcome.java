package org.synfire.emulator.experiment;

import org.synfire.emulator.part.RunPart;
import org.synfire.emulator.part.RunPartFile;
import org.synfire.emulator.result.ReportFolder;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.engine.file.OutputFolder;

/**
 * A run that is a part of a longer one.
 *
 * @param outcome what it measured by itself; times are counted from the beginning of the longer run
 * @param part what joining it with others needs
 */
public record PartOutcome(RunOutcome outcome, RunPart part) {
    /**
     * Writes the report, and the part beside it.
     *
     * @param folder where {@link ReportFolder#FILES} may be written
     * @throws org.synfire.engine.file.OutputException if something cannot be written
     */
    public void writeReport(OutputFolder folder) {
        outcome.writeReport(folder);
        RunPartFile.write(part, folder.path().resolve(ReportFolder.PART));
    }
}
