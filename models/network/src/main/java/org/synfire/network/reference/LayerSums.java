package org.synfire.network.reference;

import org.synfire.network.integer.Overflows;

/** What the neurons of one population add up of a sample. */
interface LayerSums {
    /** Of neurons that add up nothing. */
    LayerSums NONE = (values, sums) -> {};

    /**
     * Computes the sums of one sample.
     *
     * @param values of all populations
     * @param sums receives one sum, bias included, for each neuron
     */
    void compute(int[][] values, int[] sums);

    /** The largest magnitude that was written to a register so far; 0 where sums are exact. */
    default long peak() {
        return 0;
    }

    /** What did not fit a register so far. */
    default Overflows overflows() {
        return Overflows.NONE;
    }
}
