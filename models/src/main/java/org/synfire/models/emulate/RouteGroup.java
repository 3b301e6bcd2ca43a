package org.synfire.models.emulate;

/**
 * Packets of one core that go to the same set of cores, one packet per spike to each of them.
 *
 * @param id         its number in the emulator
 * @param projection the projection whose spikes they are
 * @param from       number of the sending slice
 * @param to         numbers of the receiving slices
 * @param delaySteps steps the packets wait before they are integrated
 */
public record RouteGroup(int id, int projection, int from, int[] to, int delaySteps) {
}
