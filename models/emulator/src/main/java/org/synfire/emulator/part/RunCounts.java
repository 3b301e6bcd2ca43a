package org.synfire.emulator.part;

import java.util.stream.LongStream;

/**
 * What a run, or parts of one together, counted.
 *
 * @param samples answered
 * @param asked samples asked for
 * @param steps time steps done
 * @param operations synaptic operations of each layer, the input first
 * @param hops links that the packets of each layer crossed
 * @param chipCrossings links between chips among them
 * @param instructions that neuron programs of each layer executed
 */
public record RunCounts(
        long samples, long asked, long steps, long[] operations, long[] hops, long chipCrossings, long[] instructions) {
    /** Samples that energy is divided by. */
    long divisor() {
        return Math.max(1, samples);
    }

    /** Synaptic operations of all layers. */
    public long allOperations() {
        return LongStream.of(operations).sum();
    }

    /** Links that all packets crossed. */
    public long allHops() {
        return LongStream.of(hops).sum();
    }
}
