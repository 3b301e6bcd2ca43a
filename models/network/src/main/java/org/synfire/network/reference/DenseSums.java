package org.synfire.network.reference;

/** Weighted sums of one projection. */
@FunctionalInterface
interface DenseSums {
    /**
     * Adds {@code weights * input} to the sums.
     *
     * @param sums one per target neuron, in the order channel, row, column
     * @param input what reaches the synapses, in the same order
     */
    void addTo(int[] sums, int[] input);
}
