package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import org.synfire.emulator.neuron.StepSums;

/**
 * One projection's synapses as one core stores them: which axon number stands for which input, and what its spikes add
 * to the core's sums.
 *
 * <p><b>Axon numbers:</b> an input that reaches the core has a number in {@code 0..axonWords * 64 - 1}, and a spike is
 * the bit of that number. Inputs that do not reach the core have none.
 */
interface SynapseTable {
    /** No axon: the input does not reach this core. */
    int NO_AXON = -1;

    /** The axon number of an element of the synapses' input, or {@link #NO_AXON}. */
    int axon(int element);

    /** Synaptic operations of a spike of this axon number. */
    int operations(int axon);

    /** 64-bit words that a step's spike bits take. */
    int axonWords();

    /** Heap bytes of the weights. */
    long weightBytes();

    /** Heap bytes of everything else: axon numbers, targets. */
    long tableBytes();

    /**
     * Adds the weights of a step's spikes to the sums and clears the spike bits.
     *
     * @param spikes {@link #axonWords()} words
     * @return synaptic operations: weights that were added to a neuron's sum
     */
    long integrate(MemorySegment spikes, StepSums sums);
}
