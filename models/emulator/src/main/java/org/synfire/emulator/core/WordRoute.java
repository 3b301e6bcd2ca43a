package org.synfire.emulator.core;

import org.synfire.engine.actor.Wakes;

/**
 * Spikes of one output port as words, on their way to all cores of one worker that they reach.
 *
 * <p><b>Threads:</b> {@link #deliver} is called by the worker that owns these cores.
 *
 * @param runs how the axons of these cores are numbered
 * @param cores who receives them
 * @param inputs for each of these its input port
 */
record WordRoute(AxonRuns runs, CoreActor[] cores, int[] inputs) {
    /**
     * Gives the words to all cores.
     *
     * @param plane those before it have the senders' earlier packets of the step
     * @param words a word for each chunk of the runs
     * @param packets how many they are at each core
     */
    void deliver(int slot, int plane, long[] words, int packets, Wakes wakes) {
        for (int i = 0; i < cores.length; i++) {
            cores[i].receive(inputs[i], slot, plane, runs, words, packets, wakes);
        }
    }
}
