package org.synfire.emulator.neuron;

/**
 * Heap arrays in which a worker works on one core's neurons; nothing in them outlives the visit.
 *
 * <p><b>Threads:</b> one for each worker.
 *
 * @param sums one per neuron of the worker's largest core, and as many more as a vector may reach beyond
 * @param codes one per neuron of the worker's largest core
 */
public record NeuronScratch(int[] sums, byte[] codes) {
    private static final int BEYOND = 16;

    /** Scratch for cores of at most so many neurons. */
    public static NeuronScratch of(int neurons) {
        return new NeuronScratch(new int[neurons + BEYOND], new byte[neurons]);
    }
}
