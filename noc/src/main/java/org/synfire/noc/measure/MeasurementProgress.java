package org.synfire.noc.measure;

/** Told how far a measurement has come, by the threads that measure. */
@FunctionalInterface
public interface MeasurementProgress {
    /** Listens to nothing. */
    MeasurementProgress NONE = (phase, done, total) -> {};

    /**
     * @param phase what is being done, in a word or two
     * @param done cycles or loads done
     * @param total how many there are; may grow
     */
    void at(String phase, long done, long total);
}
