package org.synfire.network.integer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;

/**
 * A network of integers, ready to be laid on a chip or computed densely.
 *
 * <p><b>Order:</b> populations are numbered so that every projection leads from a lower to a higher number; 0 is the
 * input, the last one the answer. <b>Levels:</b> {@link #level} is the length of the longest path from the input; the
 * codes of level l are sent in steps l*T .. l*T+T-1 after the sample's first, so a projection that skips levels waits
 * {@link #delaySteps}. <b>Limits:</b> the sum of every neuron provably fits 32 bits.
 *
 * <p><b>Spiking networks:</b> all layers but the answer spike by a program, T is the number of time steps, and what
 * arrives in a step moves the neurons in it, so that level l integrates and sends in steps l .. l+T-1 after the
 * sample's first. The image sends nothing; it reaches the first layer as currents ({@link DirectCoding}). T is at most
 * {@value #MAX_STEPS}.
 */
public final class IntegerNetwork {
    /** Most time steps of a sample in a spiking network: a neuron's train is the bits of an integer. */
    public static final int MAX_STEPS = Integer.SIZE;

    private final String name;
    private final int bits;
    private final int[] weightBits;
    private final List<Population> populations;
    private final List<Projection> projections;
    private final List<List<Projection>> inbound;
    private final List<List<Projection>> outbound;
    private final int[] levels;
    private final boolean spikes;

    /**
     * @param name shown to people
     * @param bits T, the bits of every code
     * @param weightBits significant bits of one synapse's weight, 2..16
     * @throws InputException if numbering, shapes or code widths are wrong, or a sum could leave 32 bits
     */
    public IntegerNetwork(
            String name, int bits, int weightBits, List<Population> populations, List<Projection> projections) {
        this(name, bits, populations.stream().mapToInt(p -> weightBits).toArray(), populations, projections);
    }

    /**
     * A network whose layers have weights of different widths.
     *
     * @param name shown to people
     * @param bits T, the bits of every code, or the time steps of a spiking network
     * @param weightBits for each population the significant bits of a weight that ends in it, 2..16; 0 where none does
     * @throws InputException if numbering, shapes or code widths are wrong, or a sum could leave 32 bits
     */
    public IntegerNetwork(
            String name, int bits, int[] weightBits, List<Population> populations, List<Projection> projections) {
        this.name = name;
        this.bits = bits;
        this.weightBits = weightBits.clone();
        this.populations = List.copyOf(populations);
        this.spikes = populations.stream().anyMatch(Population::isSpiking);
        this.projections = List.copyOf(projections);
        this.inbound = group(false);
        this.outbound = group(true);
        this.levels = levels();
        check();
    }

    private List<List<Projection>> group(boolean bySource) {
        List<List<Projection>> groups = new ArrayList<>();
        for (int p = 0; p < populations.size(); p++) {
            int id = p;
            groups.add(projections.stream()
                    .filter(x -> (bySource ? x.source() : x.target()) == id)
                    .toList());
        }
        return groups;
    }

    private int[] levels() {
        int[] level = new int[populations.size()];
        for (int p = 1; p < level.length; p++) {
            for (Projection projection : inbound.get(p)) {
                if (projection.source() >= p) {
                    throw new InputException("network %s: a projection leads from population %d back to %d"
                            .formatted(name, projection.source(), p));
                }
                level[p] = Math.max(level[p], level[projection.source()] + 1);
            }
            level[p] = Math.max(level[p], populations.get(p).direct() == null ? 0 : 1);
        }
        return level;
    }

    private void check() {
        if (populations.size() < 2) {
            throw new InputException("network " + name + ": needs an input and at least one layer");
        }
        if (weightBits.length != populations.size()) {
            throw new InputException("network %s: weight bits of %d layers for %d"
                    .formatted(name, weightBits.length, populations.size()));
        }
        for (Population population : populations) {
            if (isSpiking()) {
                requireSpiking(population);
            } else if (population.code() != null && population.code().bits() != bits) {
                throw new InputException("layer %s has codes of %d bits in a network of %d"
                        .formatted(population.name(), population.code().bits(), bits));
            }
            if (population.id() > 0 && inbound.get(population.id()).isEmpty() && population.direct() == null) {
                throw new InputException("layer " + population.name() + " reads nothing");
            }
            if (population.isRaw() && !outbound.get(population.id()).isEmpty()) {
                throw new InputException("layer " + population.name() + " keeps raw sums but another layer reads it");
            }
        }
        for (Projection projection : projections) {
            Population sender = populations.get(projection.source());
            Population receiver = populations.get(projection.target());
            if (!projection.synapses().out().equals(receiver.shape())
                    || projection.order() == null
                            && projection.sent(sender).size()
                                    != projection.synapses().in().size()) {
                throw new InputException("layers %s and %s do not fit: %s sent, synapses from %s to %s, %s received"
                        .formatted(
                                sender.name(),
                                receiver.name(),
                                projection.sent(sender),
                                projection.synapses().in(),
                                projection.synapses().out(),
                                receiver.shape()));
            }
        }
        SumBounds.requireFits(this);
    }

    private void requireSpiking(Population population) {
        if (bits < 1 || bits > MAX_STEPS) {
            throw new InputException(
                    "network %s has %d time steps; 1..%d are supported".formatted(name, bits, MAX_STEPS));
        }
        if (population.id() == 0 && !outbound.getFirst().isEmpty()) {
            throw new InputException(
                    "network %s: the image of a spiking network is currents, no layer can read spikes of it"
                            .formatted(name));
        }
        if (population.id() > 0 && population.code() != null) {
            throw new InputException(
                    "layer %s sends codes in a network whose layers spike".formatted(population.name()));
        }
        if (population.direct() != null && !population.direct().in().equals(input().shape())) {
            throw new InputException("layer %s reads an image of %s, the network's is %s"
                    .formatted(population.name(), population.direct().in(), input().shape()));
        }
        if (IntStream.of(population.bias()).anyMatch(bias -> bias != 0)) {
            throw new InputException("layer %s: layers of spiking networks have no bias".formatted(population.name()));
        }
    }

    /** The same synapses between populations that differ in their arithmetic only. */
    public IntegerNetwork with(UnaryOperator<Population> change) {
        return new IntegerNetwork(
                name, bits, weightBits, populations.stream().map(change).toList(), projections);
    }

    /** Whether layers spike by a program; otherwise they send codes. */
    public boolean isSpiking() {
        return spikes;
    }

    /** Whether a population's neurons send spikes. */
    public boolean sends(int population) {
        return !populations.get(population).isRaw() && !(population == 0 && isSpiking());
    }

    /** Whether sums are exact; otherwise layers compute in registers of limited width. */
    public boolean isExact() {
        return populations.stream().allMatch(p -> p.integration() == null);
    }

    /** The layers that can be made sparse: all but the input and a raw answer, in the order of their numbers. */
    public List<Population> codedLayers() {
        return populations.stream().filter(Population::isCodedLayer).toList();
    }

    /** Shown to people. */
    public String name() {
        return name;
    }

    /** T: bits of a code, and time steps of one sample in each layer; in a spiking network the latter alone. */
    public int bits() {
        return bits;
    }

    /** Significant bits of one synapse's weight, of the layer that has most. */
    public int weightBits() {
        return IntStream.of(weightBits).max().orElseThrow();
    }

    /** Significant bits of a weight that ends in a population; 0 where none does. */
    public int weightBits(int population) {
        return inbound.get(population).isEmpty() ? 0 : weightBits[population];
    }

    /** All populations, the input first, the answer last. */
    public List<Population> populations() {
        return populations;
    }

    /** A population by number. */
    public Population population(int id) {
        return populations.get(id);
    }

    /** The image. */
    public Population input() {
        return populations.getFirst();
    }

    /** The answer. */
    public Population output() {
        return populations.getLast();
    }

    /** All projections. */
    public List<Projection> projections() {
        return projections;
    }

    /** The projections that end in a population. */
    public List<Projection> inbound(int population) {
        return inbound.get(population);
    }

    /** The projections that start in a population. */
    public List<Projection> outbound(int population) {
        return outbound.get(population);
    }

    /** Length of the longest path from the input to a population; 0 for the input. */
    public int level(int population) {
        return levels[population];
    }

    /** L: the level of the answer, which is the number of layers a spike passes. */
    public int depth() {
        return levels[levels.length - 1];
    }

    /** Time steps that a projection's spikes wait so that all branches meet in phase. */
    public int delaySteps(Projection projection) {
        return (levels[projection.target()] - levels[projection.source()] - 1) * stepsPerLevel();
    }

    /**
     * Time steps from a level's first spike to the next one's: T where neurons send their value, 1 where they spike.
     */
    public int stepsPerLevel() {
        return isSpiking() ? 1 : bits;
    }

    /** Time steps from a sample's first to its answer, both included: L T + 1, in a spiking network L + T. */
    public int latencySteps() {
        return isSpiking() ? depth() + bits : depth() * bits + 1;
    }

    /**
     * Time steps from one sample's first to the next one's: T in the pipeline; without, the latency, up to a multiple
     * of T: (L + 1) T where codes are sent.
     */
    public int intervalSteps(boolean pipelined) {
        return pipelined ? bits : Math.ceilDiv(latencySteps(), bits) * bits;
    }
}
