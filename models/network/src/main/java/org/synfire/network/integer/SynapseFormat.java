package org.synfire.network.integer;

/** How a chip stores synapses, where a synaptic operation's cost depends on it. */
public enum SynapseFormat {
    /** A weight for every pair of an input and an output. */
    DENSE,
    /** Pairs that are listed one by one. */
    SPARSE,
    /** Weights that many pairs share. */
    SHARED
}
