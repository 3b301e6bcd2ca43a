package org.synfire.models.integer;

import org.synfire.engine.InputException;
import org.synfire.models.network.Shape;

/**
 * Neurons of one layer. Their sum is {@code bias + sum of synapses}; their value is {@code rescale(sum)} in the population's code, or, for a
 * population without a code, the raw 32-bit sum (the network's answer).
 *
 * @param id      its number in the network; population 0 is the input
 * @param name    shown to people; the name of the operation in the model file that ends the layer
 * @param shape   channels, rows, columns
 * @param bias    one value, one per channel, or one per neuron (channel, row, column)
 * @param code    what its neurons send; {@code null} for raw sums
 * @param rescale from sum to code; {@code null} exactly when there is no code, or for the input
 * @param rawScale real value of one unit of a raw sum; used only without a code
 */
public record Population(int id, String name, Shape shape, int[] bias, Code code, Rescale rescale, double rawScale) {
    /** @throws InputException if an array has neither 1 entry, nor one per channel, nor one per neuron */
    public Population {
        requireEntries(name, "bias", bias.length, shape);
        if (rescale != null) {
            requireEntries(name, "rescale", rescale.entries(), shape);
        }
        if (id > 0 && (code == null) != (rescale == null)) {
            throw new InputException("layer " + name + ": a code needs a rescale and a rescale a code");
        }
    }

    /** The image: codes are given, not computed. */
    public static Population input(String name, Shape shape, Code code) {
        return new Population(0, name, shape, new int[1], code, null, 0);
    }

    private static void requireEntries(String name, String what, int entries, Shape shape) {
        if (entries != 1 && entries != shape.channels() && entries != shape.size()) {
            throw new InputException("layer %s: %d entries of %s for %s; 1, one per channel or one per neuron are possible".formatted(name, entries, what, shape));
        }
    }

    /** Whether its value is the raw sum. */
    public boolean isRaw() {
        return code == null;
    }

    /** Which entry of an array of {@code entries} belongs to neuron {@code index} of {@code channel}. */
    public int entry(int entries, int channel, int index) {
        return entries == 1 ? 0 : entries == shape.channels() ? channel : index;
    }
}
