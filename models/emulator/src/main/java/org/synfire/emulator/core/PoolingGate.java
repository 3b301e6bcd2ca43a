package org.synfire.emulator.core;

import org.synfire.emulator.neuron.SpikeBits;
import org.synfire.engine.checkpoint.Checkpointed;

/** Max-pooling on the way out of a core, spike by spike. */
interface PoolingGate extends Checkpointed {
    /**
     * The output spikes of a step: bit {@code w * channels + c} for the w-th window that the core holds. The words are
     * the gate's and change with the next call.
     *
     * @param plane of the spikes; of codes 0
     */
    long[] pool(SpikeBits spikes, int plane);
}
