package org.synfire.emulator.core;

import org.synfire.emulator.neuron.NeuronGroup;

/**
 * The membrane potentials of the core that is being visited, if somebody wants to know them.
 *
 * <p><b>Threads:</b> one for each worker.
 */
final class PotentialReading {
    private final int[] values;
    private int count;
    private long sample;
    private int stepOfSample;

    /** @param maxNeurons neurons of the largest core */
    PotentialReading(int maxNeurons) {
        this.values = new int[maxNeurons + 1];
    }

    /** Nobody wants to know. */
    void none() {
        count = 0;
    }

    /**
     * Reads the potentials after a core's update, if it integrates one of the samples wanted.
     *
     * @param wanted how many of the first samples
     */
    void read(NeuronGroup group, int neurons, long step, long wanted) {
        sample = group.integratedSample(step);
        count = sample >= 0 && sample < wanted ? neurons : 0;
        if (count > 0) {
            stepOfSample = group.integratedStep(step, sample);
            group.potentials(stepOfSample, values);
        }
    }

    /** How many there are, 0 for none. */
    int count() {
        return count;
    }

    long sample() {
        return sample;
    }

    int stepOfSample() {
        return stepOfSample;
    }

    /** One for each neuron, and one word more, so that they can be read in pairs. */
    int[] values() {
        return values;
    }
}
