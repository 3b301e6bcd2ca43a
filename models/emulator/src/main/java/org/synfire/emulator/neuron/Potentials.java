package org.synfire.emulator.neuron;

import org.synfire.network.integer.Overflows;

/**
 * The membrane potentials of a core while a sample's bits are integrated.
 *
 * <p><b>Threads:</b> used by the one worker that owns the core.
 */
interface Potentials {
    /**
     * Adds what arrived in a bit step; bit steps of a sample rise, and those in which nothing arrived may be left out.
     */
    void integrate(StepSums sums, int bitStep);

    /** Ends the sample: writes each neuron's sum, its bias included, and begins anew at 0. */
    void finish(int[] into);

    /** What did not fit its register so far. */
    Overflows overflows();
}
