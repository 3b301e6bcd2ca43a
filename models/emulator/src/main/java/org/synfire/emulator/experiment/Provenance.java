package org.synfire.emulator.experiment;

/**
 * Where a run comes from, for its report.
 *
 * @param version version of Synfire
 * @param command the command line, or what stands for it
 * @param seed seed of everything random
 * @param importSeconds host seconds that reading the network took
 * @param calibrationSeconds host seconds that calibration and quantisation took
 */
public record Provenance(String version, String command, long seed, double importSeconds, double calibrationSeconds) {
    /** A run from Java code. */
    public static Provenance ofApi() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return new Provenance(version == null ? "development" : version, "api", 0, 0, 0);
    }
}
