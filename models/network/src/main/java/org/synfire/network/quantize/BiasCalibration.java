package org.synfire.network.quantize;

/** In which units biases are stored: those of the sums, of the codes (SDANN eq. 10), or of the potential. */
public enum BiasCalibration {
    /** Of the codes in layers that have a bias which does not fit the potential's register in units of the sums. */
    AUTO,
    /** Of the codes in every layer. */
    ALWAYS,
    /** Of the sums in every layer; what does not fit is distorted. */
    NEVER,
    /**
     * Of the potential in every layer: M0 b, to the nearest integer. It fits because M0 makes room for the biases too,
     * and is finer than a code. This is not in the paper.
     */
    SCALED
}
