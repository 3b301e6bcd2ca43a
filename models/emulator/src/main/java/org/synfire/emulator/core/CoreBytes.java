package org.synfire.emulator.core;

/**
 * Memory of this process that one core takes.
 *
 * @param state off-heap: potentials, codes, spike bits of every due step, pooling
 * @param potentials of these, membrane potentials
 * @param weights on the heap
 * @param tables on the heap: which spike is which axon, where its weights and targets are
 */
public record CoreBytes(long state, long potentials, long weights, long tables) {}
