package org.synfire.emulator.core;

import java.util.List;

/**
 * Is told what happened in every time step, after it happened and beside the steps that follow: counters, traffic,
 * energy, histograms.
 *
 * <p><b>Threads:</b> one at a time, not the workers'. <b>Order:</b> steps rise; within a step cores rise. None of this
 * depends on the number of workers but the host times.
 */
public interface StepObserver {
    /**
     * Called once before the first step.
     *
     * @param routes the route groups, by their numbers
     */
    default void onStart(List<RouteGroup> routes) {}

    /**
     * A core integrated or sent something.
     *
     * @param core number of the slice
     * @param spikes how many its neurons fired
     * @param operations synaptic operations
     * @param sample the sample its spikes belong to, -1 without spikes
     * @param bitStep the step of their train, 0 first, -1 without spikes
     * @param hash hash of its spikes, 0 without spikes
     */
    default void onCore(int core, int spikes, long operations, long sample, int bitStep, long hash) {}

    /**
     * Whether it wants to know which neurons of a core fire; asked once, before {@link #onStart}. A core that nobody
     * asks about records no more for it.
     *
     * @param core number of the slice
     * @return for how many of the first samples {@link #onFired} is called for that core
     */
    default long firingsWanted(int core) {
        return 0;
    }

    /**
     * Which neurons of the core named last fired. Every observer is told what one of them asked for by
     * {@link #firingsWanted}.
     *
     * @param words bit i, from {@code words[from]} on, is neuron i of the core; to be read only, and only now
     * @param to index after the last word
     */
    default void onFired(int core, long sample, int bitStep, long[] words, int from, int to) {}

    /**
     * Which of the neurons told last by {@link #onFired} fired once more in the same step; called once for the second
     * spikes, once for the third, and so on, where neurons can spike several times in a step.
     *
     * @param words bit i, from {@code words[from]} on, is neuron i of the core; to be read only, and only now
     * @param to index after the last word
     */
    default void onFiredAgain(int core, long sample, int bitStep, long[] words, int from, int to) {}

    /**
     * Whether it wants to know the membrane potentials of a core; asked once, before {@link #onStart}. A core that
     * nobody asks about records no more for it.
     *
     * @param core number of the slice
     * @return for how many of the first samples {@link #onPotentials} is called for that core
     */
    default long potentialsWanted(int core) {
        return 0;
    }

    /**
     * The membrane potentials of the core named last, after its update in a time step. Every observer is told what one
     * of them asked for by {@link #potentialsWanted}. A core is told of in the steps in which it is visited: spiking
     * neurons in every step of a sample, neurons that send codes where spikes arrived and in the step of their value,
     * when the bias is included.
     *
     * @param sample the sample that the core integrates
     * @param stepOfSample the step of that sample, 0 first
     * @param potentials one for each neuron of the core, in the order of
     *     {@link org.synfire.emulator.map.Slice#element}; to be read only, and only now; longer than the core has
     *     neurons
     */
    default void onPotentials(int core, long sample, int stepOfSample, int[] potentials) {}

    /** Whether it wants to know which spikes packets stand for; asked once, before {@link #onStart}. */
    default boolean wantsSenders() {
        return false;
    }

    /**
     * What the packets told last stand for, if an observer wants to know; of neurons that spike several times in a step
     * those of one spike of each.
     *
     * @param words bit i, from {@code words[from]} on, is sender i of the route group, see {@link RouteGroup.Senders};
     *     to be read only, and only now
     * @param to index after the last word
     */
    default void onSenders(int route, long[] words, int from, int to) {}

    /**
     * Packets left the core named last: one per spike to each destination of a route group. Told again for the second
     * spikes of neurons, the third, and so on.
     *
     * @param route number of the route group
     * @param spikes how many spikes went along it
     */
    default void onPackets(int route, int spikes) {}

    /**
     * A step is over.
     *
     * @param hostNanos from the first worker's start to the last one's end, in nanoseconds of this machine
     */
    default void onStepEnd(long step, long hostNanos) {}
}
