package org.synfire.network.integer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;

/**
 * A network of integers, ready to be laid on a chip or computed densely.
 *
 * <p><b>Order:</b> population 0 is the input, the last one the answer. Projections may lead anywhere, also back or to
 * the population itself, where layers spike; where they send codes, every projection leads from a lower to a higher
 * number. <b>Coding:</b> the layers of a network either all send codes of T bits, or all follow neuron programs; then
 * the image sends nothing and reaches neurons as currents ({@link DirectCoding}), or the input is spikes.
 * <b>Limits:</b> the sum of every neuron provably fits 32 bits.
 *
 * <p><b>Time:</b> a sample keeps every population at work for T time steps, see {@link SampleTiming}.
 */
public final class IntegerNetwork {
    private final String name;
    private final int timeSteps;
    private final int[] weightBits;
    private final List<Population> populations;
    private final List<Projection> projections;
    private final List<List<Projection>> inbound;
    private final List<List<Projection>> outbound;
    private final Coding coding;
    private final SampleTiming timing;
    private final List<SumBounds> sumBounds;

    /**
     * @param name shown to people
     * @param timeSteps T, the steps in which a population works on a sample; the bits of a code, where codes are sent
     * @param weightBits for each population the significant bits of a weight that ends in it, 2..16; 0 where none does
     * @param populations by number
     * @param projections with their delays
     * @throws InputException if numbering, shapes, code widths or delays are wrong, or a sum could leave 32 bits
     */
    public IntegerNetwork(
            String name, int timeSteps, int[] weightBits, List<Population> populations, List<Projection> projections) {
        this.name = name;
        this.timeSteps = timeSteps;
        this.weightBits = weightBits.clone();
        this.populations = List.copyOf(populations);
        this.projections = List.copyOf(projections);
        this.coding = coding(populations);
        this.inbound = group(Projection::target);
        this.outbound = group(Projection::source);
        requireParts();
        this.timing = SampleTiming.of(this);
        this.sumBounds = populations.stream()
                .map(population -> SumBounds.of(this, population.id()))
                .toList();
        populations.forEach(population -> sumBounds.get(population.id()).requireFits(population));
    }

    /**
     * A network whose delays follow from its {@link Levels}: all branches meet in phase.
     *
     * @param weightBits significant bits of one synapse's weight, 2..16, in all layers
     * @param projections their delays are replaced
     * @throws InputException as the constructor, and if a projection leads back
     */
    public static IntegerNetwork inPhase(
            String name, int timeSteps, int weightBits, List<Population> populations, List<Projection> projections) {
        int[] each = new int[populations.size()];
        Arrays.fill(each, weightBits);
        return inPhase(name, timeSteps, each, populations, projections);
    }

    /** As {@link #inPhase(String, int, int, List, List)}, with weight bits for each population. */
    public static IntegerNetwork inPhase(
            String name, int timeSteps, int[] weightBits, List<Population> populations, List<Projection> projections) {
        Levels levels = new Levels(name, populations, projections);
        int steps = switch (coding(populations)) {
            case CODES -> timeSteps;
            case SPIKES -> 1;
        };
        return new IntegerNetwork(
                name,
                timeSteps,
                weightBits,
                populations,
                projections.stream().map(p -> levels.inPhase(p, steps)).toList());
    }

    private static Coding coding(List<Population> populations) {
        boolean spikes = populations.stream().anyMatch(population -> switch (population.neurons()) {
            case Neurons.Program program -> true;
            case Neurons.SpikeInput input -> true;
            case Neurons.ImageInput image -> false;
            case Neurons.Stem stem -> false;
            case Neurons.Answer answer -> false;
        });
        return spikes ? Coding.SPIKES : Coding.CODES;
    }

    private List<List<Projection>> group(Function<Projection, Integer> end) {
        List<List<Projection>> groups = new ArrayList<>();
        populations.forEach(population -> groups.add(new ArrayList<>()));
        for (Projection projection : projections) {
            int population = end.apply(projection);
            if (population < 0 || population >= groups.size()) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "network %s: projection %d joins population %d, which is none of its %d",
                        name,
                        projection.id(),
                        population,
                        groups.size()));
            }
            groups.get(population).add(projection);
        }
        return groups.stream().map(List::copyOf).toList();
    }

    private void requireParts() {
        if (populations.size() < 2) {
            throw new InputException("network " + name + ": needs an input and at least one layer");
        }
        if (weightBits.length != populations.size()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s: weight bits of %d layers for %d",
                    name,
                    weightBits.length,
                    populations.size()));
        }
        if (timeSteps < 1) {
            throw new InputException(
                    String.format(Locale.ROOT, "network %s has %d time steps; at least 1 is needed", name, timeSteps));
        }
        for (int p = 0; p < populations.size(); p++) {
            int least = inbound.get(p).isEmpty() ? 0 : Code.MIN_BITS;
            if (weightBits[p] < least || weightBits[p] > Short.SIZE) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "layer %s: weights of %d bits; %d..%d are possible",
                        populations.get(p).name(),
                        weightBits[p],
                        Code.MIN_BITS,
                        Short.SIZE));
            }
            if (populations.get(p).id() != p) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "network %s: population %s is number %d, but stands at place %d",
                        name,
                        populations.get(p).name(),
                        populations.get(p).id(),
                        p));
            }
        }
        populations.forEach(this::requirePlace);
        projections.forEach(this::requireFits);
    }

    private void requirePlace(Population population) {
        boolean isInput = switch (population.neurons()) {
            case Neurons.ImageInput image -> {
                requireWidth(population, image.code());
                yield true;
            }
            case Neurons.SpikeInput spikes -> true;
            case Neurons.Stem stem -> {
                if (coding == Coding.SPIKES) {
                    throw new InputException(String.format(
                            Locale.ROOT, "layer %s sends codes in a network whose layers spike", population.name()));
                }
                requireWidth(population, stem.code());
                yield false;
            }
            case Neurons.Answer answer -> {
                requireAnswer(population, answer);
                yield false;
            }
            case Neurons.Program program -> {
                program.directCoding().ifPresent(direct -> requireImage(population, direct));
                yield false;
            }
        };
        if (isInput != (population.id() == 0)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s: population 0 must be the input and no other one, but %s is %s",
                    name,
                    population.name(),
                    isInput ? "a further input" : "none"));
        }
        if (isInput && !inbound.get(population.id()).isEmpty()) {
            throw new InputException(String.format(Locale.ROOT, "network %s: a projection leads to the input", name));
        }
        if (!isInput && inbound.get(population.id()).isEmpty() && !hasDrive(population)) {
            throw new InputException("layer " + population.name() + " reads nothing");
        }
    }

    private static boolean hasDrive(Population population) {
        return population.neurons() instanceof Neurons.Program program
                && !program.drives().isEmpty();
    }

    private void requireWidth(Population population, Code code) {
        switch (coding) {
            case CODES -> {
                if (code.bits() != timeSteps) {
                    throw new InputException(String.format(
                            Locale.ROOT,
                            "layer %s has codes of %d bits in a network of %d",
                            population.name(),
                            code.bits(),
                            timeSteps));
                }
            }
            case SPIKES -> {
                if (!outbound.get(population.id()).isEmpty()) {
                    throw new InputException(String.format(
                            Locale.ROOT,
                            "network %s: the image of a spiking network is currents, no layer can read spikes of it",
                            name));
                }
            }
        }
    }

    private void requireAnswer(Population population, Neurons.Answer answer) {
        if (!outbound.get(population.id()).isEmpty()) {
            throw new InputException("layer " + population.name() + " keeps raw sums but another layer reads it");
        }
        if (coding == Coding.SPIKES && IntStream.of(answer.bias()).anyMatch(bias -> bias != 0)) {
            throw new InputException(
                    String.format(Locale.ROOT, "layer %s: layers of spiking networks have no bias", population.name()));
        }
    }

    private void requireImage(Population population, DirectCoding direct) {
        if (!(input().neurons() instanceof Neurons.ImageInput)) {
            throw new InputException(String.format(
                    Locale.ROOT, "layer %s reads an image, the network's input is spikes", population.name()));
        }
        if (!direct.in().equals(input().shape())) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "layer %s reads an image of %s, the network's is %s",
                    population.name(),
                    direct.in(),
                    input().shape()));
        }
    }

    private void requireFits(Projection projection) {
        Population sender = populations.get(projection.source());
        Population receiver = populations.get(projection.target());
        if (!projection.synapses().out().equals(receiver.shape())
                || (projection.order().isEmpty()
                        && projection.sent(sender).size()
                                != projection.synapses().in().size())) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "layers %s and %s do not fit: %s sent, synapses from %s to %s, %s received",
                    sender.name(),
                    receiver.name(),
                    projection.sent(sender),
                    projection.synapses().in(),
                    projection.synapses().out(),
                    receiver.shape()));
        }
        if (coding == Coding.CODES && projection.synapses().largestExtraDelay() > 0) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "layer %s: synapses with delays of their own, where all bits of a code must arrive in phase",
                    receiver.name()));
        }
    }

    /**
     * The same network of spikes with samples of another length.
     *
     * @param steps T, at least 1
     * @throws InputException if the network sends codes, whose bits the steps are, or a sum could leave 32 bits
     */
    public IntegerNetwork withTimeSteps(int steps) {
        if (coding == Coding.CODES) {
            throw new InputException(
                    String.format(Locale.ROOT, "network %s sends codes of %d bits, one a step", name, timeSteps));
        }
        return new IntegerNetwork(name, steps, weightBits, populations, projections);
    }

    /** The same synapses between populations that differ in their arithmetic only. */
    public IntegerNetwork with(UnaryOperator<Population> change) {
        return new IntegerNetwork(
                name, timeSteps, weightBits, populations.stream().map(change).toList(), projections);
    }

    /** Whether layers send codes or spike by a program. */
    public Coding coding() {
        return coding;
    }

    /** Whether a population's neurons send spikes; an image whose codes nobody reads sends none. */
    public boolean sends(int population) {
        return switch (populations.get(population).neurons()) {
            case Neurons.ImageInput image -> !outbound.get(population).isEmpty();
            case Neurons.SpikeInput spikes -> true;
            case Neurons.Stem stem -> true;
            case Neurons.Answer answer -> false;
            case Neurons.Program program -> true;
        };
    }

    /** Whether all sums are exact; otherwise a layer computes in registers of limited width. */
    public boolean isExact() {
        return populations.stream()
                .allMatch(p -> !(p.neurons() instanceof Neurons.Summing summing)
                        || switch (summing.integration()) {
                            case Integration.Exact exact -> true;
                            case ScaledIntegration scaled -> false;
                        });
    }

    /** The layers that can be made sparse: those that compute codes and send them, in the order of their numbers. */
    public List<Population> codedLayers() {
        return populations.stream()
                .filter(p -> p.neurons() instanceof Neurons.Stem)
                .toList();
    }

    /** Shown to people. */
    public String name() {
        return name;
    }

    /** T: the time steps in which a population works on one sample; where codes are sent, also their bits. */
    public int timeSteps() {
        return timeSteps;
    }

    /** Which time steps of a sample are whose. */
    public SampleTiming timing() {
        return timing;
    }

    /** What the sums of a population can reach. */
    public SumBounds sumBounds(int population) {
        return sumBounds.get(population);
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

    /** The input. */
    public Population input() {
        return populations.getFirst();
    }

    /**
     * The code of the image's pixels.
     *
     * @throws InputException if the input is spikes
     */
    public Code imageCode() {
        return switch (input().neurons()) {
            case Neurons.ImageInput image -> image.code();
            default -> throw new InputException("network " + name + " reads spikes, not an image");
        };
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

    /** In a line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %d populations, %,d neurons, %d projections, %d time steps",
                name,
                populations.size(),
                populations.stream()
                        .mapToLong(population -> population.shape().size())
                        .sum(),
                projections.size(),
                timeSteps);
    }
}
