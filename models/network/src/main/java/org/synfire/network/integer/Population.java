package org.synfire.network.integer;

import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

/**
 * The neurons of one layer.
 *
 * @param id its number in the network
 * @param name shown to people; the name of the operation in the model file that ends the layer
 * @param shape channels, rows, columns
 * @param neurons what they are
 */
public record Population(int id, String name, Shape shape, Neurons neurons) {
    /** @throws InputException if the neurons cannot have this shape; the message names the layer */
    public Population {
        neurons.requireFits(name, shape);
    }

    /** The same neurons under another number and name. */
    public Population renamed(int otherId, String otherName) {
        return new Population(otherId, otherName, shape, neurons);
    }

    /**
     * The neurons as such that hold codes.
     *
     * @throws IllegalStateException if they hold none
     */
    public Neurons.Coded coded() {
        if (neurons instanceof Neurons.Coded coded) {
            return coded;
        }
        throw new IllegalStateException("layer " + name + " has no code");
    }

    /** Other neurons in the same place. */
    public Population with(Neurons others) {
        return new Population(id, name, shape, others);
    }

    /**
     * The same with other spikes suppressed.
     *
     * @throws InputException if the neurons do not compute codes, or it is out of range for their code
     */
    public Population with(Sparsity sparsity) {
        if (neurons instanceof Neurons.Stem stem) {
            return with(stem.with(sparsity));
        }
        throw new InputException(
                "layer " + name + " cannot be made sparse: only a layer that computes and sends codes can");
    }

    /** Which entry of an array of {@code entries} belongs to neuron {@code index} of {@code channel}. */
    public int entry(int entries, int channel, int index) {
        return entries == 1 ? 0 : entries == shape.channels() ? channel : index;
    }
}
