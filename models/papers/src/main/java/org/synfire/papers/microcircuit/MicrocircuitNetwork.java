package org.synfire.papers.microcircuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.Drive;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.PoissonDrive;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.RandomStream;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.papers.recurrent.RecurrentModel;
import org.synfire.papers.recurrent.WideNeurons;

/**
 * The cortical microcircuit as a network of integers, in steps of 0.1 ms.
 *
 * <p><b>Units:</b> currents 1/16 pA, potentials 2^-16 mV above rest, delays in steps. <b>Synapses:</b> of each pair of
 * populations {@code K = ln(1 - C) / ln(1 - 1 / (Ns Nt))}, both ends drawn with replacement; weights and delays are
 * normal, as the sum of four uniform draws. <b>Scale:</b> neurons and numbers of synapses shrink, weights grow by
 * {@code 1 / sqrt(scale)}, and a constant current replaces the mean of what is missing. <b>Random numbers:</b> by
 * number, from {@link RandomStream}, so a network is the same on every machine. <b>Source:</b> Potjans and Diesmann,
 * 2014; the scaling as in the model's public implementation.
 */
public final class MicrocircuitNetwork {
    private static final int POPULATIONS = MicrocircuitTable.NAMES.size();
    private static final double STEP = 0.1;
    private static final double MEMBRANE = 10;
    private static final double SYNAPSE = 0.5;
    private static final double CAPACITANCE = 250;
    private static final double POSTSYNAPTIC_POTENTIAL = 0.15;
    private static final double EXTERNAL_RATE = 8;
    private static final double REST = -65;
    private static final int CURRENT_UNIT = 16;
    private static final int POTENTIAL_UNIT = 1 << 16;
    private static final int STRENGTH_OF_INHIBITION = -4;

    private static final int SYNAPSE_STREAM = 8001;
    private static final int WEIGHT_STREAM = 8002;
    private static final int DELAY_STREAM = 8003;
    private static final int START_STREAM = 8004;
    private static final int EXTERNAL_STREAM = 8005;
    private static final int REDRAW_SHIFT = 40;
    /** Mean and standard deviation of the sum of four uniform 16-bit draws. */
    private static final int NORMAL_MEAN = 131_070;

    private static final int NORMAL_DEVIATION = 37_837;
    private static final int TENTH = 10 * NORMAL_DEVIATION + 3;

    private final double scale;
    private final Background background;
    private final int[] base = new int[POPULATIONS + 1];
    private final double postsynapticCurrent;

    /** What stands for the rest of the brain. */
    public enum Background {
        /** Random spikes, in each step and for each neuron. */
        POISSON,
        /** Their mean, as a constant current. */
        CONSTANT
    }

    private MicrocircuitNetwork(double scale, Background background) {
        this.scale = scale;
        this.background = background;
        for (int p = 0; p < POPULATIONS; p++) {
            base[p + 1] = base[p] + (int) Math.rint(MicrocircuitTable.neurons(p) * scale);
        }
        double difference = 1 / (SYNAPSE - MEMBRANE);
        double before = MEMBRANE * SYNAPSE / CAPACITANCE * difference;
        double ratio = StrictMath.pow(MEMBRANE / SYNAPSE, difference);
        this.postsynapticCurrent =
                POSTSYNAPTIC_POTENTIAL / (before * (StrictMath.pow(ratio, MEMBRANE) - StrictMath.pow(ratio, SYNAPSE)));
    }

    /**
     * Makes the network, and states the rates of the published run.
     *
     * @param scale as {@link #of} has it
     * @param background what drives it
     * @param steps of the run
     * @throws InputException if the scale is out of range
     */
    public static RecurrentModel model(double scale, Background background, int steps) {
        return new RecurrentModel(
                of(scale, background, steps),
                IntStream.range(0, POPULATIONS)
                        .mapToObj(p -> new RecurrentModel.Known(
                                isInhibitory(p),
                                MicrocircuitTable.rate(p),
                                OptionalDouble.of(MicrocircuitTable.rate(p)),
                                OptionalDouble.empty()))
                        .toList());
    }

    /**
     * Makes the network: an input that nobody reads, then the eight populations.
     *
     * @param scale of neurons and synapses, 0.1..1; below, weights do not fit 16 bits
     * @param background what drives it
     * @param steps of the run
     * @throws InputException if the scale is out of range
     */
    public static IntegerNetwork of(double scale, Background background, int steps) {
        RecurrentModel.requireScale(scale);
        return new MicrocircuitNetwork(scale, background).network(steps);
    }

    private IntegerNetwork network(int steps) {
        List<Population> populations = new ArrayList<>();
        populations.add(new Population(0, "none", Shape.vector(1), new Neurons.SpikeInput()));
        for (int p = 0; p < POPULATIONS; p++) {
            populations.add(
                    new Population(p + 1, MicrocircuitTable.NAMES.get(p), Shape.vector(neurons(p)), neuronsOf(p)));
        }
        List<Projection> projections = new ArrayList<>();
        long first = 0;
        for (int target = 0; target < POPULATIONS; target++) {
            for (int source = 0; source < POPULATIONS; source++) {
                int count = Math.toIntExact(Math.round(Math.rint(connections(target, source) * scale * scale)));
                if (count > 0) {
                    projections.add(Projection.of(
                            projections.size(),
                            source + 1,
                            target + 1,
                            SparseSynapses.of(
                                    Shape.vector(neurons(source)),
                                    Shape.vector(neurons(target)),
                                    count,
                                    new Drawn(target, source, first))));
                }
                first += count;
            }
        }
        int[] weightBits = new int[populations.size()];
        Arrays.fill(weightBits, Short.SIZE);
        return new IntegerNetwork("microcircuit", steps, weightBits, populations, projections);
    }

    private int neurons(int population) {
        return base[population + 1] - base[population];
    }

    /** Synapses of a pair of populations at full scale. */
    private static double connections(int target, int source) {
        double pairs = (double) MicrocircuitTable.neurons(target) * MicrocircuitTable.neurons(source);
        double connected = MicrocircuitTable.connected(target, source);
        return connected > 0 ? StrictMath.log(1 - connected) / StrictMath.log((pairs - 1) / pairs) : 0;
    }

    /** Mean current of a synapse at full scale, pA. */
    private double strength(int target, int source) {
        boolean isStrong = target == MicrocircuitTable.STRONG_TARGET && source == MicrocircuitTable.STRONG_SOURCE;
        return postsynapticCurrent * (isInhibitory(source) ? STRENGTH_OF_INHIBITION : 1) * (isStrong ? 2 : 1);
    }

    private static boolean isInhibitory(int population) {
        return population % 2 == 1;
    }

    private int weight(double current) {
        return (int) Math.rint(current * CURRENT_UNIT / Math.sqrt(scale));
    }

    private Neurons neuronsOf(int population) {
        AssemblyNeurons neurons = WideNeurons.of(MicrocircuitNetwork.class, "iaf-psc-exp.asm")
                .with("R10", constant(population))
                .with("potential", start(population));
        List<Drive> drives = background == Background.CONSTANT
                ? List.of()
                : List.of(new PoissonDrive(
                        EXTERNAL_STREAM,
                        base[POPULATIONS],
                        base[population],
                        PoissonDrive.thresholds(
                                EXTERNAL_RATE * MicrocircuitTable.external(population) * scale * STEP / 1000),
                        weight(postsynapticCurrent)));
        return new Neurons.Program(neurons, drives);
    }

    /** The constant drive of a neuron: the background's mean, and what the scale has taken away. */
    private int constant(int population) {
        double recurrent = 0;
        for (int source = 0; source < POPULATIONS; source++) {
            recurrent += strength(population, source)
                    * connections(population, source)
                    / MicrocircuitTable.neurons(population)
                    * MicrocircuitTable.rate(source);
        }
        double external = EXTERNAL_RATE * MicrocircuitTable.external(population) * postsynapticCurrent;
        double missing = SYNAPSE / 1000 * (1 - Math.sqrt(scale));
        double current = missing * recurrent
                + switch (background) {
                    case POISSON -> missing * external;
                    case CONSTANT -> SYNAPSE / 1000 * external;
                };
        double response = MEMBRANE / CAPACITANCE * (1 - StrictMath.exp(-STEP / MEMBRANE));
        return (int) Math.rint(response * current * POTENTIAL_UNIT);
    }

    private int[] start(int population) {
        int mean = (int) Math.rint((MicrocircuitTable.startMean(population) - REST) * POTENTIAL_UNIT);
        long deviation = Math.round(Math.rint(MicrocircuitTable.startDeviation(population) * POTENTIAL_UNIT));
        int[] potentials = new int[neurons(population)];
        Arrays.setAll(
                potentials,
                n -> mean + (int) (deviation * normal(START_STREAM, base[population] + (long) n) / NORMAL_DEVIATION));
        return potentials;
    }

    /** A draw that is nearly normal, with a mean of 0. */
    private static int normal(long stream, long number) {
        long draw = RandomStream.draw(stream, number);
        int sum = 0;
        for (int piece = 0; piece < Long.SIZE; piece += Short.SIZE) {
            sum += (int) (draw >>> piece) & 0xffff;
        }
        return sum - NORMAL_MEAN;
    }

    /** The synapses between two populations, by number. */
    private final class Drawn implements SparseSynapses.SynapseList {
        private static final int DELAY_UNIT = 75_674;
        private static final int EXCITATORY_MEAN = 1_172_947;
        private static final int INHIBITORY_MEAN = 1_210_784;
        private static final int DELAY_SPREAD = 15;

        private final int targets;
        private final int sources;
        private final boolean inhibits;
        private final int mean;
        private final long first;

        Drawn(int target, int source, long first) {
            this.targets = neurons(target);
            this.sources = neurons(source);
            this.inhibits = isInhibitory(source);
            this.mean = MicrocircuitNetwork.this.weight(strength(target, source));
            this.first = first;
        }

        @Override
        public int source(int synapse) {
            return RandomStream.below(SYNAPSE_STREAM, first + synapse, sources);
        }

        @Override
        public int target(int synapse) {
            long low = RandomStream.draw(SYNAPSE_STREAM, first + synapse) & 0xffff_ffffL;
            return (int) ((low * targets) >>> Integer.SIZE);
        }

        /** A standard deviation of a tenth; the sign stays. */
        @Override
        public int weight(int synapse) {
            int drawn = mean + (int) ((long) Math.abs(mean) * normal(WEIGHT_STREAM, first + synapse) / TENTH);
            return mean > 0 ? Math.max(0, drawn) : Math.min(0, drawn);
        }

        /** Beyond the projection's step; drawn again where the delay is below one step. */
        @Override
        public int extraDelay(int synapse) {
            int delay = 0;
            for (long redraw = 0; delay < 1; redraw++) {
                int normal = normal(DELAY_STREAM, first + synapse + (redraw << REDRAW_SHIFT));
                delay = inhibits
                        ? Math.floorDiv(INHIBITORY_MEAN + DELAY_SPREAD * normal, 2 * DELAY_UNIT)
                        : Math.floorDiv(EXCITATORY_MEAN + DELAY_SPREAD * normal, DELAY_UNIT);
            }
            return delay - 1;
        }
    }
}
