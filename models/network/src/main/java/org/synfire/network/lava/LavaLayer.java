package org.synfire.network.lava;

import java.util.Optional;
import org.synfire.network.integer.Synapses;

/** A layer that reads the one before it. */
public sealed interface LavaLayer {
    /** Its type and its number in the file, such as {@code dense3}. */
    String name();

    /** What it reads the layer before by; its output shape is the layer's. */
    Synapses synapses();

    /**
     * Neurons that spike. Weights are those of the file, less the zeros at their end that all weights into the layer
     * share: weights in steps of 2, as Loihi has them with signs, so fit 8 bits.
     *
     * @param recurrent synapses among them, which take one step and no other delay
     * @param neurons what they are
     * @param bias added to each potential in every step, in 64ths of its unit; 0 for all, one for each channel or one
     *     for each neuron
     * @param delays steps that the spikes of each neuron take on top of one; 0 for all, one for each channel or one for
     *     each neuron
     */
    record Spiking(
            String name, Synapses synapses, Optional<Synapses> recurrent, CubaNeurons neurons, int[] bias, int[] delays)
            implements LavaLayer {}

    /**
     * The sums of a whole sample, which are read and not sent: of groups of neurons, or weighted.
     *
     * @param unit real value of one unit of a sum
     */
    record Summing(String name, Synapses synapses, double unit) implements LavaLayer {}
}
