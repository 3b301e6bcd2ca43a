package org.synfire.papers.microcircuit;

import java.util.List;

/**
 * The published parameters of the cortical microcircuit.
 *
 * <p><b>Source:</b> Potjans and Diesmann, "The Cell-Type Specific Cortical Microcircuit", Cerebral Cortex 24, 2014;
 * start values of the potentials and rates as the model's public description states them. Populations are in the order
 * of {@link #NAMES}; those with an odd number are inhibitory.
 */
final class MicrocircuitTable {
    /** Layers 2/3, 4, 5 and 6; E excitatory, I inhibitory. */
    static final List<String> NAMES = List.of("L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I");
    /** Which population gets stronger synapses from which other one. */
    static final int STRONG_TARGET = 0;
    /** See {@link #STRONG_TARGET}. */
    static final int STRONG_SOURCE = 2;

    /** Neurons. */
    private static final int[] NEURONS = {20_683, 5_834, 21_915, 5_479, 4_850, 1_065, 14_395, 2_948};
    /** The probability that a pair is connected, [target][source]. */
    private static final double[][] CONNECTED = {
        {.1009, .1689, .0437, .0818, .0323, 0, .0076, 0},
        {.1346, .1371, .0316, .0515, .0755, 0, .0042, 0},
        {.0077, .0059, .0497, .1350, .0067, .0003, .0453, 0},
        {.0691, .0029, .0794, .1597, .0033, 0, .1057, 0},
        {.1004, .0622, .0505, .0057, .0831, .3726, .0204, 0},
        {.0548, .0269, .0257, .0022, .0600, .3158, .0086, 0},
        {.0156, .0066, .0211, .0166, .0572, .0197, .0396, .2252},
        {.0364, .0010, .0034, .0005, .0277, .0080, .0658, .1443}
    };
    /** Synapses from outside, each with 8 spikes a second. */
    private static final int[] EXTERNAL = {1_600, 1_500, 2_100, 1_900, 2_000, 1_900, 2_900, 2_100};
    /** Spikes a second of the published run, by which a scaled network's missing input is replaced. */
    private static final double[] RATES = {.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829};
    /** Mean of the potentials at the start, mV. */
    private static final double[] START_MEAN = {-68.28, -63.16, -63.33, -63.45, -63.11, -61.66, -66.72, -61.43};
    /** Their standard deviation, mV. */
    private static final double[] START_DEVIATION = {5.36, 4.57, 4.74, 4.94, 4.94, 4.55, 5.46, 4.48};

    private MicrocircuitTable() {}

    static int neurons(int population) {
        return NEURONS[population];
    }

    static double connected(int target, int source) {
        return CONNECTED[target][source];
    }

    static int external(int population) {
        return EXTERNAL[population];
    }

    static double rate(int population) {
        return RATES[population];
    }

    static double startMean(int population) {
        return START_MEAN[population];
    }

    static double startDeviation(int population) {
        return START_DEVIATION[population];
    }
}
