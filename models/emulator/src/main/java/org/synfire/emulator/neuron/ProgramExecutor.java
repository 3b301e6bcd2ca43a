package org.synfire.emulator.neuron;

import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;

/**
 * Computes one time step of all neurons of a core by their program.
 *
 * <p><b>Threads:</b> used by the one worker that owns the core.
 */
interface ProgramExecutor extends Checkpointed {
    /**
     * One time step.
     *
     * @param inputs what arrives at each neuron
     * @param isFirst whether it is the first step of a sample, before which every neuron has its initial state
     * @param spikes as many planes as a neuron can spike: bit i of plane p is set where neuron i spikes more than p
     *     times, all other bits are cleared
     * @return neurons in which a register overflowed
     */
    long step(int[] inputs, boolean isFirst, long[][] spikes);

    /** Instructions that all neurons have executed so far; 0 for a program without instructions. */
    default long instructions() {
        return 0;
    }

    /** What is the executor's own beyond its off-heap fields. */
    @Override
    default void state(StateFields fields) {}

    /** Copies the state word named {@code potential} of each neuron, as it is after the last step. */
    void potentials(int[] into);
}
