package org.synfire.emulator.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.synfire.engine.measure.HostMachine;

/** Makes what an older version wrote into a folder what this version reads: says what was not known then. */
final class OlderFormat {
    /** The oldest format that is read. */
    static final int OLDEST = 3;

    private static final String UNKNOWN = "unknown";

    private OlderFormat() {}

    /**
     * Brings a file of a folder to the present format.
     *
     * @param file name of the file
     * @param format that it was written in
     */
    static void bringUp(String file, int format, ObjectNode tree) {
        if (format >= ReportFolder.FORMAT) {
            return;
        }
        if (file.equals(ReportFolder.RESULT)) {
            tree.putPOJO("origin", origin());
            if (tree.path("energy") instanceof ObjectNode energy) {
                energy.set("steadyMicrojoules", energy.path("perSampleMicrojoules"));
            }
        } else if (file.equals(ReportFolder.DETAILS)) {
            tree.putArray("mistakes");
        }
    }

    private static RunOrigin origin() {
        return new RunOrigin(
                UNKNOWN,
                UNKNOWN,
                new HostMachine(UNKNOWN, UNKNOWN, 0, UNKNOWN, UNKNOWN),
                RunOrigin.SourceFile.UNKNOWN,
                new RunOrigin.Samples(UNKNOWN, ""),
                RunOrigin.SourceFile.UNKNOWN,
                RunOrigin.Calibration.NONE,
                Map.of());
    }
}
