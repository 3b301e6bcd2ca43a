package org.synfire.network.integer;

/** In which arithmetic a neuron adds up the weighted spikes of a sample. */
public sealed interface Integration permits Integration.Exact, ScaledIntegration {
    /** 32-bit sums that the network's weights prove sufficient. */
    Integration EXACT = new Exact();

    /** 32-bit sums that the network's weights prove sufficient, see {@link SumBounds}. */
    record Exact() implements Integration {}
}
