package org.synfire.bench.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Synapses;
import org.synfire.network.neuron.LeakyNeurons;

/**
 * A network of spikes that fills any number of cores: copies of a real one, and synthetic populations of a whole core
 * each, in trees. All read the same input.
 *
 * <pre>
 *   input ---&gt; copy 1, copy 2, ...              all its layers, with the weights of the real network
 *         ---&gt; root ---&gt; fan-out ---&gt; fan-out   4,096 neurons each; 3 x 3 convolutions of 16 channels
 * </pre>
 *
 * <p>A synthetic neuron copies the spikes of the neuron at its place in the population before, one step later, because
 * the weight between them is the threshold. The other weights are small random numbers, so what a neuron does depends
 * on its neighbours too. Populations share {@value #KINDS} arrays of weights.
 *
 * @param network all of it
 * @param copies of the real network
 * @param layers populations of one copy
 * @param roots synthetic populations that read the input
 * @param fanOut synthetic populations that read another one
 */
record LargeSystem(IntegerNetwork network, int copies, int layers, int roots, int fanOut) {
    /** Neurons of a synthetic population: 16 channels of 16 x 16 positions, a whole core of Darwin3. */
    static final Shape SYNTHETIC = new Shape(16, 16, 16);
    /** What the input is if there is no real network: a sensor of 34 x 34 pixels and two polarities. */
    static final Shape SENSOR = new Shape(2, 34, 34);

    private static final int KINDS = 8;
    private static final int THRESHOLD = 64;
    private static final int LEAK_SHIFT = 2;
    private static final int POTENTIAL_BITS = 16;
    private static final int WEIGHT_BITS = 8;
    private static final int KERNEL = 3;
    private static final long SEED = 1;

    /**
     * What to build.
     *
     * @param real the network to copy, with spikes as input, if there is one
     * @param copies of it
     * @param synthetic how many synthetic populations
     * @param roots how many of them read the input
     * @param fanOut how many populations read another one; 1 for chains
     * @param timeSteps T
     */
    record Plan(Optional<IntegerNetwork> real, int copies, int synthetic, int roots, int fanOut, int timeSteps) {}

    static LargeSystem of(Plan plan) {
        Population input = plan.real
                .map(IntegerNetwork::input)
                .orElseGet(() -> new Population(0, "input", SENSOR, new Neurons.SpikeInput()));
        if (!(input.neurons() instanceof Neurons.SpikeInput)) {
            throw new InputException("network " + plan.real.orElseThrow().name() + " does not read spikes");
        }
        List<Population> populations = new ArrayList<>(List.of(input));
        List<Projection> projections = new ArrayList<>();
        List<Integer> bits = new ArrayList<>(List.of(0));
        plan.real.ifPresent(real -> addCopies(real, plan.copies, populations, projections, bits));
        addSynthetic(plan, input.shape(), populations, projections);
        int[] weightBits = new int[populations.size()];
        Arrays.fill(weightBits, WEIGHT_BITS);
        for (int p = 0; p < bits.size(); p++) {
            weightBits[p] = bits.get(p);
        }
        int layers = plan.real.map(real -> real.populations().size() - 1).orElse(0);
        return new LargeSystem(
                new IntegerNetwork(
                        String.format(Locale.ROOT, "large system of %,d populations", populations.size()),
                        plan.timeSteps,
                        weightBits,
                        populations,
                        projections),
                plan.copies,
                layers,
                plan.roots,
                plan.fanOut);
    }

    private static void addCopies(
            IntegerNetwork real,
            int copies,
            List<Population> populations,
            List<Projection> projections,
            List<Integer> bits) {
        int layers = real.populations().size() - 1;
        for (int copy = 0; copy < copies; copy++) {
            int offset = copy * layers;
            for (Population p : real.populations().subList(1, layers + 1)) {
                populations.add(p.renamed(p.id() + offset, p.name()));
                bits.add(real.weightBits(p.id()));
            }
            for (Projection p : real.projections()) {
                projections.add(
                        p.between(projections.size(), p.source() == 0 ? 0 : p.source() + offset, p.target() + offset));
            }
        }
    }

    private static void addSynthetic(
            Plan plan, Shape input, List<Population> populations, List<Projection> projections) {
        Neurons neurons = new Neurons.Program(
                new LeakyNeurons(POTENTIAL_BITS, LEAK_SHIFT, LeakyNeurons.Reset.SUBTRACT, new int[] {THRESHOLD}));
        Synapses root = convolution(input, entrance(input), 0);
        Synapses[] kinds = new Synapses[KINDS];
        Arrays.setAll(kinds, kind -> convolution(SYNTHETIC, Window.square(KERNEL, 1, 1), kind + 1));
        int first = populations.size();
        for (int s = 0; s < plan.synthetic; s++) {
            populations.add(new Population(first + s, "synthetic", SYNTHETIC, neurons));
            projections.add(
                    s < plan.roots
                            ? Projection.of(projections.size(), 0, first + s, root)
                            : Projection.of(
                                    projections.size(),
                                    first + parent(s, plan.roots, plan.fanOut),
                                    first + s,
                                    kinds[s % KINDS]));
        }
    }

    private static int parent(int synthetic, int roots, int fanOut) {
        return (synthetic - roots) / fanOut;
    }

    /** The window that makes 16 x 16 positions of an input. */
    private static Window entrance(Shape input) {
        int positions = SYNTHETIC.width();
        if (input.height() < positions || input.width() < positions) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the network reads %s; the synthetic part needs an input of %d x %d at least",
                    input,
                    positions,
                    positions));
        }
        int strideY = input.height() / positions;
        int strideX = input.width() / positions;
        return new Window(
                input.height() - (positions - 1) * strideY,
                input.width() - (positions - 1) * strideX,
                strideY,
                strideX,
                1,
                1,
                0,
                0,
                0,
                0);
    }

    private static Synapses convolution(Shape in, Window window, int kind) {
        SplittableRandom random = new SplittableRandom(SEED + kind);
        int kernel = window.kernelY() * window.kernelX();
        short[] weights = new short[SYNTHETIC.channels() * in.channels() * kernel];
        for (int i = 0; i < weights.length; i++) {
            int out = i / kernel / in.channels();
            boolean isOwn = i / kernel % in.channels() == out % in.channels() && i % kernel == kernel / 2;
            weights[i] = (short) (isOwn ? THRESHOLD : random.nextInt(-2, 3));
        }
        return new Synapses.Convolution(in, SYNTHETIC, window, 1, weights);
    }

    /** The number of a synthetic population, 0 the first root. */
    int synthetic(int number) {
        return 1 + copies * layers + number;
    }

    /** How many synthetic populations there are. */
    int syntheticCount() {
        return network.populations().size() - synthetic(0);
    }

    /**
     * The way from the input to a synthetic population, as a network of its own with the same weights.
     *
     * @param number of the synthetic population
     */
    IntegerNetwork way(int number) {
        List<Integer> numbers = new ArrayList<>();
        for (int at = number; ; at = parent(at, roots, fanOut)) {
            numbers.addFirst(at);
            if (at < roots) {
                break;
            }
        }
        List<Population> populations = new ArrayList<>(List.of(network.input()));
        List<Projection> projections = new ArrayList<>();
        for (int n : numbers) {
            int id = populations.size();
            Population own = network.population(synthetic(n));
            populations.add(own.renamed(id, own.name()));
            projections.add(network.inbound(own.id()).getFirst().between(id - 1, id - 1, id));
        }
        int[] bits = new int[populations.size()];
        Arrays.fill(bits, WEIGHT_BITS);
        bits[0] = 0;
        return new IntegerNetwork("way", network.timeSteps(), bits, populations, projections);
    }

    /**
     * Random spikes of the input, the same for the same sample and step.
     *
     * @param rate share of the input's neurons that spike in a step
     */
    NetworkInput.Spikes input(double rate) {
        int neurons = network.input().shape().size();
        return (sample, step, into) -> {
            SplittableRandom random = new SplittableRandom(SEED + sample * network.timeSteps() + step);
            int count = 0;
            for (int neuron = 0; neuron < neurons; neuron++) {
                if (random.nextDouble() < rate) {
                    into[count++] = neuron;
                }
            }
            return count;
        };
    }
}
