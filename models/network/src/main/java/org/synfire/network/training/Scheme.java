package org.synfire.network.training;

/** How weights and potentials become integers. */
public enum Scheme {
    /** Nothing is quantised. */
    FLOAT,
    /** MINT: one learned scale for the weights and the potentials of a layer, so that no multiplication is left. */
    MINT,
    /** Vanilla uniform quantisation: the scales of weights and potentials follow their own largest magnitudes. */
    UNIFORM
}
