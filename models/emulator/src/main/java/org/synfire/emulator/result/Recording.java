package org.synfire.emulator.result;

import java.util.Optional;

/**
 * The spikes of a population in the samples of a run, and its potentials if they were asked for.
 *
 * <p><b>Order:</b> spikes are sorted by sample, step and neuron. <b>Memory:</b> 12 bytes for each spike and 4 for each
 * potential. <b>Threads:</b> any; nobody changes the arrays.
 *
 * @param layer number of the population
 * @param name of the population
 * @param neurons of the population, in the order channel, row, column
 * @param steps T, of a sample at most
 * @param samples that were answered
 * @param ownSteps of each sample; empty where all have T
 * @param spikes sample, step of the sample and neuron of each spike, one after the other
 * @param potentials after the update of each step, [sample][step][neuron], 0 behind the last step of a shorter sample;
 *     empty if they were not asked for
 */
public record Recording(
        int layer,
        String name,
        int neurons,
        int steps,
        int samples,
        int[] ownSteps,
        int[] spikes,
        Optional<int[]> potentials) {
    private static final int NUMBERS = 3;

    /** How many spikes there are. */
    public int size() {
        return spikes.length / NUMBERS;
    }

    /** Time steps of a sample. */
    public int stepsOf(int sample) {
        return ownSteps.length == 0 ? steps : ownSteps[sample];
    }

    /** The sample of a spike. */
    public int sample(int spike) {
        return spikes[NUMBERS * spike];
    }

    /** The step of a spike. */
    public int step(int spike) {
        return spikes[NUMBERS * spike + 1];
    }

    /** The neuron of a spike. */
    public int neuron(int spike) {
        return spikes[NUMBERS * spike + 2];
    }
}
