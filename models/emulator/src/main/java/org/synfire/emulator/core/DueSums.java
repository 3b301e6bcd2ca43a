package org.synfire.emulator.core;

import org.synfire.emulator.neuron.StepSums;
import org.synfire.engine.checkpoint.StateFields;

/** One core's part of its group's {@link SharedSums}. <b>Threads:</b> the worker that owns the core. */
final class DueSums {
    private final SharedSums shared;
    private final int firstNeuron;
    private final int neurons;
    private final int longest;
    private long dueUntil = -1;

    /**
     * @param firstNeuron of the core in the group
     * @param neurons of the core
     * @param longest the longest delay of one of the core's synapses on top of its projection's, in steps
     */
    DueSums(SharedSums shared, int firstNeuron, int neurons, int longest) {
        this.shared = shared;
        this.firstNeuron = firstNeuron;
        this.neurons = neurons;
        this.longest = longest;
    }

    /** Whether something may be due in a step. */
    boolean isDue(long step) {
        return step <= dueUntil;
    }

    /** Whether something may be due later. */
    boolean isDueAfter(long step) {
        return dueUntil > step;
    }

    /** Names the step from which the delays of what is added count. */
    void begin(long step) {
        shared.begin(step);
        dueUntil = Math.max(dueUntil, step + longest);
    }

    /** Moves what is due in a step to the sums. */
    void moveTo(StepSums sums, long step) {
        shared.begin(step);
        shared.moveTo(sums, firstNeuron, neurons);
    }

    /**
     * What is due in the steps to come.
     *
     * @param next the step to come
     */
    void state(StateFields fields, long next) {
        dueUntil = fields.whole("last step in which sums are due", dueUntil);
        shared.state(fields, next, longest, firstNeuron, neurons);
    }
}
