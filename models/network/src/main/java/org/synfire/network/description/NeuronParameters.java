package org.synfire.network.description;

/**
 * A leaky integrate-and-fire neuron with hard reset: {@code H = input + leak * U; S = H > threshold; U = S ? 0 : H}.
 *
 * <p><b>Source:</b> MINT, steps 1 to 3 of its preliminaries; its code has threshold 0.5 and leak 0.5.
 *
 * @param threshold above 0
 * @param leak share of the potential that remains after a step, 0..1; integers compute it as a shift, so a chip can
 *     have 1/2 only
 */
public record NeuronParameters(double threshold, double leak) {
    /**
     * A ReLU, {@code max(0, input)}, instead of a spiking neuron: for networks of one pass to compare with. No spiking
     * neuron has a threshold of 0.
     */
    public static final NeuronParameters RELU = new NeuronParameters(0, 0);

    /** Whether it is {@link #RELU}. */
    public boolean isRelu() {
        return equals(RELU);
    }
}
