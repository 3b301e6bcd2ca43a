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
 * the number of time steps of the sample; a potential is that after the update of a step, when a spike has reset it.
 */
public sealed interface Readout {
    /** Those that are a word alone. */
    enum Word implements Readout {
        /** The number of spikes. */
        COUNT,
        /** T minus the step of the first spike, so that the earliest is the largest; 0 without a spike. */
        FIRST,
        /** The potential in the last step. */
        LAST,
        /** The sum of the potentials of all steps, which is T times their mean. */
        MEAN,
        /** The greatest potential of all steps. */
        MAX
    }

    /**
     * The sum of the potentials of the last steps, which is their number times their mean; of all steps of a sample
     * that has fewer.
     *
     * @param steps 1..T of the longest sample
     */
    record MeanOfLast(int steps) implements Readout {
        /** Whether a step of a sample of T steps is one of the last. */
        boolean isOf(int step, int timeSteps) {
            return step >= timeSteps - steps;
        }
    }

    /**
     * A readout as the command line has it.
     *
     * @param word {@code count}, {@code first}, {@code last}, {@code mean}, {@code max}, or {@code mean:N} for the mean
     *     of the last N steps, N being 1..2^31 - 1
     * @throws InputException if it is none of these
     */
    static Readout of(String word) {
        for (Word known : Word.values()) {
            if (known.word().equals(word)) {
                return known;
            }
        }
        if (word.matches("mean:[1-9][0-9]{0,9}")) {
            long steps = Long.parseLong(word.substring(word.indexOf(':') + 1));
            if (steps <= Integer.MAX_VALUE) {
                return new MeanOfLast((int) steps);
            }
        }
        throw new InputException(
                "'" + word + "' is none of count, first, last, mean, max, or mean:N, the mean of the last N steps");
    }

    /** Whether potentials are read, not spikes. */
    default boolean isOfPotentials() {
        return switch (this) {
            case Word.COUNT, Word.FIRST -> false;
            case Word.LAST, Word.MEAN, Word.MAX -> true;
            case MeanOfLast mean -> true;
        };
    }

    /** The word of the command line. */
    default String word() {
        return switch (this) {
            case Word word -> word.name().toLowerCase(Locale.ROOT);
            case MeanOfLast mean -> "mean:" + mean.steps();
        };
    }

    /**
     * Refuses networks that need a readout. Without one, outputs are how often the last population spikes, or what the
     * answer adds up.
     *
     * @throws InputException if its last population cannot spike
     */
    static void requireUsual(IntegerNetwork network) {
        if (network.output().neurons() instanceof Neurons.Program program) {
            requireSpikes(network, program.program());
        }
    }

    /**
     * Refuses networks that this readout is not for.
     *
     * @throws InputException if a network has nothing that can be read like this
     */
    default void requireFits(IntegerNetwork network) {
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
        } else if (this instanceof MeanOfLast mean && mean.steps() > network.timeSteps()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "readout %s: a sample of network %s has %d steps; read at most as many",
                    word(),
                    network.name(),
                    network.timeSteps()));
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
     * What {@link Word#FIRST} reads of spikes.
     *
     * @param steps of the sample
     * @param into receives one integer for each neuron
     */
    static void first(SpikeTrains trains, int steps, int[] into) {
        for (int neuron = 0; neuron < trains.neurons(); neuron++) {
            int step = 0;
            while (step < steps && !trains.hasSpike(neuron, step)) {
                step++;
            }
            into[neuron] = steps - step;
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
                    "readout mean: the potentials of %s add up to %,d, beyond 32 bits; read last, max or fewer steps,"
                            + " or take a network of narrower potentials",
                    sample,
                    read));
        }
        return (int) read;
    }
}
