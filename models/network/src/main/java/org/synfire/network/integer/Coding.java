package org.synfire.network.integer;

/** How the layers of a network stand for values. */
public enum Coding {
    /** A value is a code of T bits, sent one bit a time step, most significant first (SDANN). */
    CODES,
    /** A neuron spikes where its program says so. */
    SPIKES
}
