package org.synfire.noc.measure;

/** Receives the progress of a measurement from the threads that measure. */
@FunctionalInterface
public interface MeasurementProgress {
    /** Ignores progress. */
    MeasurementProgress NONE = (phase, done, total) -> {};

    /**
     * Reports progress.
     *
     * @param phase name of the phase, one or two words
     * @param done cycles or loads done
     * @param total how many there are; may grow
     */
    void at(String phase, long done, long total);
}
