package org.synfire.emulator.core;

import org.synfire.emulator.neuron.StepSums;

/**
 * Synapses that can add up several steps of a sample at one visit: an axon's spikes in these steps are the bits of a
 * code, and its weights are added once, times this code.
 */
interface WindowSynapses extends SynapseTable {
    /** How many synaptic operations spikes are. */
    OperationCounts operationCounts();

    /** Adds weights times codes to the sums, which have 32 bits, and clears the spike bits. */
    void integrate(SpikePlanes spikes, StepSums sums);
}
