package org.synfire.emulator.part;

/**
 * What happened in a step in which samples of a neighbouring part may be on the chip too. What both do in such a step
 * adds up.
 *
 * @param step of the whole run
 * @param cores that worked
 * @param operations synaptic operations in each of these
 * @param groups route groups that spikes took
 * @param spikes along each of these
 */
public record SeamStep(long step, int[] cores, long[] operations, int[] groups, int[] spikes) {}
