package org.synfire.noc.measure;

import java.util.Optional;

/**
 * Keeps the loads that a sweep has measured, so that a sweep that was ended goes on where it was.
 *
 * <p><b>Threads:</b> a sweep's threads call it at once.
 */
public interface SweepMemory {
    /** Keeps nothing. */
    SweepMemory NONE = new SweepMemory() {
        @Override
        public Optional<LoadFigures> find(double offered) {
            return Optional.empty();
        }

        @Override
        public void keep(LoadFigures figures) {}
    };

    /**
     * What was measured before at a load.
     *
     * @param offered flits per node and cycle, exactly
     */
    Optional<LoadFigures> find(double offered);

    /**
     * Keeps a load.
     *
     * @param figures of a measurement that was not stopped
     */
    void keep(LoadFigures figures);
}
