package org.synfire.emulator.experiment;

/** Is told how far a run is. */
@FunctionalInterface
public interface Progress {
    /** Nobody listens. */
    Progress SILENT = (done, total) -> {};

    /**
     * Told after each sample.
     *
     * @param done samples emulated and checked so far
     */
    void at(long done, long total);
}
