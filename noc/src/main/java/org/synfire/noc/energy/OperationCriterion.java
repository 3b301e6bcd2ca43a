package org.synfire.noc.energy;

/**
 * The criterion by which papers compare a quantised network with its spiking form: arithmetic alone, no memory, no
 * network, no control.
 *
 * <p><b>Source:</b> SDANN section 3.3, after Horowitz, ISSCC 2014, 45 nm, 0.9 V: an 8-bit multiplication 0.20 pJ, an
 * 8-bit addition 0.03 pJ. A measured synaptic operation of Darwin3 takes 182 times that addition, because memory and
 * control are most of it; see {@link EnergyModel}.
 */
public final class OperationCriterion {
    /** Energy of an 8-bit multiplication and addition in picojoules. */
    public static final double MAC_PJ = 0.23;
    /** Energy of an 8-bit addition in picojoules. */
    public static final double ACCUMULATION_PJ = 0.03;

    private static final double MICRO = 1e-6;

    private OperationCriterion() {}

    /** What the quantised network would take: multiplications and additions, in microjoules. */
    public static double quantizedMicrojoules(double macs) {
        return macs * MAC_PJ * MICRO;
    }

    /** What the spikes would take: additions alone, in microjoules. */
    public static double spikingMicrojoules(double sops) {
        return sops * ACCUMULATION_PJ * MICRO;
    }
}
