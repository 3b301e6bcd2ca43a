package org.synfire.network.description;

/**
 * A leaky integrate-and-fire neuron with hard reset: {@code H = input + leak * U; S = H > threshold; U = S ? 0 : H}.
 *
 * <p><b>Source:</b> MINT, steps 1 to 3 of its preliminaries; its code has threshold 0.5 and leak 0.5.
 *
 * @param threshold above 0
 * @param leak what is left of the potential after a step, 0..1; integers have it as a shift, so only 1/2 can go to a
 *     chip
 */
public record NeuronParameters(double threshold, double leak) {
    /**
     * No spiking neuron: {@code max(0, input)}, for a network of one pass to compare with. No spiking neuron has a
     * threshold of 0.
     */
    public static final NeuronParameters RELU = new NeuronParameters(0, 0);

    /** Whether it is {@link #RELU}. */
    public boolean isRelu() {
        return equals(RELU);
    }
}
