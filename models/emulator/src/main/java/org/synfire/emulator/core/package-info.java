/**
 * The emulator: one actor per core, spikes as packets between them, samples through the pipeline.
 *
 * <pre>
 *   input ports            neurons             output ports
 *   spike bits  --->  sums -> potential   spikes -> (max gate) -> axon numbers -> packets
 *   by due step       -> code -> bit                              one per spike and destination core
 * </pre>
 *
 * <p>{@link org.synfire.emulator.core.Emulator} runs an integer network that a mapping has laid on a mesh. What it
 * computes depends on neither the number of workers nor the order in which packets arrive.
 */
package org.synfire.emulator.core;
