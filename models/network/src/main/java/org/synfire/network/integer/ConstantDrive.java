package org.synfire.network.integer;

import java.util.Arrays;

/**
 * The same current in every time step, such as the bias of a layer of neurons that spike.
 *
 * @param currents added to what arrives: one, one per channel, or one per neuron (channel, row, column)
 */
public record ConstantDrive(int[] currents) implements Drive {
    /** The current of a neuron of a population. */
    public int current(Population population, int neuron) {
        return currents[
                population.entry(currents.length, neuron / population.shape().positions(), neuron)];
    }

    int least() {
        return Arrays.stream(currents).min().orElse(0);
    }

    int most() {
        return Arrays.stream(currents).max().orElse(0);
    }
}
