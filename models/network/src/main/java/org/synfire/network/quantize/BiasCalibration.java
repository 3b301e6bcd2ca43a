package org.synfire.network.quantize;

/** Where biases are stored in the units of the codes, SDANN eq. 10, in place of those of the sums. */
public enum BiasCalibration {
    /** In layers that have a bias which does not fit the potential's register in units of the sums. */
    AUTO,
    /** In every layer. */
    ALWAYS,
    /** In no layer; what does not fit is distorted. */
    NEVER
}
