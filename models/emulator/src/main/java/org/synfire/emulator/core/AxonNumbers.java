package org.synfire.emulator.core;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which neuron of a core, or output of its max-pooling, is which axon at a destination. Cores whose spikes land alike
 * share it.
 *
 * <p><b>Threads:</b> immutable.
 */
final class AxonNumbers {
    /** Those of cores that send nothing to a destination. */
    static final AxonNumbers NONE = new AxonNumbers(new int[0]);

    private final int[] axonOf;
    private final Optional<AxonRuns> runs;
    private final boolean isEmpty;

    /** @param axonOf for each neuron its axon number, or {@link SynapseTable#NO_AXON} */
    AxonNumbers(int[] axonOf) {
        this.axonOf = axonOf;
        this.runs = AxonRuns.of(axonOf);
        this.isEmpty = IntStream.of(axonOf).allMatch(axon -> axon == SynapseTable.NO_AXON);
    }

    /** For each neuron its axon number, or {@link SynapseTable#NO_AXON}; not to be changed. */
    int[] axonOf() {
        return axonOf;
    }

    /** How they are numbered if neighbours have their axons in one word. */
    Optional<AxonRuns> runs() {
        return runs;
    }

    /** Whether no neuron has an axon. */
    boolean isEmpty() {
        return isEmpty;
    }
}
