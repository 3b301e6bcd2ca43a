package org.synfire.papers.brunel;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.ConstantDrive;
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
 * Brunel's network as a network of integers, in steps of 0.1 ms.
 *
 * <p><b>Network:</b> 10,000 excitatory and 2,500 inhibitory neurons; each has synapses from 1,000 and 250 of them,
 * drawn with replacement, and random spikes from outside. A spike moves a potential at once, by 0.1 mV times -g where
 * it inhibits, 1.5 ms later. <b>Units:</b> potentials are 2^-16 mV above rest, or the next larger power of two in which
 * the strongest weight has 16 bits. <b>Scale:</b> neurons, numbers of synapses and the input's rate shrink, weights
 * grow by {@code 1 / sqrt(scale)}, and a constant replaces the mean of what is missing. <b>Random numbers:</b> by
 * number, from {@link RandomStream}. <b>Source:</b> {@link BrunelRegime}.
 */
public final class BrunelNetwork {
    /** The names of the populations. */
    static final List<String> NAMES = List.of("excitatory", "inhibitory");

    private static final int[] NEURONS = {10_000, 2_500};
    private static final int[] IN_DEGREE = {1_000, 250};
    private static final double STRENGTH = 0.1;
    private static final double MEMBRANE = 20;
    private static final double THRESHOLD = 20;
    private static final double STEP = 0.1;
    private static final int DELAY = 15;
    private static final int FINEST_UNIT = 16;

    private static final int SYNAPSE_STREAM = 7101;
    private static final int EXTERNAL_STREAM = 7102;

    private final double scale;
    private final BrunelRegime regime;
    private final int[] neurons = new int[2];
    private final int[] inDegree = new int[2];
    private final int[] weights = new int[2];
    private final int unit;

    private BrunelNetwork(double scale, BrunelRegime regime) {
        this.scale = scale;
        this.regime = regime;
        for (int p = 0; p < neurons.length; p++) {
            neurons[p] = (int) Math.rint(NEURONS[p] * scale);
            inDegree[p] = (int) Math.rint(IN_DEGREE[p] * scale);
        }
        double strength = STRENGTH / Math.sqrt(scale);
        int bits = FINEST_UNIT;
        while (Math.rint(regime.inhibition() * strength * (1 << bits)) > -Short.MIN_VALUE) {
            bits--;
        }
        this.unit = 1 << bits;
        this.weights[0] = (int) Math.rint(strength * unit);
        this.weights[1] = (int) -Math.rint(regime.inhibition() * strength * unit);
    }

    /**
     * Makes the network: an input that nobody reads, then the excitatory and the inhibitory population.
     *
     * @param scale of neurons and synapses, 0.1..1
     * @param steps of the run
     * @throws InputException if the scale is out of range
     */
    public static RecurrentModel model(double scale, BrunelRegime regime, int steps) {
        RecurrentModel.requireScale(scale);
        return new RecurrentModel(
                new BrunelNetwork(scale, regime).network(steps),
                IntStream.range(0, NAMES.size())
                        .mapToObj(p -> known(p == 1, regime.stated().get(p)))
                        .toList());
    }

    private static RecurrentModel.Known known(boolean isInhibitory, BrunelRegime.Stated stated) {
        return new RecurrentModel.Known(
                isInhibitory,
                stated.rate(),
                OptionalDouble.of(stated.rate()),
                OptionalDouble.of(stated.irregularity()));
    }

    private IntegerNetwork network(int steps) {
        List<Population> populations = new ArrayList<>();
        populations.add(new Population(0, "none", Shape.vector(1), new Neurons.SpikeInput()));
        List<Projection> projections = new ArrayList<>();
        for (int target = 0; target < neurons.length; target++) {
            Shape out = Shape.vector(neurons[target]);
            populations.add(new Population(target + 1, NAMES.get(target), out, neuronsOf(target)));
            for (int source = 0; source < neurons.length; source++) {
                SparseSynapses synapses = SparseSynapses.of(
                        Shape.vector(neurons[source]),
                        out,
                        Math.multiplyExact(neurons[target], inDegree[source]),
                        new Drawn(target, source));
                projections.add(Projection.of(projections.size(), source + 1, target + 1, synapses)
                        .withDelay(DELAY));
            }
        }
        return new IntegerNetwork(
                "Brunel's network", steps, new int[] {Short.SIZE, Short.SIZE, Short.SIZE}, populations, projections);
    }

    private Neurons neuronsOf(int population) {
        AssemblyNeurons program = WideNeurons.of(BrunelNetwork.class, "iaf-psc-delta.asm")
                .with("R1", (int) (THRESHOLD * unit))
                .with("reset", regime.reset() * unit);
        Drive external = new PoissonDrive(
                EXTERNAL_STREAM,
                neurons[0] + neurons[1],
                population == 0 ? 0 : neurons[0],
                PoissonDrive.thresholds(externalRate() * scale * STEP),
                weights[0]);
        return new Neurons.Program(
                program, scale < 1 ? List.of(external, new ConstantDrive(new int[] {constant()})) : List.of(external));
    }

    /** Spikes of a neuron's input in a millisecond at full scale. */
    private double externalRate() {
        return regime.input() * THRESHOLD / (STRENGTH * MEMBRANE);
    }

    /** In each step, the mean that the scale has taken away. */
    private int constant() {
        double perMillisecond = STRENGTH * externalRate();
        for (int source = 0; source < neurons.length; source++) {
            double strength = source == 0 ? STRENGTH : -regime.inhibition() * STRENGTH;
            perMillisecond +=
                    IN_DEGREE[source] * strength * regime.stated().get(source).rate() / 1_000;
        }
        return (int) Math.rint((1 - Math.sqrt(scale)) * perMillisecond * STEP * unit);
    }

    /** The synapses between two populations, by number: those of a target follow one another. */
    private final class Drawn implements SparseSynapses.SynapseList {
        private final int inDegreeOfPair;
        private final int sources;
        private final int weight;
        private final long firstOfPair;

        Drawn(int target, int source) {
            this.inDegreeOfPair = inDegree[source];
            this.sources = neurons[source];
            this.weight = weights[source];
            long firstTarget = target == 0 ? 0 : neurons[0];
            this.firstOfPair = firstTarget * (inDegree[0] + inDegree[1]) + (source == 0 ? 0 : inDegree[0]);
        }

        @Override
        public int source(int synapse) {
            long drawn = (long) target(synapse) * (inDegree[0] + inDegree[1]) + synapse % inDegreeOfPair;
            return RandomStream.below(SYNAPSE_STREAM, firstOfPair + drawn, sources);
        }

        @Override
        public int target(int synapse) {
            return synapse / inDegreeOfPair;
        }

        @Override
        public int weight(int synapse) {
            return weight;
        }

        @Override
        public int extraDelay(int synapse) {
            return 0;
        }
    }
}
