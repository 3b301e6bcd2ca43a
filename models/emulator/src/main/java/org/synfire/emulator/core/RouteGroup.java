package org.synfire.emulator.core;

/**
 * Packets of one core that go to the same set of cores, one packet per spike to each of them.
 *
 * @param id its number in the emulator
 * @param projection the projection whose spikes they are
 * @param from number of the sending slice
 * @param to numbers of the receiving slices
 * @param delay steps from the one in which packets are sent to the one in which they are integrated
 * @param senders what its packets stand for; {@code null} unless an observer {@link StepObserver#wantsSenders wants} to
 *     know
 */
public record RouteGroup(int id, int projection, int from, int[] to, int delay, Senders senders) {
    /**
     * The spikes that can go along a route group: neurons of the core, or outputs of its max-pooling.
     *
     * @param releasedBy for each the neuron of the core whose update decides it: itself, or the last of a pooling
     *     window
     * @param operations [destination][sender] synaptic operations of its packet there, 0 if it sends none
     */
    public record Senders(int[] releasedBy, int[][] operations) {}
}
