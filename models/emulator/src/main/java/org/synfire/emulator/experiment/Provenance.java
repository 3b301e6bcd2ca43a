package org.synfire.emulator.experiment;

import org.synfire.emulator.result.RunOrigin;

/**
 * Where a run comes from, for its report.
 *
 * @param version version of Synfire
 * @param command the command line, or what stands for it
 * @param seed seed of everything random
 * @param importSeconds host seconds that reading the network took
 * @param calibrationSeconds host seconds that calibration and quantisation took
 * @param origin files, options and machine; its samples are those that the run answers
 */
public record Provenance(
        String version, String command, long seed, double importSeconds, double calibrationSeconds, RunOrigin origin) {
    /** One whose files and options are not known. */
    public Provenance(String version, String command, long seed, double importSeconds, double calibrationSeconds) {
        this(version, command, seed, importSeconds, calibrationSeconds, RunOrigin.ofApi());
    }

    /** A run from Java code. */
    public static Provenance ofApi() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return new Provenance(version == null ? "development" : version, "api", 0, 0, 0);
    }
}
