package org.synfire.papers.encoding;

/** How the image enters a network of integrate-and-fire neurons. */
public enum Coding {
    /** As spikes: every pixel is an integrate-and-fire neuron with its value as a constant current. */
    RATE,
    /** As numbers: what the pixels bring to the first layer is computed once and added in every time step. */
    DIRECT
}
