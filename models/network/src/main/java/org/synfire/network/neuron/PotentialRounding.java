package org.synfire.network.neuron;

/**
 * Where MINT's leak of 1/2 is taken, and how it rounds, in units of the layer's scale. Clamping is to the largest
 * integer of the potential's bits.
 *
 * <p>H is the potential before firing, U what is stored.
 */
public enum PotentialRounding {
    /**
     * {@code U = clamp(H)}, next step {@code H = W S + (U >> 1)}. <b>Source:</b> MINT's slides, "MINT Quantization".
     */
    SHIFT_ON_READ,
    /** {@code U = clamp(H >> 1)}, next step {@code H = W S + U}: what MINT's code stores, with the slides' shift. */
    SHIFT_ON_STORE,
    /**
     * {@code U = round(clamp(tanh(H / 2)))}, next step {@code H = W S + U}: what MINT's public training code computes.
     * No integer neuron does this.
     */
    PUBLISHED
}
