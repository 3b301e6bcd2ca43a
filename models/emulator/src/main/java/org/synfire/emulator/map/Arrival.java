package org.synfire.emulator.map;

import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;

/**
 * How a projection lands on its target population as that is cut: the axon-in words it takes at each core, and the
 * cores that each input reaches.
 *
 * <p>Inputs are the synapses' inputs, after gate and rearrangement, in the order channel, row, column.
 */
sealed interface Arrival permits GridArrival, SparseArrival {
    static Arrival of(Projection projection, Cut cut, TableFormat format) {
        SentInputs sent = SentInputs.of(projection);
        return switch (projection.synapses()) {
            case Synapses.Convolution s -> GridArrival.convolution(projection, s, cut, sent, format);
            case Synapses.Identity s -> GridArrival.identity(projection, s, cut, sent, format);
            case Synapses.Dense s -> GridArrival.dense(projection, s, cut, sent, format);
            case SparseSynapses s -> SparseArrival.of(projection, s, cut, format);
        };
    }

    /**
     * The same for other populations: synapses that are equal, between populations of equal shapes, cut alike.
     *
     * @param other the projection
     * @param otherCut how its target is cut
     */
    Arrival of(Projection other, Cut otherCut);

    /** The projection. */
    Projection projection();

    /** How its target is cut. */
    Cut cut();

    /** Words at each core of the target: metadata, neuron numbers, weights. */
    AxonIn[] axonIn();

    /**
     * A number, below the number of inputs, that inputs share if they have the same destination entries;
     * {@link AxisClasses#NONE} without any.
     */
    int entries(int input);

    /** How many cores an input reaches that has entries. */
    int entryCount(int input);

    /** The number of different {@link #reach}es. */
    int reaches();

    /** A number that inputs share if they reach the same cores; {@link AxisClasses#NONE} if none. */
    int reach(int input);

    /** The cores of a reach, by their number in the cut, rising. */
    int[] cores(int reach);
}
