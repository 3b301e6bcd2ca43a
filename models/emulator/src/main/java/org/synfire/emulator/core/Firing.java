package org.synfire.emulator.core;

/**
 * How often a layer's neurons are expected to fire. Only the sharing-out of cores among workers depends on it, never a
 * result.
 */
@FunctionalInterface
public interface Firing {
    /** Mean spikes per neuron and time step of 8-bit activations, REFERENCE B3: 0.9 spikes in 8 steps. */
    double USUAL_RATE = 0.9 / 8;

    /** The usual rate in every layer. */
    Firing USUAL = population -> USUAL_RATE;

    /** Expected spikes per neuron and time step of a layer, 0..1. */
    double rate(int population);
}
