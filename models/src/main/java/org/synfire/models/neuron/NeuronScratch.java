package org.synfire.models.neuron;

/**
 * Heap arrays in which a worker works on one core's neurons; nothing in them outlives the visit.
 *
 * <p><b>Threads:</b> one for each worker.
 *
 * @param sums  one per neuron of the worker's largest core
 * @param codes likewise
 */
public record NeuronScratch(int[] sums, byte[] codes) {
    /** Scratch for cores of at most so many neurons. */
    public static NeuronScratch of(int neurons) {
        return new NeuronScratch(new int[neurons], new byte[neurons]);
    }
}
