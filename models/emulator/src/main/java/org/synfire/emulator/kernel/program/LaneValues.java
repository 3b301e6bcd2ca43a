package org.synfire.emulator.kernel.program;

import java.util.Arrays;
import java.util.stream.IntStream;
import jdk.incubator.vector.IntVector;

/**
 * A constant of a program for each neuron of a core.
 *
 * @param values one for all neurons, or one for each and as many more as fill the last block
 */
record LaneValues(int[] values) {
    /** The number 0 for every neuron. */
    static final LaneValues ZERO = new LaneValues(new int[1]);

    /**
     * The constant of a core's neurons.
     *
     * @param constant one value, or one for each entry
     * @param entries for each neuron of a period its entry
     * @param neurons of the core
     */
    static LaneValues of(int[] constant, int[] entries, int neurons) {
        if (Arrays.stream(constant).distinct().count() == 1) {
            return new LaneValues(new int[] {constant[0]});
        }
        return new LaneValues(IntStream.range(0, Math.ceilDiv(neurons, Block.SIZE) * Block.SIZE)
                .map(neuron -> constant[entries[neuron % entries.length]])
                .toArray());
    }

    boolean isShared() {
        return values.length == 1;
    }

    int at(int neuron) {
        return values[isShared() ? 0 : neuron];
    }

    IntVector lanes(int neuron) {
        return isShared()
                ? IntVector.broadcast(Block.INTS, values[0])
                : IntVector.fromArray(Block.INTS, values, neuron);
    }

    /** Writes the values of so many neurons. */
    void copyTo(int[] into, int firstNeuron, int count) {
        if (isShared()) {
            Arrays.fill(into, 0, count, values[0]);
        } else {
            System.arraycopy(values, firstNeuron, into, 0, count);
        }
    }
}
