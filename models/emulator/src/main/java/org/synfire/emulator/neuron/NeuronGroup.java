package org.synfire.emulator.neuron;

import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.Overflows;

/**
 * The neurons of one core and their program.
 *
 * <p>A core is visited in a time step when spikes arrived for it or when its group asked for it. The group keeps its
 * own state, off-heap, and knows from the step number where in which sample it is. Another neuron model joins by
 * implementing this.
 *
 * <p><b>Threads:</b> used by the one worker that owns the core. <b>Order:</b> steps rise strictly.
 */
public interface NeuronGroup extends Checkpointed {
    /** The step in which the group first wants to be visited, whatever arrives. */
    long firstVisit();

    /** Whether spikes integrated in a step carry the sign bit of a signed code and so count negative. */
    boolean isSignStep(long step);

    /**
     * Does one time step.
     *
     * @param step the time step
     * @param sums what arrived, or {@code null} where nothing did; the caller clears it afterwards
     * @param spikes set to the spikes that leave the core in this step
     * @return the next step in which the group wants a visit even if nothing arrives, above {@code step};
     *     {@link Long#MAX_VALUE} for none
     */
    long update(long step, StepSums sums, SpikeBits spikes);

    /**
     * Whether neurons are updated in a step even if nothing arrives and none fires; asked after {@link #update}, for
     * what the step takes on the chip.
     */
    default boolean isUpdated(long step) {
        return false;
    }

    /**
     * The sample whose spikes are integrated in a step, or -1 if there is none or the neurons have no potentials; asked
     * after {@link #update}.
     */
    default long integratedSample(long step) {
        return -1;
    }

    /** Which step of a sample, 0 first, is integrated in a step. */
    default int integratedStep(long step, long sample) {
        return 0;
    }

    /**
     * Copies the membrane potentials as they are after the last {@link #update}, which integrated a sample.
     *
     * @param stepOfSample the step of the sample, 0 first
     * @param into receives one for each neuron of the core
     */
    default void potentials(int stepOfSample, int[] into) {}

    /** Instructions that neurons have executed in all steps so far; 0 for neurons without a program of instructions. */
    default long instructions() {
        return 0;
    }

    /**
     * How often a neuron that can spike several times in a step has spiked as often as it can, in all steps so far:
     * what its potential had beyond that, it kept.
     */
    default long atMostSpikes() {
        return 0;
    }

    /** What is the group's own beyond the off-heap fields of its core. */
    @Override
    void state(StateFields fields);

    /** What did not fit its register in all steps so far. */
    default Overflows overflows() {
        return Overflows.NONE;
    }
}
