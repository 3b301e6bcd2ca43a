package org.synfire.emulator.readout;

import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.SpikeTrains;
import org.synfire.network.neuron.NeuronProgram;

/**
 * How the outputs of a sample are read of the last population of a network of spikes, one integer for each neuron. T is
 * the number of time steps of a sample; a potential is that after the update of a step, when a spike has reset it.
 */
public enum Readout {
    /** The number of spikes. */
    COUNT,
    /** T minus the step of the first spike, so that the earliest is the largest; 0 without a spike. */
    FIRST,
    /** The potential in the last step. */
    LAST,
    /** The sum of the potentials of all steps, which is T times their mean. */
    MEAN,
    /** The greatest potential of all steps. */
    MAX;

    /** Whether potentials are read, not spikes. */
    public boolean isOfPotentials() {
        return switch (this) {
            case COUNT, FIRST -> false;
            case LAST, MEAN, MAX -> true;
        };
    }

    /** The word of the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Refuses networks that need a readout. Without one, outputs are how often the last population spikes, or what the
     * answer adds up.
     *
     * @throws InputException if its last population cannot spike
     */
    public static void requireUsual(IntegerNetwork network) {
        if (network.output().neurons() instanceof Neurons.Program program) {
            requireSpikes(network, program.program());
        }
    }

    /**
     * Refuses networks that this readout is not for.
     *
     * @throws InputException if a network has nothing that can be read like this
     */
    public void requireFits(IntegerNetwork network) {
        Population last = network.output();
        if (network.coding() == Coding.CODES || !(last.neurons() instanceof Neurons.Program program)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "readout %s: the last layer of network %s, %s, adds up its answer and follows no neuron program;"
                            + " leave the readout out",
                    word(),
                    network.name(),
                    last.name()));
        }
        if (!isOfPotentials()) {
            requireSpikes(network, program.program());
        } else if (!program.program().hasPotential()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "readout %s: neurons of model %s in the last layer %s have no potential; read count or first",
                    word(),
                    program.program().model(),
                    last.name()));
        }
    }

    private static void requireSpikes(IntegerNetwork network, NeuronProgram program) {
        if (!program.canSpike()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the neurons of the last layer %s of network %s never spike, they integrate; read their potentials:"
                            + " last, mean or max",
                    network.output().name(),
                    network.name()));
        }
    }

    /**
     * What {@link #FIRST} reads of spikes.
     *
     * @param into receives one integer for each neuron
     */
    static void first(SpikeTrains trains, int[] into) {
        for (int neuron = 0; neuron < trains.neurons(); neuron++) {
            int step = 0;
            while (step < trains.steps() && !trains.hasSpike(neuron, step)) {
                step++;
            }
            into[neuron] = trains.steps() - step;
        }
    }

    /**
     * A number that was read as an output.
     *
     * @throws InputException if it does not fit 32 bits
     */
    static int output(long read, String sample) {
        if (read != (int) read) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "readout mean: the potentials of %s add up to %,d, beyond 32 bits; read last or max, or take a"
                            + " network of narrower potentials",
                    sample,
                    read));
        }
        return (int) read;
    }
}
