package org.synfire.emulator.experiment;

import org.synfire.emulator.core.Firing;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.reference.Reference;

/** How often neurons of a run fire, measured before it on its first samples. */
final class RunFiring {
    private static final int SAMPLES = 4;
    private static final int STEPS = 128;

    private RunFiring() {}

    /** By the dense reference; of spikes, in the first steps of each sample. */
    static Firing measured(IntegerNetwork whole, NetworkInput source, int samples) {
        IntegerNetwork network = switch (whole.coding()) {
            case CODES -> whole;
            case SPIKES -> whole.withTimeSteps(Math.min(whole.timeSteps(), STEPS));
        };
        Reference reference = Reference.of(network);
        double[] spikes = new double[network.populations().size()];
        int probed = Math.min(samples, SAMPLES);
        for (int sample = 0; sample < probed; sample++) {
            reference.compute(source, sample);
            for (Population population : network.populations()) {
                spikes[population.id()] += network.sends(population.id())
                        ? spikes(reference.values(population.id()), population.neurons())
                        : 0;
            }
        }
        return population -> spikes[population]
                / probed
                / network.population(population).shape().size()
                / network.timeSteps();
    }

    /** Spikes of codes are their bits; of neurons that spike by themselves the values are their spikes. */
    private static double spikes(int[] values, Neurons neurons) {
        long spikes = 0;
        for (int value : values) {
            spikes += neurons instanceof Neurons.Coded coded
                    ? Integer.bitCount(value & (1 << coded.code().bits()) - 1)
                    : value;
        }
        return spikes;
    }
}
